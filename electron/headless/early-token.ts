// Asks for an access token while the workspace is still being opened: neither has to wait for the other.
import { createProxiedFetch } from '../dropbox/proxied-fetch.ts'
import { createRedact } from '../dropbox/secrets.ts'
import { askForToken, isVerdict } from '../dropbox/token-endpoint.ts'
import type { AccessToken } from '../dropbox/tokens.ts'
import { createTransport, hostOf } from '../dropbox/transport.ts'
import type { Log } from '../platform/log.ts'
import { nextTurn } from '../turns.ts'
import type { Credentials } from './settings.ts'

const LIMIT_MS = 60_000

/** Never rejects: null says that it did not work, and whoever needs a token asks again and tells why not. */
export type EarlyToken = { answer: Promise<AccessToken | null>; credentials: Credentials; baseUrl: string | undefined }

const ask = async (
  { appKey, appSecret, refreshToken }: Credentials,
  baseUrl: string | undefined,
  clock: () => Date,
  log: Log,
): Promise<AccessToken | null> => {
  const request = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: appKey } as const
  try {
    const outcome = await askForToken(appSecret ? { ...request, client_secret: appSecret } : request, {
      transport: createTransport(baseUrl, createProxiedFetch({ env: process.env, clock })),
      host: hostOf(baseUrl),
      redact: createRedact(() => [refreshToken, appSecret]),
      clock,
      log,
      timeoutMs: LIMIT_MS,
    })
    if (isVerdict(outcome)) return null
    const { accessToken, expiresInSeconds } = outcome
    const expiresAt = expiresInSeconds === null ? null : new Date(clock().getTime() + expiresInSeconds * 1000)
    return { value: accessToken, expiresAt }
  } catch {
    return null
  }
}

/** A connection is begun in the first, heard of in the second, and what waited for it is sent. */
const TURNS_TO_SEND = 2

/** Resolves when the question is on its way. */
export const askForTokenEarly = async (
  credentials: Credentials,
  baseUrl: string | undefined,
  clock: () => Date,
  log: Log,
): Promise<EarlyToken> => {
  const answer = ask(credentials, baseUrl, clock, log)
  for (let turn = 0; turn < TURNS_TO_SEND; turn++) await nextTurn()
  // What reads the answer is loaded while it is waited for.
  import('../dropbox/token-grant.ts').catch(() => {})
  return { answer, credentials, baseUrl }
}
