// What a snapshot's proof comes to, in a few words.
import type { Snapshot } from '../../../shared/domain/snapshot.ts'

export type ProofOutcome = { tone: 'matches' | 'differs' | 'unproved'; words: string }

const lines = (n: number) => (n === 1 ? '1 figure' : `${n} figures`)

/** `matches` when every figure compared agrees with Dropbox's own, `differs` when one does not, `unproved` when there was none. */
export const proofOutcome = (proof: Snapshot['proof']): ProofOutcome => {
  const differing = proof.filter((line) => line.outcome === 'differs').length
  const open = proof.filter((line) => line.outcome === 'not-collected').length
  if (differing > 0) return { tone: 'differs', words: `${lines(differing)} differ${differing === 1 ? 's' : ''}` }
  if (proof.length === open) return { tone: 'unproved', words: 'Nothing to compare with' }
  if (open > 0) return { tone: 'matches', words: `Matches; ${open} not collected` }
  return { tone: 'matches', words: 'All accounted for' }
}
