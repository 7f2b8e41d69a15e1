// The only way out: a fetch that goes to Dropbox's API and nowhere else, or to a test double in its place.
import { Failure } from '../../shared/domain/failure.ts'

export const API_ORIGIN = 'https://api.dropboxapi.com'

export type Fetch = typeof globalThis.fetch
export type Transport = (url: string, init?: RequestInit) => Promise<Response>

/**
 * A fetch for the SDK and the token endpoint. Anything but the API's own origin is refused, so that no token can be
 * sent elsewhere; `baseUrl` replaces that origin (the SDK cannot speak plain http by option). Redirects are errors.
 */
export const createTransport = (baseUrl: string | undefined, fetch: Fetch = globalThis.fetch): Transport => {
  const base = new URL(baseUrl ?? API_ORIGIN).origin
  return async (url, init) => {
    const target = new URL(url)
    if (target.origin !== API_ORIGIN) {
      throw new Failure({
        kind: 'request-refused',
        route: target.pathname,
        reason: 'not a Dropbox address',
        requestId: null,
      })
    }
    return fetch(`${base}${target.pathname}${target.search}`, { ...init, redirect: 'error' })
  }
}

/** The host named in failures: `api.dropboxapi.com`, or the double's. */
export const hostOf = (baseUrl: string | undefined): string => new URL(baseUrl ?? API_ORIGIN).host
