// How long to wait: what Dropbox asks for after a 429, and our own back-off after other trouble.
import type { HttpAnswer } from './transport.ts'

/** No single back-off is longer. A Retry-After is honoured as it is, up to `LONGEST_PAUSE_SECONDS`. */
export const LONGEST_BACK_OFF_MS = 60_000
export const LONGEST_PAUSE_SECONDS = 600
export const ATTEMPTS = 5

/**
 * Seconds to pause after a 429: the header (seconds or a date), else the body's `retry_after`, else 1 where the JSON
 * omits it (its default in auth.stone), else 5 for a plain-text answer, as Dropbox's own Python SDK does.
 */
export const pauseSeconds = (headers: HttpAnswer['headers'], body: unknown, now: Date): number => {
  const header = headers.get('retry-after')?.trim()
  if (header) {
    if (/^\d+(\.\d+)?$/.test(header)) return Number(header)
    const date = Date.parse(header)
    if (!Number.isNaN(date)) return Math.max(0, Math.ceil((date - now.getTime()) / 1000))
  }
  if (typeof body !== 'object' || body === null) return 5
  const error = 'error' in body && typeof body.error === 'object' && body.error !== null ? body.error : body
  const seconds = 'retry_after' in error ? error.retry_after : undefined
  return typeof seconds === 'number' && seconds >= 0 ? seconds : 1
}

/** Milliseconds before attempt `attempt + 1`: doubling from one second, at most a minute, the upper half by chance. */
export const backOffMs = (attempt: number, random: () => number): number => {
  const full = Math.min(LONGEST_BACK_OFF_MS, 1000 * 2 ** (attempt - 1))
  return Math.round(full / 2 + (full / 2) * random())
}
