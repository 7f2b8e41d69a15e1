// The app's own command-line switches.
import { Failure } from '../../shared/domain/failure.ts'

export type Flags = { isDemo: boolean; demoMembers: number; baseUrl: string | undefined }

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** A test double may stand in for Dropbox on this machine only: a token must never go anywhere else. */
const checkedBaseUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || url.protocol !== 'http:' || !LOOPBACK.has(url.hostname))
    throw new Failure({ kind: 'not-allowed', why: `--base-url must be http://127.0.0.1:PORT, not ${text}.` })
  return url.origin
}

/** @throws Failure not-allowed for a base URL that is not on this machine */
export const readFlags = (argv: readonly string[]): Flags => {
  const value = (name: string): string | undefined =>
    argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)
  const members = Number(value('demo-members') ?? 240)
  const baseUrl = value('base-url')
  return {
    isDemo: argv.includes('--demo'),
    demoMembers: Number.isInteger(members) ? Math.min(100_000, Math.max(30, members)) : 240,
    baseUrl: baseUrl === undefined ? undefined : checkedBaseUrl(baseUrl),
  }
}
