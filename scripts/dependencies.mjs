// The packages of package-lock.json, and the Node among them that everything else runs on.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join, sep } from 'node:path'
import { npmCommand } from './npm.mjs'
import { nodeModules, projectRoot } from './paths.mjs'
import { say, Trouble } from './say.mjs'

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {Record<string, string>} [optionalDependencies]
 */
/** @typedef {{ packages: Record<string, LockedPackage> }} Lock */

/** Installs unless node_modules is what the lock file says. Quiet when there is nothing to do. */
export const installDependencies = async () => {
  const lock = readLock(join(projectRoot, 'package-lock.json'))
  if (!lock) throw new Trouble('package-lock.json is missing or damaged. Restore it: git checkout package-lock.json')
  const isCurrent = () =>
    isInstalled(lock, readLock(join(nodeModules, '.package-lock.json')), (path) =>
      existsSync(join(projectRoot, path, 'package.json')),
    )
  if (isCurrent()) return
  say('Installing the packages of package-lock.json')
  const output = installFromLock()
  if (!isCurrent())
    throw new Trouble(`npm could not install the packages. Check the network and run the command again.\n\n${output}`)
}

/**
 * What `npm ci` does, except that it bears with a lock file whose optional packages of other platforms could not be
 * listed because the registry lacked them; the caller compares the outcome with the lock file.
 * @returns {string} what npm had to say
 */
const installFromLock = () => {
  emptyNodeModules()
  const [npm, ...first] = npmCommand()
  // npm may come from a Node that some packages refuse; they never run on it.
  const options = ['--no-save', '--loglevel=error', '--no-progress', '--no-engine-strict', '--no-update-notifier']
  const result = spawnSync(npm, [...first, 'install', ...options], { cwd: projectRoot, encoding: 'utf8' })
  return [result.stdout, result.stderr, result.error?.message].filter(Boolean).join('\n').trim()
}

/** All but the Node that may be running this: inside npm scripts that is the one of the lock file. */
const emptyNodeModules = () => {
  if (!existsSync(nodeModules)) return
  for (const name of readdirSync(nodeModules)) {
    const path = join(nodeModules, name)
    if (!process.execPath.startsWith(path + sep)) rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  }
}

/**
 * Whether the list npm keeps of what it installed agrees with the lock file. npm writes that list last, so a
 * half-finished node_modules has none; one from another machine lacks this platform's packages.
 * @param {Lock} lock
 * @param {Lock | undefined} installed
 * @param {(path: string) => boolean} exists
 * @param {{ os: string, cpu: string }} [machine]
 */
export const isInstalled = (lock, installed, exists, machine = { os: process.platform, cpu: process.arch }) => {
  if (!installed) return false
  const forThisMachine = Object.keys(lock.packages['']?.optionalDependencies ?? {})
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true
    const found = installed.packages[path]
    if (found) return found.version === wanted.version && found.integrity === wanted.integrity && exists(path)
    const isOurs = forThisMachine.some((name) => path === `node_modules/${name}`) && fits(wanted, machine)
    return wanted.optional === true && !isOurs
  })
}

/**
 * @param {LockedPackage} wanted
 * @param {{ os: string, cpu: string }} machine
 */
const fits = (wanted, machine) =>
  (wanted.os?.includes(machine.os) ?? true) && (wanted.cpu?.includes(machine.cpu) ?? true)

/**
 * @param {string} file
 * @returns {Lock | undefined}
 */
const readLock = (file) => {
  try {
    const lock = JSON.parse(readFileSync(file, 'utf8'))
    return typeof lock?.packages === 'object' ? lock : undefined
  } catch {
    return undefined
  }
}

/** The first Node that runs TypeScript files without a flag. */
const oldestModern = [22, 18]

/** @returns {string} path of a Node that runs the TypeScript of this project directly */
export const modernNode = () => {
  const executable = process.platform === 'win32' ? 'node.exe' : 'node'
  const system = process.platform === 'win32' ? 'win' : process.platform
  const packages = [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`]
  const ours = packages.map((name) => join(nodeModules, name, 'bin', executable)).find(existsSync)
  if (ours) return ours
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = oldestModern
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return process.execPath
  throw new Trouble(
    `No Node package for ${process.platform} ${process.arch} is in the lock file, so this machine's own Node must be ${oldestModern.join('.')} or newer, and it is ${process.versions.node}. Get it from https://nodejs.org.`,
  )
}

export const isModernNode = () => realpathSync(modernNode()) === realpathSync(process.execPath)
