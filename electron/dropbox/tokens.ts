// The access token of one connection: kept in memory only, refreshed once for all who wait for it.
import type { Pause } from './pause.ts'
import { backOffMs, LONGEST_PAUSE_SECONDS } from './retry-after.ts'
import type { Sleep } from './sleep.ts'
import { type Asking, askForToken, isVerdict } from './token-endpoint.ts'
import { orCancelled, type Wait } from './wait.ts'

const FRESH_FOR_MS = 300_000

export type AccessToken = { value: string; expiresAt: Date | null }

export type Tokens = {
  /** A token good for five minutes or more (or half its life, if it lives shorter than ten). */
  current(signal?: AbortSignal): Promise<string>
  /** A token other than the one that was refused. Callers that come with the same stale token share one refresh. */
  renew(stale: string, signal?: AbortSignal): Promise<string>
  /** What must never be written anywhere, for redaction. */
  secrets(): string[]
}

export type TokenOptions = {
  appKey: string
  appSecret?: string | undefined
  refreshToken: string
  accessToken?: AccessToken | undefined
  asking: Asking
  pause: Pause
  sleep: Sleep
  wait: Wait
  random: () => number
}

/** Rejects with Failure `sign-in-needed` when Dropbox no longer accepts the refresh token. */
export const createTokens = (options: TokenOptions): Tokens => {
  const { appKey, appSecret, refreshToken, asking } = options
  const past: string[] = []
  let token: AccessToken | undefined = options.accessToken
  let refreshAt = token?.expiresAt ? token.expiresAt.getTime() - FRESH_FOR_MS : Number.POSITIVE_INFINITY
  let refreshing: Promise<string> | null = null

  const keep = (value: string, expiresInSeconds: number | null): string => {
    if (token) past.unshift(token.value)
    past.splice(8)
    const life = (expiresInSeconds ?? Number.POSITIVE_INFINITY) * 1000
    const now = asking.clock().getTime()
    token = { value, expiresAt: Number.isFinite(life) ? new Date(now + life) : null }
    refreshAt = now + Math.max(life / 2, life - FRESH_FOR_MS)
    return value
  }

  // Not bound to any caller's signal: others may be waiting for the same answer.
  const refresh = async (): Promise<string> => {
    const request = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: appKey } as const
    for (let attempt = 1; ; attempt++) {
      await options.pause.over()
      const outcome = await askForToken(appSecret ? { ...request, client_secret: appSecret } : request, asking)
      if (!isVerdict(outcome)) return keep(outcome.accessToken, outcome.expiresInSeconds)
      const { again, failure } = outcome
      if (attempt >= options.sleep.attempts()) throw failure
      if (again.kind === 'pause' && again.seconds <= LONGEST_PAUSE_SECONDS) options.pause.begin(again.seconds)
      else if (again.kind === 'back-off') await options.wait(backOffMs(attempt, options.random))
      else throw failure
    }
  }

  const renewed = (signal?: AbortSignal): Promise<string> => {
    refreshing ??= refresh().finally(() => {
      refreshing = null
    })
    refreshing.catch(() => {})
    return orCancelled(refreshing, signal)
  }

  return {
    async current(signal) {
      if (token && asking.clock().getTime() < refreshAt) return token.value
      return renewed(signal)
    },
    async renew(stale, signal) {
      if (token && token.value !== stale) return token.value
      return renewed(signal)
    },
    secrets: () => [refreshToken, ...(appSecret ? [appSecret] : []), ...(token ? [token.value] : []), ...past],
  }
}
