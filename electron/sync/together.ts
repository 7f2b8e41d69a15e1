// Several reads at the same time that stand or fall together.
import { toFailure } from '../../shared/domain/failure.ts'

/**
 * Runs work whose parts share one signal. When a part fails, the others are called off, and only when all have come to
 * an end is the first real failure thrown: nothing goes on behind the caller's back.
 */
export const together = async <T>(
  signal: AbortSignal,
  work: (part: <P>(promise: Promise<P>) => Promise<P>, signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const sibling = new AbortController()
  const parts: Promise<unknown>[] = []
  let first: unknown
  const part = <P>(promise: Promise<P>): Promise<P> => {
    const watched = promise.catch((error: unknown) => {
      first ??= error
      sibling.abort()
      throw error
    })
    parts.push(watched)
    watched.catch(() => {})
    return watched
  }
  try {
    return await part(work(part, AbortSignal.any([signal, sibling.signal])))
  } catch (error) {
    await Promise.allSettled(parts)
    throw toFailure(first ?? error)
  }
}
