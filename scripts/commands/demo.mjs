// `npm run demo`: the app on the demo team, to be played with; without a display it plays the main job by itself.
import { join } from 'node:path'
import { childEnvironment, runChild } from '../child.mjs'
import { hasDisplay, withDisplay } from '../display.mjs'
import { projectRoot } from '../paths.mjs'
import { say } from '../say.mjs'
import { sandboxArguments, setUp } from '../set-up.mjs'
import { buildWhenStale } from './build.mjs'

/** Drives the real app through connect, sync, review, revoke and verify, and fills demo-output/. */
const walkThrough = join('test', 'e2e', 'demo-walk.ts')

/** @param {string[]} args for the app */
export const run = async (args) => {
  const runtime = await setUp('window')
  const code = await buildWhenStale()
  if (code !== 0) return code
  if (hasDisplay()) {
    say('Opening Attest on the demo team; close the window or press Ctrl-C to end')
    return runChild(runtime.executablePath, [...sandboxArguments(), projectRoot, '--demo', ...args], childEnvironment())
  }
  say('There is no display: walking through the main job in a virtual one')
  return withDisplay(async (display) => {
    const env = { ...display, ATTEST_ELECTRON: runtime.executablePath }
    const outcome = await runChild(process.execPath, [walkThrough, ...args], env)
    if (outcome === 0) say('Screenshots and a summary are in demo-output/')
    return outcome
  })
}
