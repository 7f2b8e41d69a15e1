// Everything a command needs beyond the packages: the Electron runtime and the system's libraries.
import { electronRuntime } from './electron-runtime.mjs'
import { installSystemLibraries } from './system-libraries.mjs'

/**
 * @param {import('./system-libraries.mjs').Purpose} purpose
 * @returns {Promise<import('./electron-runtime.mjs').Runtime>}
 */
export const setUp = async (purpose) => {
  const runtime = await electronRuntime()
  installSystemLibraries(purpose, runtime.executablePath)
  return runtime
}

/** Chromium refuses to start as root with its sandbox on; only our launchers say so, the product never does. */
export const sandboxArguments = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])
