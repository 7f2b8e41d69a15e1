// What came of sending a change, and what that says about whether Dropbox made it.

import { type FailureDetail, toFailure } from '../../shared/domain/failure.ts'
import { describeFailure } from '../../shared/domain/failure-words.ts'
import type { JournalDetail } from '../store/step-journal.ts'

/**
 * `accepted`: Dropbox said yes. `refused`: a 409, which reading back decides. `lost`: it may have been made or not.
 * `rejected`: surely not made, and never will be. `stopped`: surely not made, and nothing else can be sent now either.
 */
export type CallOutcome =
  | { kind: 'accepted'; requestId: string | null }
  | { kind: 'refused'; detail: FailureDetail & { kind: 'conflict' } }
  | { kind: 'lost'; detail: FailureDetail }
  | { kind: 'rejected'; detail: FailureDetail }
  | { kind: 'stopped'; detail: FailureDetail }

/** Sends and sorts what comes back. Never throws. */
export const outcomeOf = async (send: () => Promise<{ requestId: string | null }>): Promise<CallOutcome> => {
  try {
    const { requestId } = await send()
    return { kind: 'accepted', requestId }
  } catch (error) {
    const { detail } = toFailure(error)
    switch (detail.kind) {
      case 'conflict':
        return { kind: 'refused', detail }
      case 'rate-limited':
      case 'sign-in-needed':
      case 'scope-missing':
        return { kind: 'stopped', detail }
      case 'access-denied':
      case 'request-refused':
      case 'not-allowed':
        return { kind: 'rejected', detail }
      default:
        // Time-outs, resets, 5xx, garbled answers, and whatever nobody thought of.
        return { kind: 'lost', detail }
    }
  }
}

/** Dropbox's id of the request, where it told one. */
export const requestIdOf = (outcome: CallOutcome): string | null => {
  if (outcome.kind === 'accepted') return outcome.requestId
  return 'requestId' in outcome.detail ? outcome.detail.requestId : null
}

/** For the journal. */
export const answerOf = (outcome: CallOutcome): JournalDetail => ({
  outcome: outcome.kind,
  requestId: requestIdOf(outcome),
  ...(outcome.kind === 'accepted' ? {} : { failure: outcome.detail.kind, words: describeFailure(outcome.detail).what }),
  ...(outcome.kind === 'refused' ? { tag: outcome.detail.tag } : {}),
})
