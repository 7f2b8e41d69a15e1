// Everything asked of one team goes through here: token, shared pause, bounded repetition, abort, validation, Failure.
import type { Dropbox } from 'dropbox'
import { Failure } from '../../shared/domain/failure.ts'
import type { Log } from './log.ts'
import { createPause } from './pause.ts'
import { backOffMs, LONGEST_PAUSE_SECONDS } from './retry-after.ts'
import type { Route, SendOptions } from './route.ts'
import { sdkFor } from './sdk.ts'
import { createRedact } from './secrets.ts'
import { createSleep } from './sleep.ts'
import { straightFetch } from './straight-fetch.ts'
import { type AccessToken, createTokens } from './tokens.ts'
import { createTransport, type Fetch, type HttpAnswer, hostOf, overheard } from './transport.ts'
import { Unreadable } from './unreadable.ts'
import { judge, type Verdict } from './verdict.ts'
import { throwIfCancelled, type Wait, wait as waitForReal } from './wait.ts'

/** `calls` counts HTTP requests to the API, repeated ones too (`retries` of them). `pausedUntil` in epoch ms. */
export type Meter = { readonly calls: number; readonly retries: number; readonly pausedUntil: number | null }

export type TeamClient = {
  /**
   * Asks again, at most five times in all (eight after a sleep), on 429, 5xx, network trouble, unreadable answers.
   * `hear` gets the text of each answer that went well, before it is read.
   */
  read<A, R>(route: Route<A, R>, arg: A, signal?: AbortSignal, hear?: Hear): Promise<R>
  /**
   * Asks again only when the change was surely not made: after 429 and after an expired token. After `unreachable`,
   * `dropbox-down` and `answer-unreadable` the change may have been made: read back before deciding.
   */
  write<A, R>(route: Route<A, R>, arg: A, signal?: AbortSignal): Promise<{ result: R; requestId: string | null }>
  readonly meter: Meter
  /** The same connection (token, pause) with a log and a meter of its own, for one run. */
  scoped(log: Log): TeamClient
}

export type TeamClientOptions = {
  appKey: string
  appSecret?: string | undefined
  refreshToken: string
  /** When one is already at hand, as after a sign-in. */
  accessToken?: AccessToken | undefined
  /** Instead of https://api.dropboxapi.com: a test double. */
  baseUrl?: string | undefined
  log: Log
  clock: () => Date
  wait?: Wait | undefined
  random?: (() => number) | undefined
  fetch?: Fetch | undefined
  /** For one request, body included. */
  timeoutMs?: number | undefined
  /** Told after every read and write how it went: null when it worked. */
  onOutcome?: ((route: string, failure: Failure | null) => void) | undefined
}

type Hear = (text: string) => void
type Answer<R> = { result: R; requestId: string | null }
type Mode = 'read' | 'write'
type Question<A, R> = { route: Route<A, R>; arg: A; signal?: AbortSignal | undefined; hear?: Hear | undefined }

