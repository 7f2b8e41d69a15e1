// The stores from another thread: every method becomes a promise; a Failure arrives as the same Failure.
import type { Worker } from 'node:worker_threads'
import { Failure, type FailureDetail, isFailure } from '../../shared/domain/failure.ts'
import { dispatch } from './dispatch.ts'
import type { Stores } from './stores.ts'

/** The same stores with every method asynchronous. */
export type Remote<T> = {
  [Store in keyof T]: {
    [Name in keyof T[Store]]: T[Store][Name] extends (...args: infer Args) => infer Result
      ? (...args: Args) => Promise<Awaited<Result>>
      : never
  }
}
export type RemoteStores = Remote<Stores>

/** What a thread gets first: perhaps a lock to take, then the file to open. Everything after that is a request. */
export type StoreLocking = { lock: string; program: string }
export type StoreOpening = { file: string; key: string | undefined }
export type StoreRequest = { id: number; store: string; method: string; args: unknown[] } | { close: true }
export type StoreAnswer =
  | { id: number; value: unknown }
  | { id: number; failure: FailureDetail }
  | { opened: true }
  | { opened: false; failure: FailureDetail }
  | { locked: true }
  | { locked: false; failure: FailureDetail }

export const failureDetailOf = (error: unknown): FailureDetail =>
  isFailure(error)
    ? error.detail
    : { kind: 'unexpected', reason: error instanceof Error ? error.message : String(error) }

/** Stores whose methods are answered by `call`. */
export const proxyOf = (call: (store: string, method: string, args: unknown[]) => Promise<unknown>): RemoteStores =>
  new Proxy({} as RemoteStores, {
    get: (_, store: string) =>
      new Proxy(
        {},
        {
          get: (_inner, method: string) =>
            // A proxy must not look like a promise, or awaiting it would call `then`.
            method === 'then' ? undefined : (...args: unknown[]) => call(store, method, args),
        },
      ),
  })

/** The same interface without a thread, for tests and short-lived commands. */
export const inProcess = (stores: Stores): RemoteStores =>
  proxyOf(async (store, method, args) => dispatch(stores, store, method, args))

/**
 * Opens the workspace in its own thread, so that no query and no sync ever holds up the window.
 * @param thread a worker that runs the `store-thread` module and has not been given a file yet
 * @throws Failure as openDatabase does
 */
export const openInThread = (
  thread: Worker,
  opening: StoreOpening,
): Promise<{ stores: RemoteStores; close: () => Promise<void> }> =>
  new Promise((resolve, reject) => {
    const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>()
    let last = 0
    let stopped: Failure | null = null
    let whenClosed: () => void = () => {}

    const stop = (failure: Failure): void => {
      stopped ??= failure
      reject(failure)
      for (const call of waiting.values()) call.reject(failure)
      waiting.clear()
      whenClosed()
    }
    const call = (store: string, method: string, args: unknown[]): Promise<unknown> =>
      new Promise((onValue, onError) => {
        if (stopped) return onError(stopped)
        last += 1
        waiting.set(last, { resolve: onValue, reject: onError })
        thread.postMessage({ id: last, store, method, args } satisfies StoreRequest)
      })
    const close = (): Promise<void> =>
      new Promise((done) => {
        if (stopped) return done()
        whenClosed = done
        thread.postMessage({ close: true } satisfies StoreRequest)
      })

    thread.postMessage(opening)
    thread.on('message', (answer: StoreAnswer) => {
      if ('locked' in answer) return
      if ('opened' in answer) {
        if (answer.opened) resolve({ stores: proxyOf(call), close })
        else stop(new Failure(answer.failure))
      } else {
        const call = waiting.get(answer.id)
        waiting.delete(answer.id)
        if ('failure' in answer) call?.reject(new Failure(answer.failure))
        else call?.resolve(answer.value)
      }
    })
    thread.on('error', (error) => stop(new Failure({ kind: 'unexpected', reason: error.message }, { cause: error })))
    // Only when the thread has ended has SQLite let go of the file.
    thread.on('exit', () => stop(new Failure({ kind: 'workspace-locked' })))
  })
