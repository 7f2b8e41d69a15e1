// The programs of node_modules, started by the file their package names: no shell and no `.cmd` on Windows.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeModules } from './paths.mjs'

const packages = {
  biome: '@biomejs/biome',
  'electron-builder': 'electron-builder',
  knip: 'knip',
  playwright: '@playwright/test',
  tsc: 'typescript',
  vite: 'vite',
  vitest: 'vitest',
}

/**
 * @param {keyof typeof packages} name
 * @returns {string} a file for Node to run
 */
export const tool = (name) => {
  const folder = join(nodeModules, packages[name])
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[name])
}
