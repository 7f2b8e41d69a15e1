// The only way out: a fetch that goes to Dropbox's API and nowhere else, or to a test double in its place.
import { Failure } from '../../shared/domain/failure.ts'
import { nextTurn } from '../turns.ts'
import { straightFetch } from './straight-fetch.ts'

export const API_ORIGIN = 'https://api.dropboxapi.com'

/** As much of a request, and of a Response, as is used. */
export type HttpRequest = {
  method?: string
  headers?: Record<string, string>
  body?: string | null
  signal?: AbortSignal | null
}
export type HttpAnswer = {
  ok: boolean
  status: number
  headers: { get(name: string): string | null }
  text(): Promise<string>
}
/** Redirects are errors. */
export type Fetch = (url: string, init?: HttpRequest) => Promise<HttpAnswer>
export type Transport = Fetch

/** An answer of so many letters takes several milliseconds to be read. */
const LONG = 100_000

const withText = ({ ok, status, headers }: HttpAnswer, text: () => Promise<string>): HttpAnswer => ({
  ok,
  status,
  headers,
  text,
})

/** Several long answers that come at the same moment, read one right after the other, would hold everything else up. */
const oneATurn = (answer: HttpAnswer): HttpAnswer =>
  withText(answer, async () => {
    const text = await answer.text()
    if (text.length >= LONG) await nextTurn()
    return text
  })

/** Tells the text of every answer that went well as soon as it is whole, before anybody reads it. */
export const overheard =
  (fetch: Fetch, hear: (text: string) => void): Fetch =>
  async (url, init) => {
    const answer = await fetch(url, init)
    return withText(answer, async () => {
      const text = await answer.text()
      if (answer.ok) hear(text)
      return text
    })
  }

/**
 * A fetch for the SDK and the token endpoint. Anything but the API's own origin is refused, so that no token can be
 * sent elsewhere; `baseUrl` replaces that origin (the SDK cannot speak plain http by option).
 */
export const createTransport = (baseUrl: string | undefined, fetch: Fetch = straightFetch): Transport => {
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
    return oneATurn(await fetch(`${base}${target.pathname}${target.search}`, init))
  }
}

/** The host named in failures: `api.dropboxapi.com`, or the double's. */
export const hostOf = (baseUrl: string | undefined): string => new URL(baseUrl ?? API_ORIGIN).host
