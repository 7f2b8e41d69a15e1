// `npm run package`: the packaged app as a folder, from the runtime that is already here and without a download.
// With arguments (`npm run package -- --linux AppImage deb`) they go to electron-builder as they are: a release machine.
import { childEnvironment, runChild } from '../child.mjs'
import { electronRuntime } from '../electron-runtime.mjs'
import { tool } from '../tools.mjs'
import { buildWhenStale } from './build.mjs'

/** @param {string[]} args */
export const run = async (args) => {
  const code = await buildWhenStale()
  if (code !== 0) return code
  const chosen = args.length > 0 ? args : await fromLocalRuntime()
  const options = [tool('electron-builder'), ...chosen, '--publish', 'never']
  return runChild(process.execPath, options, childEnvironment())
}

const fromLocalRuntime = async () => {
  const { distPath, version } = await electronRuntime()
  return ['--dir', `-c.electronDist=${distPath}`, `-c.electronVersion=${version}`]
}
