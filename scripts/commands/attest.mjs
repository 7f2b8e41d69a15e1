// `npm run -s attest -- …`: the command line in a checkout. It is compiled once for each state of the sources, into a
// folder named after that state, so that commands under way keep theirs; after that it starts at once.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { workFolder } from '../paths.mjs'
import { say } from '../say.mjs'
import { hashSources } from '../sources.mjs'

const builds = join(workFolder, 'headless')
const BUILDS_KEPT = 8

const removeOld = () => {
  const byAge = readdirSync(builds)
    .map((name) => join(builds, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  for (const folder of byAge.slice(BUILDS_KEPT)) rmSync(folder, { recursive: true, force: true })
}

/** @param {string} folder where it is to be; appears when it is whole */
const compile = async (folder) => {
  say('Compiling the command line')
  const [{ build }, { headlessBuilds }] = await Promise.all([import('vite'), import('../headless-build.mjs')])
  mkdirSync(builds, { recursive: true })
  const part = mkdtempSync(join(builds, 'part-'))
  try {
    for (const config of headlessBuilds(part)) await build({ ...config, logLevel: 'error' })
    renameSync(part, folder)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    // Unless somebody else was quicker.
    if (!existsSync(folder)) throw error
  }
  removeOld()
}

// A signal to npm ends npm and the shell below it, and the shell tells nobody: notice that the parent is gone.
const endWithParent = () => {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}

/** @returns {Promise<string>} the file to run, compiled from the sources as they are */
export const compiledCommand = async () => {
  const folder = join(builds, hashSources().slice(0, 16))
  const file = join(folder, 'headless.js')
  if (!existsSync(file)) await compile(folder)
  return file
}

/**
 * Becomes the command: it sets its own exit code, and reads its own words.
 * @param {string[]} args
 */
export const run = async (args) => {
  const file = await compiledCommand()
  if (process.env.npm_lifecycle_event) endWithParent()
  process.argv = [process.execPath, file, ...args]
  await import(pathToFileURL(file).href)
  return 0
}
