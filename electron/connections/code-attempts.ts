// Sign-ins that wait for a person to paste the code. Each lasts ten minutes; its verifier never leaves this process.
import { Failure } from '../../shared/domain/failure.ts'
import type { Attempt } from './attempt.ts'

const LASTS_MS = 10 * 60_000

export type CodeAttempts = {
  add(attempt: Attempt): string
  /** @throws Failure not-found when it is over or was never begun */
  get(attemptId: string): Attempt
  end(attemptId: string): void
}

export const createCodeAttempts = (clock: () => Date, newId: (prefix: string) => string): CodeAttempts => {
  const attempts = new Map<string, { attempt: Attempt; until: number }>()
  const now = () => clock().getTime()
  return {
    add: (attempt) => {
      for (const [id, { until }] of attempts) if (until <= now()) attempts.delete(id)
      const attemptId = newId('attempt')
      attempts.set(attemptId, { attempt, until: now() + LASTS_MS })
      return attemptId
    },
    get: (attemptId) => {
      const found = attempts.get(attemptId)
      if (!found || found.until <= now()) throw new Failure({ kind: 'not-found', what: 'sign-in' })
      return found.attempt
    },
    end: (attemptId) => void attempts.delete(attemptId),
  }
}
