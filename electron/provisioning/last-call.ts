// What is known of a step's last call, and what reading back after it therefore means.
import type { Step } from '../../shared/domain/plan.ts'
import type { CallOutcome } from './call-outcome.ts'
import { mayBeSo, refusalWords } from './refusal-words.ts'
import { alreadySoNote } from './standing.ts'

/** `none`: nothing was ever sent. `failed-before`: an earlier attempt ended as failed, and this is a retry. */
export type LastCall = CallOutcome | { kind: 'none' } | { kind: 'failed-before' }

/** The first sending, and two more after lost answers that changed nothing. */
const MOST_SENDINGS = 3

/** Where an earlier run left off: `requested` without an answer is as good as a lost one. */
export const lastCallOf = (step: Step): LastCall => {
  switch (step.state) {
    case 'accepted':
      return { kind: 'accepted', requestId: step.requestId }
    case 'requested':
      return { kind: 'lost', detail: { kind: 'cancelled' } }
    case 'failed':
      return { kind: 'failed-before' }
    default:
      return { kind: 'none' }
  }
}

/** Is the change possibly made and only not yet to be seen? */
export const isWorthPatience = (last: LastCall): boolean =>
  last.kind === 'accepted' || last.kind === 'lost' || (last.kind === 'refused' && mayBeSo(last.detail.tag))

/** Has Dropbox said what it thinks of the change? */
export const isAnswered = (last: LastCall): boolean => last.kind === 'accepted' || last.kind === 'refused'

/** What a verified step says. `wasLost`: some answer to it got lost on the way. */
export const verifiedNote = (last: LastCall, because: string, wasLost: boolean): string | null => {
  if (wasLost || last.kind === 'lost')
    return 'Dropbox’s answer was lost on the way; reading back shows that the change was made.'
  switch (last.kind) {
    case 'none':
      return alreadySoNote(because)
    case 'accepted':
      return null
    case 'refused':
      return `Somebody else was quicker (Dropbox answered ${last.detail.tag}): ${because}.`
    default:
      return `Reading back once more shows that it is so: ${because}.`
  }
}

/** Why a change that is not so has failed; null when it may be sent (again). */
export const failedNote = (last: LastCall, sendings: number): string | null => {
  switch (last.kind) {
    case 'accepted':
      return 'Dropbox accepted the change, but reading back shows that it was not made. Look at it in the Admin Console, then retry.'
    case 'refused':
      return refusalWords(last.detail)
    case 'lost':
      return sendings < MOST_SENDINGS
        ? null
        : `The change was sent ${MOST_SENDINGS} times without a clear answer, and reading back shows that it was not made. Retry later.`
    default:
      return null
  }
}
