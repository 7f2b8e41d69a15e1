// `npm run build`: main, preload and window into dist/.
import { childEnvironment, runChild } from '../child.mjs'
import { say } from '../say.mjs'
import { forgetBuild, hashSources, isBuilt, markBuilt } from '../sources.mjs'
import { tool } from '../tools.mjs'

/** @param {string[]} args for vite */
export const run = async (args) => {
  const sources = hashSources()
  forgetBuild()
  const code = await runChild(process.execPath, [tool('vite'), 'build', ...args], childEnvironment())
  if (code === 0) markBuilt(sources)
  return code
}

/** @returns {Promise<number>} exit code; 0 at once when dist/ is current */
export const buildWhenStale = async () => {
  if (isBuilt()) return 0
  say('Building the app')
  return run(['--logLevel', 'warn'])
}
