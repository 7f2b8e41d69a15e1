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

/** The files of the first page, read while Chromium starts: asking for them then costs no turn of the disk. */
const atHand = new Map<string, Buffer<ArrayBuffer>>()

const readFirstPage = async (folder: string): Promise<void> => {
  const page = join(folder, 'index.html')
  const html = await readFile(page)
  atHand.set(page, html)
  for (const [, name = ''] of html.toString().matchAll(/(?:src|href)="\.\/([^"]+)"/g)) {
    const file = join(folder, name)
    atHand.set(file, await readFile(file))
  }
}

/**
 * To be called before the app is ready.
 * @param folder the built window, without a separator at its end
 */
export const declarePages = (folder: string): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'attest', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
  // What cannot be read now is missed when it is asked for.
  readFirstPage(folder).catch(() => {})
}

/** The file a path of the window stands for; null for what lies outside the folder or is of a kind it does not hold. */
export const fileOf = (folder: string, pathname: string): { file: string; type: string } | null => {
  const file = normalize(join(folder, decodeURIComponent(pathname)))
  const type = TYPES[file.slice(file.lastIndexOf('.') + 1)]
  return type && file.startsWith(folder + sep) ? { file, type } : null
}

/**
 * By the older of Electron's two ways: the newer one, `protocol.handle`, speaks in the runtime's fetch, which takes as long to
 * load as everything else that is done before the page begins.
 * @param folder the built window, without a separator at its end
 */
export const servePages = (folder: string): void => {
  protocol.registerBufferProtocol('attest', ({ url }, answer) => {
    const found = fileOf(folder, new URL(url).pathname)
    const missing = () => answer({ statusCode: 404, data: Buffer.alloc(0) })
    if (!found) return missing()
    const give = (data: Buffer) => answer({ data, headers: { 'content-type': found.type } })
    const atOnce = atHand.get(found.file)
    if (atOnce) give(atOnce)
    else readFile(found.file).then(give, missing)
  })
}
