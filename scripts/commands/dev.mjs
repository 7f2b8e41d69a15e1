// `npm run dev`: the app in a window that follows every edit.
import { childEnvironment, runChild } from '../child.mjs'
import { hasDisplay } from '../display.mjs'
import { Trouble } from '../say.mjs'
import { setUp } from '../set-up.mjs'
import { forgetBuild } from '../sources.mjs'
import { tool } from '../tools.mjs'

/** @param {string[]} args for vite */
export const run = async (args) => {
  if (!hasDisplay())
    throw new Trouble('npm run dev opens a window, and there is no display here. npm run demo works without one.')
  const runtime = await setUp('window')
  forgetBuild()
  const env = childEnvironment({ ELECTRON_OVERRIDE_DIST_PATH: runtime.distPath })
  return runChild(process.execPath, [tool('vite'), ...args], env)
}
