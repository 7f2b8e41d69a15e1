// The Linux packages a window needs. Installed on Debian and Ubuntu as root, named in a sentence everywhere else.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { hasDisplay } from './display.mjs'
import { say, Trouble } from './say.mjs'

/** @typedef {'window' | 'test'} Purpose a window on the screen, or the tests, which also talk to a keyring */

/** Newer releases first: since Debian 13 and Ubuntu 24.04 some libraries carry `t64` in their names. */
const libraries = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libasound2t64', 'libasound2'],
  ['libnss3'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
  ['fonts-liberation'],
]
const virtualDisplay = [['xvfb'], ['xauth']]
const keyring = [['dbus'], ['dbus-x11'], ['gnome-keyring']]

/**
 * @param {Purpose} purpose
 * @param {boolean} isDisplayThere
 * @returns {string[][]} one entry per package, with its names in different releases
 */
export const packagesFor = (purpose, isDisplayThere) => [
  ...libraries,
  ...(isDisplayThere ? [] : virtualDisplay),
  ...(purpose === 'test' ? keyring : []),
]

/**
 * The name each package that is not installed has here.
 * @param {string[][]} packages
 * @param {ReadonlySet<string>} installed
 * @param {(name: string) => boolean} isKnown to the package lists of this machine
 */
export const missingPackages = (packages, installed, isKnown) =>
  packages
    .filter((names) => !names.some((name) => installed.has(name)))
    .map((names) => names.find(isKnown) ?? /** @type {string} */ (names.at(-1)))

/**
 * @param {Purpose} purpose
 * @param {string} executable Electron's, to be asked for the libraries it does not find
 */
export const installSystemLibraries = (purpose, executable) => {
  if (process.platform !== 'linux') return
  if (isOnPath('dpkg-query') && isOnPath('apt-get')) installWithApt(packagesFor(purpose, hasDisplay()))
  else nameMissing(purpose, executable)
  checkSandbox()
}

/** @param {string[][]} packages */
const installWithApt = (packages) => {
  const installed = installedAmong(packages.flat())
  if (missingPackages(packages, installed, () => true).length === 0) return
  const isRoot = process.getuid?.() === 0
  if (isRoot && !packages.every((names) => names.some(isKnownToApt))) apt('update')
  const missing = missingPackages(packages, installed, isKnownToApt)
  if (!isRoot)
    throw new Trouble(
      `Electron needs system libraries that are missing here. Install them and run the command again:\n  sudo apt-get install ${missing.join(' ')}`,
    )
  say(`Installing the system libraries ${missing.join(' ')}`)
  const install = () => apt('install', '--yes', '--no-install-recommends', ...missing)
  if (install().status === 0) return
  // Lists that are too old name files that are gone.
  apt('update')
  const result = install()
  if (result.status === 0) return
  throw new Trouble(`apt-get could not install ${missing.join(' ')}:\n${result.stderr.trim() || result.stdout.trim()}`)
}

/** @param {string[]} names */
const installedAmong = (names) => {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', `${'$'}{Package} ${'$'}{db:Status-Status}\n`, ...names], {
    encoding: 'utf8',
  })
  const lines = stdout.split('\n').map((line) => line.split(' '))
  return new Set(lines.filter(([, status]) => status === 'installed').map(([name = '']) => name))
}

/** @param {string} name */
const isKnownToApt = (name) => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0

/** @param {string[]} args */
const apt = (...args) =>
  spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })

/**
 * @param {Purpose} purpose
 * @param {string} executable
 */
const nameMissing = (purpose, executable) => {
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' })
  const missing = [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name)
  const programs = [
    ...(hasDisplay() ? [] : ['Xvfb']),
    ...(purpose === 'test' ? ['dbus-run-session', 'gnome-keyring-daemon'] : []),
  ]
  missing.push(...programs.filter((name) => !isOnPath(name)))
  if (missing.length === 0) return
  throw new Trouble(
    `Electron needs these libraries and programs, which are missing here: ${missing.join(', ')}. Install them with your system's package manager and run the command again.`,
  )
}

/** @param {string} program */
const isOnPath = (program) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)))

/** Ubuntu since 24.04 forbids what Chromium's sandbox is made of to programs it does not know. */
const checkSandbox = () => {
  const setting = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns'
  if (process.getuid?.() === 0 || !existsSync(setting) || readFileSync(setting, 'utf8').trim() !== '1') return
  throw new Trouble(
    'This system does not let programs of yours build a sandbox, and Attest does not run without one. Allow it until the next restart, then run the command again:\n  sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
  )
}
