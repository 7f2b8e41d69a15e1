// What a snapshot's proof comes to, in a few words.
import type { Snapshot } from '../../../shared/domain/snapshot.ts'

export type ProofOutcome = { tone: 'matches' | 'differs' | 'partial'; words: string }

const lines = (n: number) => (n === 1 ? '1 figure' : `${n} figures`)

/**
 * `matches` when every figure compared agrees with Dropbox's own, `differs` when one does not, `partial` when something
 * could not be compared at all.
 */
export const proofOutcome = (proof: Snapshot['proof']): ProofOutcome => {
  const differing = proof.filter((line) => line.outcome === 'differs').length
  const open = proof.filter((line) => line.outcome === 'not-collected').length
  if (differing > 0) return { tone: 'differs', words: `${lines(differing)} differ${differing === 1 ? 's' : ''}` }
  if (proof.length === open) return { tone: 'partial', words: 'Nothing to compare with' }
  if (open > 0) return { tone: 'partial', words: `Matches; ${open} not collected` }
  return { tone: 'matches', words: 'All accounted for' }
}

/** People in the team at that time: everybody but removed accounts. */
export const presentAccounts = (accounts: Snapshot['accounts']): number =>
  accounts.active + accounts.invited + accounts.suspended
