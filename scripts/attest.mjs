#!/usr/bin/env node
// The package's command: the compiled one where there are no sources, else the one of the sources.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from './paths.mjs'

const sources = join(projectRoot, 'electron', 'headless.ts')
const compiled = join(projectRoot, 'dist', 'headless', 'headless.js')

if (existsSync(compiled) && !existsSync(sources)) await import(pathToFileURL(compiled).href)
else {
  process.argv = [process.execPath, join(import.meta.dirname, 'start.mjs'), 'attest', ...process.argv.slice(2)]
  await import('./start.mjs')
}
