// Which Electron to start. The official one of the `electron` package; where GitHub cannot be reached, on Linux x64,
// the one of the npm registry. Run as a command it prints the executable's path.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { modernNode } from './dependencies.mjs'
import { nodeModules, userCache } from './paths.mjs'
import { fetchRegistryRuntime, hasRegistryRuntime, registryRuntime } from './registry-runtime.mjs'
import { explain, say, Trouble } from './say.mjs'

/**
 * @typedef {object} Runtime
 * @property {string} executablePath
 * @property {string} distPath what ELECTRON_OVERRIDE_DIST_PATH and electron-builder's electronDist want
 * @property {string} version
 * @property {boolean} official
 */

const electronPackage = join(nodeModules, 'electron')
const distFolder = join(electronPackage, 'dist')
const executableName = () =>
  process.platform === 'darwin'
    ? join('Electron.app', 'Contents', 'MacOS', 'Electron')
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron'

/**
 * Needs node_modules. Downloads at most once per machine.
 * @returns {Promise<Runtime>}
 */
export const electronRuntime = async () => {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) return runtimeIn(resolve(given), false)
  if (isOfficialInstalled()) return runtimeIn(distFolder, true)
  const hasFallback = process.platform === 'linux' && process.arch === 'x64'
  if (!hasFallback || (!wasUnreachable() && (await isReachable()))) {
    const failure = installOfficial()
    if (!failure) return runtimeIn(distFolder, true)
    if (!hasFallback) throw new Trouble(noRuntime(failure))
  }
  if (!hasRegistryRuntime()) await fetchRegistryRuntime()
  if (!wasUnreachable()) writeFileSync(unreachableNote, '')
  return runtimeIn(registryRuntime.folder, false)
}

/**
 * @param {string} distPath
 * @param {boolean} official
 * @returns {Runtime}
 */
const runtimeIn = (distPath, official) => {
  const executablePath = join(distPath, executableName())
  if (!existsSync(executablePath)) throw new Trouble(`There is no Electron at ${executablePath}.`)
  return { executablePath, distPath, version: versionIn(distPath), official }
}

/** @param {string} folder */
const versionIn = (folder) => {
  const file = join(folder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'unknown'
}

const wantedVersion = () => JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')).version

const isOfficialInstalled = () =>
  existsSync(join(electronPackage, 'path.txt')) &&
  existsSync(join(distFolder, executableName())) &&
  versionIn(distFolder) === wantedVersion()

// Where packets to GitHub vanish without an answer, every start would wait for the probe's time-out: one in a day is enough.
const unreachableNote = join(userCache, 'electron-download-unreachable')
const wasUnreachable = () =>
  hasRegistryRuntime() && existsSync(unreachableNote) && Date.now() - statSync(unreachableNote).mtimeMs < 24 * 3600_000

const isReachable = async () => {
  const { npm_config_electron_mirror: fromNpm, ELECTRON_MIRROR: mirror = fromNpm } = process.env
  const url = mirror || 'https://github.com/electron/electron/releases/download/'
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(3000) })
    return true
  } catch {
    return false
  }
}

/** @returns {string | undefined} what went wrong */
const installOfficial = () => {
  say(`Fetching Electron ${wantedVersion()} (about 110 MB, once)`)
  const result = spawnSync(modernNode(), [join(electronPackage, 'install.js')], {
    encoding: 'utf8',
    env: { NODE_USE_ENV_PROXY: '1', ...process.env },
  })
  return result.status === 0 && isOfficialInstalled() ? undefined : result.stderr || result.stdout || 'no output'
}

/** @param {string} failure */
const noRuntime = (failure) =>
  `Electron ${wantedVersion()} could not be downloaded. Check that github.com can be reached, or set ELECTRON_MIRROR, and run the command again.\n${failure.trim()}`

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) {
  try {
    const { executablePath } = await electronRuntime()
    console.log(executablePath)
  } catch (error) {
    explain(error)
    process.exitCode = 1
  }
}
