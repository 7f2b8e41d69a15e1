// The app's own command-line switches and file. Imports next to nothing: it runs before the window is there.
import { resolve } from 'node:path'

export type Flags = { isDemo: boolean; demoMembers: number; baseUrl: string | undefined; hasOwnFolder: boolean }

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** A test double may stand in for Dropbox on this machine only: a token must never go anywhere else. */
const loopbackOrigin = (text: string): string | null => {
  const url = URL.canParse(text) ? new URL(text) : null
  return url?.protocol === 'http:' && LOOPBACK.has(url.hostname) ? url.origin : null
}

/** `refused` is a sentence for standard error: a base URL that is not on this machine. */
export const readFlags = (argv: readonly string[]): Flags | { refused: string } => {
  const value = (name: string): string | undefined =>
    argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)
  const members = Number(value('demo-members') ?? 240)
  const wanted = value('base-url')
  const baseUrl = wanted === undefined ? undefined : loopbackOrigin(wanted)
  if (baseUrl === null) return { refused: `--base-url must be http://127.0.0.1:PORT, not ${wanted}.` }
  return {
    isDemo: argv.includes('--demo'),
    demoMembers: Number.isInteger(members) ? Math.min(100_000, Math.max(30, members)) : 240,
    baseUrl,
    hasOwnFolder: value('user-data-dir') !== undefined,
  }
}

/** The c1z file among the words the app was started with, from the folder it was started in; null without one. */
export const fileAmong = (argv: readonly string[], folder: string): string | null => {
  const word = argv.slice(1).find((text) => !text.startsWith('-') && /\.c1z$/i.test(text))
  return word === undefined ? null : resolve(folder, word)
}
