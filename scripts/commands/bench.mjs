// `npm run bench`: sync, start-up and event-loop figures, as a table.
import { join } from 'node:path'
import { runChild } from '../child.mjs'
import { withDisplay } from '../display.mjs'
import { setUp } from '../set-up.mjs'
import { buildWhenStale } from './build.mjs'

const benchmarks = join('test', 'bench', 'run.ts')

/** @param {string[]} args for the benchmarks */
export const run = async (args) => {
  // Start-up is measured with a keychain, as the tests have one.
  const runtime = await setUp('test')
  const code = await buildWhenStale()
  if (code !== 0) return code
  return withDisplay((display) =>
    runChild(process.execPath, [benchmarks, ...args], { ...display, ATTEST_ELECTRON: runtime.executablePath }),
  )
}
