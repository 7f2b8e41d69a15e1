// Any error a call may throw, as the closed failure detail that failure-words.ts puts into words.
import { ORPCError } from '@orpc/client'
import type { FailureDetail } from '../../shared/domain/failure.ts'

const isDetail = (data: unknown): data is FailureDetail =>
  typeof data === 'object' && data !== null && 'kind' in data && typeof data.kind === 'string'

/** The detail main sent under FAILURE; anything else is `unexpected`, an abort `cancelled`. */
export const failureOf = (error: unknown): FailureDetail => {
  if (error instanceof ORPCError && error.code === 'FAILURE' && isDetail(error.data)) return error.data
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'cancelled' }
  return { kind: 'unexpected', reason: error instanceof Error ? error.message : String(error) }
}
