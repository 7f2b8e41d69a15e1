// Packed into the registry runtime as `resources/default_app.asar`, which the official Electron brings along:
// loads the app whose folder or file is the first plain argument, and the modules asked for with `-r`.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app as electronApp } from 'electron'

/** Electron has these two for its own default app and leaves them out of its types. */
const app = /** @type {Electron.App & { setVersion(version: string): void, setAppPath(path: string): void }} */ (
  electronApp
)

const require = createRequire(import.meta.url)
const preloads = []
let target
const words = process.argv.slice(1)
for (let word = words.shift(); word !== undefined && target === undefined; word = words.shift()) {
  if (word === '-r' || word === '--require') preloads.push(resolve(words.shift() ?? ''))
  else if (!word.startsWith('-')) target = resolve(word)
}

if (target === undefined) {
  process.stderr.write('Usage: electron <folder of the app>\n')
  process.exit(2)
}

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
const description = join(target, 'package.json')
if (existsSync(description)) {
  const { version, productName, name, desktopName } = JSON.parse(readFileSync(description, 'utf8'))
  if (version) app.setVersion(version)
  if (productName || name) app.name = productName ?? name
  app.setDesktopName?.(desktopName ?? `${app.name}.desktop`)
}

const entry = require.resolve(target)
app.setAppPath(existsSync(description) ? target : dirname(entry))
for (const preload of preloads) require(preload)
await import(pathToFileURL(entry).href)
