// What stops us: one Failure with a closed detail. failure-words.ts turns a detail into a sentence and a next action.
import type { FailureDetail } from './failure-schema.ts'

export type { FailureDetail }

/** The only exception that crosses a module's edge. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly detail: FailureDetail
  constructor(detail: FailureDetail, options?: { cause?: unknown }) {
    super(detail.kind, options)
    this.detail = detail
  }
}

export const isFailure = (error: unknown): error is Failure =>
  error instanceof Failure || (error instanceof Error && error.name === 'Failure' && 'detail' in error)

/** Any thrown thing as a Failure; an abort becomes `cancelled`. */
export const toFailure = (error: unknown): Failure => {
  if (isFailure(error)) return error
  if (error instanceof Error && error.name === 'AbortError') return new Failure({ kind: 'cancelled' }, { cause: error })
  const reason = error instanceof Error ? error.message : String(error)
  return new Failure({ kind: 'unexpected', reason }, { cause: error })
}

/** For the default branch of a switch over a closed union. */
export const assertNever = (value: never): never => {
  throw new Error(`not handled: ${JSON.stringify(value)}`)
}
