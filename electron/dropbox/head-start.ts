// Reads that are asked before whoever needs their answers is ready. Each answer goes, once, to whoever first asks the same
// in the same words and with the same token, as if it had been asked then.
import type { Fetch, HttpAnswer, HttpRequest } from './transport.ts'
import { orAborted } from './wait.ts'

export type HeadStart = {
  /** Sends a request now, and never answers: for the client that only says what is to be asked. */
  ask: Fetch
  /** Takes the answer of what was asked before, or asks. */
  fetch: Fetch
}

const wordsOf = (url: string, { method = 'GET', headers = {}, body }: HttpRequest): string =>
  JSON.stringify([method, url, headers, body])

export const createHeadStart = (fetch: Fetch): HeadStart => {
  const asked = new Map<string, Promise<HttpAnswer>>()
  return {
    ask: (url, init = {}) => {
      const answer = fetch(url, init)
      answer.catch(() => {})
      asked.set(wordsOf(url, init), answer)
      return new Promise(() => {})
    },
    fetch: (url, init = {}) => {
      const words = wordsOf(url, init)
      const answer = asked.get(words)
      asked.delete(words)
      return answer ? orAborted(answer, init.signal) : fetch(url, init)
    },
  }
}
