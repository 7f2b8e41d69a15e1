// Packed into the registry runtime as `resources/default_app.asar`, which the official Electron brings along:
// loads the app whose folder or file is the first plain argument, and the modules asked for with `-r`.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const require = createRequire(import.meta.url)
const preloads = []
let target
for (let i = 1; i < process.argv.length && target === undefined; i++) {
  const argument = process.argv[i]
  if (argument === '-r' || argument === '--require') preloads.push(process.argv[++i])
  else if (!argument.startsWith('-')) target = resolve(argument)
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
for (const preload of preloads) require(resolve(preload))
await import(pathToFileURL(entry).href)
