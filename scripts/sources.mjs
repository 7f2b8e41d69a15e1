// Whether dist/ was built from the sources as they are now.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './paths.mjs'

const folders = ['electron', 'renderer', 'shared']
const files = ['package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'scripts/headless-build.mjs']
const results = [
  'dist/electron/main.js',
  'dist/electron/preload.cjs',
  'dist/headless/headless.js',
  'dist/renderer/index.html',
]
const stamp = join('dist', '.sources')

/** @param {string} [root] */
export const isBuilt = (root = projectRoot) =>
  [...results, stamp].every((file) => existsSync(join(root, file))) &&
  readFileSync(join(root, stamp), 'utf8') === hashSources(root)

/**
 * @param {string} hash of the sources before the build, so that an edit made meanwhile is not missed
 * @param {string} [root]
 */
export const markBuilt = (hash, root = projectRoot) => writeFileSync(join(root, stamp), hash)

/** For whatever else writes into dist/. */
export const forgetBuild = (root = projectRoot) => rmSync(join(root, stamp), { force: true })

/** @param {string} [root] */
export const hashSources = (root = projectRoot) => {
  const hash = createHash('sha256')
  for (const path of [...folders.flatMap((folder) => filesBelow(root, folder)), ...files]) {
    const file = join(root, path)
    if (!existsSync(file)) continue
    const bytes = readFileSync(file)
    hash.update(`${path}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
const filesBelow = (root, folder) => {
  if (!existsSync(join(root, folder))) return []
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}
