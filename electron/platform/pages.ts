// Serves the window's own files as attest://app/…: an origin of its own, with nothing of the disk behind it but one
// folder, and with compiled code kept between starts.
import { readFile } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import { protocol } from 'electron'

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
}

export const START_PAGE = 'attest://app/index.html'

/** To be called before the app is ready. */
export const declarePages = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: 'attest', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])

/** The file a path of the window stands for; null for what lies outside the folder or is of a kind it does not hold. */
export const fileOf = (folder: string, pathname: string): { file: string; type: string } | null => {
  const file = normalize(join(folder, decodeURIComponent(pathname)))
  const type = TYPES[file.slice(file.lastIndexOf('.') + 1)]
  return type && file.startsWith(folder + sep) ? { file, type } : null
}

/** @param folder the built window, without a separator at its end */
export const servePages = (folder: string): void =>
  protocol.handle('attest', async ({ url }) => {
    const found = fileOf(folder, new URL(url).pathname)
    if (!found) return new Response(null, { status: 404 })
    try {
      return new Response(await readFile(found.file), { headers: { 'content-type': found.type } })
    } catch {
      return new Response(null, { status: 404 })
    }
  })
