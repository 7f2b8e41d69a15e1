// What a command was told: flag before variable before the file a `*_FILE` variable names. Checked here, trusted after.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { LogLine } from '../../shared/domain/sync-run.ts'
import { usage } from './exit.ts'
import { type GivenFlags, OPTIONS, type OptionName, type OptionSpec } from './options.ts'

export const FORMATS = ['table', 'json', 'jsonl', 'csv'] as const
export type Format = (typeof FORMATS)[number]
type Level = LogLine['level']

export type Environment = Readonly<Record<string, string | undefined>>
export type Credentials = { appKey: string; appSecret: string | undefined; refreshToken: string }

const nameOf = (spec: OptionSpec): string => spec.flags?.match(/--[a-z-]+/)?.[0] ?? spec.env ?? ''

const readSecretFile = (variable: string, path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read'
    throw usage(`${variable} names ${path}, which cannot be read (${code}).`)
  }
}

/** Empty text counts as not given: manifests leave variables empty. */
const createReader = (flags: GivenFlags, env: Environment) => {
  const text = (name: OptionName): string | undefined => {
    const spec: OptionSpec = OPTIONS[name]
    const given = flags[name]
    if (typeof given === 'string' && given !== '') return given
    if (!spec.env) return undefined
    const direct = env[spec.env]
    if (direct) return direct
    const path = spec.hasFile ? env[`${spec.env}_FILE`] : undefined
    return path ? readSecretFile(`${spec.env}_FILE`, path) || undefined : undefined
  }
  const isOn = (name: OptionName): boolean => {
    if (flags[name] === true) return true
    const value = text(name)?.toLowerCase()
    if (value === undefined || ['false', '0', 'no'].includes(value)) return false
    if (['true', '1', 'yes'].includes(value)) return true
    throw usage(`${(OPTIONS[name] as OptionSpec).env} must be true or false.`)
  }
  const oneOf = <T extends string>(name: OptionName, choices: readonly T[]): T | undefined => {
    const value = text(name)
    if (value === undefined) return undefined
    const found = choices.find((choice) => choice === value.toLowerCase())
    if (found) return found
    throw usage(
      `${nameOf(OPTIONS[name])} must be ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}, not ${value}.`,
    )
  }
  const whole = (name: OptionName, least: number, most: number): number | undefined => {
    const value = text(name)
    if (value === undefined) return undefined
    const number = Number(value)
    if (/^\d+$/.test(value) && number >= least && number <= most) return number
    throw usage(`${nameOf(OPTIONS[name])} must be a whole number from ${least} to ${most}, not ${value}.`)
  }
  /** Whole numbers from 1, separated by commas; empty when not given. */
  const numbers = (name: OptionName): number[] => {
    const value = text(name)
    if (value === undefined) return []
    if (/^[1-9]\d{0,14}(,[1-9]\d{0,14})*$/.test(value)) return value.split(',').map(Number)
    throw usage(`${nameOf(OPTIONS[name])} must be a number, such as 12, not ${value}.`)
  }
  return { text, isOn, oneOf, whole, numbers }
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** A token must never go anywhere but to Dropbox, or to a test double on this machine. Undefined means Dropbox. */
const readBaseUrl = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'https:' && url.host === 'api.dropboxapi.com') return undefined
  if (url?.protocol === 'http:' && LOOPBACK.has(url.hostname) && !url.username && !url.password) return url.origin
  throw usage('--base-url must be https://api.dropboxapi.com, or http://127.0.0.1:PORT for a test double.')
}

/** @throws Refusal with exit code 2 for whatever cannot be meant */
export const readSettings = (flags: GivenFlags, env: Environment) => {
  const { text, isOn, oneOf, whole, numbers } = createReader(flags, env)
  const appKey = text('appKey')
  const refreshToken = text('refreshToken')
  const key = text('key')
  if (appKey !== undefined && !/^[a-z0-9]{5,64}$/i.test(appKey))
    throw usage('--app-key must be the letters and digits of the App Console, such as 8x2k1h5q9w3e7r0.')
  if (key !== undefined && key.length < 8)
    throw usage('ATTEST_KEY must be 64 hexadecimal digits (openssl rand -hex 32), or text of 8 characters or more.')
  const folder = text('workspace')
  const file = text('file')
  return {
    appKey,
    appSecret: text('appSecret'),
    refreshToken,
    purpose: isOn('provisioning') ? ('provisioning' as const) : ('read-only' as const),
    wantsSignIns: isOn('syncUserLastLogin'),
    baseUrl: readBaseUrl(text('baseUrl')),
    workspace: folder === undefined ? undefined : resolve(folder),
    key: key ?? text('passphrase'),
    connection: text('connection'),
    file: file === undefined ? undefined : resolve(file),
    format: oneOf('output', FORMATS),
    snapshots: numbers('snapshot'),
    what: oneOf('what', ['accounts', 'entitlements', 'grants', 'snapshot'] as const),
    withVerifier: isOn('withVerifier'),
    run: text('run'),
    status: oneOf('status', ['active', 'invited', 'suspended', 'removed'] as const),
    every: text('every'),
    healthPort: whole('healthCheckPort', 0, 65_535) ?? 8081,
    healthHost: text('healthCheckBindAddress') ?? '127.0.0.1',
    logLevel: oneOf<Level>('logLevel', ['debug', 'info', 'warn', 'error']),
    logFormat: oneOf('logFormat', ['json', 'console'] as const) ?? 'console',
  }
}
export type Settings = ReturnType<typeof readSettings>

/** Null when none were given. @throws Refusal when they were given in part */
export const credentialsOf = ({ appKey, appSecret, refreshToken }: Settings): Credentials | null => {
  if (appKey === undefined && refreshToken === undefined) return null
  if (appKey === undefined) throw usage('The app key is missing: give --app-key or BATON_APP_KEY.')
  if (refreshToken === undefined)
    throw usage('The refresh token is missing: give --refresh-token or BATON_REFRESH_TOKEN; attest login makes one.')
  return { appKey, appSecret, refreshToken }
}

/** Whatever must never be printed. */
export const secretsOf = ({ appSecret, refreshToken, key }: Settings): string[] =>
  [appSecret, refreshToken, key].filter((secret) => secret !== undefined)
