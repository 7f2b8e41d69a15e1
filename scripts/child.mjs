// Runs the programs the scripts start, and sees to it that none outlives us.
import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { isModernNode, modernNode } from './dependencies.mjs'
import { nodeModules, projectRoot } from './paths.mjs'

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set()
let isEnding = false

/** How long a program may take to end by itself; the outermost process leaves the one within time for its own children. */
const patienceMilliseconds = () => (isModernNode() ? 5000 : 15_000)

/** @param {NodeJS.Signals} signal */
const endAll = (signal) => {
  isEnding = true
  if (children.size === 0) process.exit(130)
  for (const child of children) endSoon(child, signal)
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => endAll(signal))

// A signal to npm ends npm and the shell below it, and the shell tells nobody: notice that the parent is gone.
const parent = process.ppid
const watch = setInterval(() => {
  if (process.ppid === parent) return
  clearInterval(watch)
  endAll('SIGTERM')
}, 500)
watch.unref()

process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/**
 * Asks first, insists after a while.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 */
export const endSoon = (child, signal = 'SIGTERM') => {
  child.kill(signal)
  setTimeout(() => child.kill('SIGKILL'), patienceMilliseconds()).unref()
}

/**
 * @template {import('node:child_process').ChildProcess} T
 * @param {T} child
 * @returns {T}
 */
export const keepTrackOf = (child) => {
  children.add(child)
  child.once('close', () => children.delete(child))
  return child
}

/** Programs of node_modules and the Node of the lock file come first, as in npm scripts. */
export const childEnvironment = (extra = {}) => {
  const path = [dirname(modernNode()), join(nodeModules, '.bin'), process.env.PATH ?? ''].join(delimiter)
  return { ...process.env, PATH: path, ...extra }
}

/**
 * In the project folder, on our own terminal. Starts nothing any more once we were asked to end.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} exit code; 1 when it was ended by a signal or could not be started
 */
export const runChild = (command, args, env = process.env) =>
  new Promise((resolve) => {
    if (isEnding) return resolve(130)
    const child = keepTrackOf(spawn(command, args, { cwd: projectRoot, stdio: 'inherit', env }))
    child.once('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`)
      children.delete(child)
      resolve(1)
    })
    child.once('close', (code) => resolve(code ?? 1))
  })

/**
 * Output kept back until the end, for programs that run side by side.
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
export const captureChild = (command, args) =>
  new Promise((resolve) => {
    const env = childEnvironment({ FORCE_COLOR: process.stdout.isTTY ? '1' : '0' })
    const child = keepTrackOf(spawn(command, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'], env }))
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.once('error', (error) => resolve({ code: 1, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