export const createTeamClient = (options: TeamClientOptions): TeamClient => {
  const { clock, wait = waitForReal, random = Math.random, timeoutMs = 60_000, onOutcome = () => {} } = options
  const { fetch = straightFetch } = options
  const transport = createTransport(options.baseUrl, fetch)
  const host = hostOf(options.baseUrl)
  const pause = createPause(clock, wait)
  const redact = createRedact(() => tokens.secrets())
  const asking = { transport, host, redact, clock, log: options.log, timeoutMs }
  const sleep = createSleep(clock)
  const tokens = createTokens({ ...options, asking, pause, sleep, wait, random })
  let sdk: { token: string; ready: Promise<Dropbox> } | undefined

  const sdkWith = (token: string, hear: Hear | undefined): Promise<Dropbox> => {
    if (hear) return sdkFor(token, createTransport(options.baseUrl, overheard(fetch, hear)))
    if (sdk?.token !== token) sdk = { token, ready: sdkFor(token, transport) }
    return sdk.ready
  }

  const send = async <A, R>(token: string, { route, arg, signal, hear }: Question<A, R>): Promise<Answer<R>> => {
    const limits: SendOptions = signal ? { signal, timeout: timeoutMs } : { timeout: timeoutMs }
    const response = await route.send(await sdkWith(token, hear), arg, limits)
    const requestId = (response.headers as HttpAnswer['headers']).get('x-dropbox-request-id')
    const read = route.answer.safeParse(response.result)
    if (read.success) return { result: read.data, requestId }
    throw new Unreadable(response.result, read.error, requestId)
  }

  const scoped = (log: Log): TeamClient => {
    const count = { calls: 0, retries: 0 }

    const attempt = async <A, R>(question: Question<A, R>, token: string, nth: number) => {
      const { route, signal } = question
      count.calls++
      const startedAt = performance.now()
      // What failed stays in the log when the lines of single calls have gone.
      const line = (status: number | null, requestId: string | null, outcome: string) =>
        log[outcome === 'ok' ? 'debug' : 'info']('call', {
          route: route.path,
          attempt: nth,
          status,
          ms: Math.round(performance.now() - startedAt),
          requestId,
          outcome,
        })
      try {
        const answer = await send(token, question)
        line(200, answer.requestId, 'ok')
        return answer
      } catch (error) {
        const verdict = verdictOn(error, route.path, signal)
        line(verdict.status, verdict.requestId, verdict.failure.detail.kind)
        return verdict
      }
    }

    const verdictOn = (error: unknown, route: string, signal?: AbortSignal): Verdict => {
      if (signal?.aborted)
        return { failure: new Failure({ kind: 'cancelled' }), again: { kind: 'never' }, status: null, requestId: null }
      return judge(error, { route, host, redact, now: clock() })
    }

    const ask = async <A, R>(mode: Mode, question: Question<A, R>): Promise<Answer<R>> => {
      const { route, signal } = question
      let hasRefreshed = false
      let latest = clock().getTime()
      for (let nth = 1; ; nth++) {
        throwIfCancelled(signal)
        latest = Math.max(latest, pause.until ?? 0)
        await pause.over(signal)
        sleep.noticed(latest)
        const token = await tokens.current(signal)
        latest = clock().getTime() + timeoutMs
        const outcome = await attempt(question, token, nth)
        if (!('failure' in outcome)) return outcome
        const { again, failure } = outcome
        if (sleep.noticed(latest)) {
          log.info('the computer was asleep', { route: route.path })
          nth = 1
        }
        if (again.kind === 'refresh' && !hasRefreshed) {
          hasRefreshed = true
          await tokens.renew(token, signal)
        } else if (nth >= sleep.attempts()) {
          throw failure
        } else if (again.kind === 'pause' && again.seconds <= LONGEST_PAUSE_SECONDS) {
          pause.begin(again.seconds)
          log.warn('Dropbox asks to slow down', { route: route.path, seconds: again.seconds })
        } else if (again.kind === 'back-off' && mode === 'read') {
          const ms = backOffMs(nth, random)
          latest = clock().getTime() + ms
          await wait(ms, signal)
        } else {
          throw failure
        }
        count.retries++
      }
    }

    const told = async <A, R>(mode: Mode, question: Question<A, R>): Promise<Answer<R>> => {
      const { path } = question.route
      try {
        const answer = await ask(mode, question)
        onOutcome(path, null)
        return answer
      } catch (error) {
        if (error instanceof Failure) onOutcome(path, error)
        throw error
      }
    }

    return {
      read: async (route, arg, signal, hear) => (await told('read', { route, arg, signal, hear })).result,
      write: (route, arg, signal) => told('write', { route, arg, signal }),
      scoped,
      meter: {
        get calls() {
          return count.calls
        },
        get retries() {
          return count.retries
        },
        get pausedUntil() {
          return pause.until
        },
      },
    }
  }
  return scoped(options.log)
}
