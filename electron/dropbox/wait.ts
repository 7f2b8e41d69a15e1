// Waiting that can be called off. Everything that waits takes a `Wait`, so that tests need not.
import { Failure } from '../../shared/domain/failure.ts'

/** Resolves after `ms`; rejects with Failure `cancelled` as soon as the signal aborts. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>

export const cancelled = (): Failure => new Failure({ kind: 'cancelled' })

export const throwIfCancelled = (signal?: AbortSignal): void => {
  if (signal?.aborted) throw cancelled()
}

export const wait: Wait = (ms, signal) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled())
    const stop = () => {
      clearTimeout(timer)
      reject(cancelled())
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })

/** The promise's own outcome, or the signal's reason at once when it aborts, as of a fetch; the work itself goes on. */
export const orAborted = <T>(
  work: Promise<T>,
  signal?: AbortSignal | null,
  reasonOf = (aborted: AbortSignal): unknown => aborted.reason,
): Promise<T> => {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const stop = () => reject(reasonOf(signal))
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** The same with `cancelled` for the reason. */
export const orCancelled = <T>(work: Promise<T>, signal?: AbortSignal): Promise<T> => orAborted(work, signal, cancelled)
