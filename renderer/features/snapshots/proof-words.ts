// What a snapshot's proof comes to, in a few words.
import type { ProofLine, Snapshot } from '../../../shared/domain/snapshot.ts'

export type ProofOutcome = { tone: 'matches' | 'differs' | 'unproved'; words: string }

const lines = (n: number) => (n === 1 ? '1 figure' : `${n} figures`)

/** A figure of which Dropbox gives no total of its own was counted and matches nothing. */
export const lineOutcome = ({ outcome, expected }: ProofLine): ProofLine['outcome'] | 'counted' =>
  outcome === 'matches' && expected === null ? 'counted' : outcome

export type ToldTogether = { lines: ProofLine[]; explanation: string }

/** Neighbours that are explained by the same words, so that these are said once. */
export const toldTogether = (proof: readonly ProofLine[]): ToldTogether[] => {
  const told: ToldTogether[] = []
  for (const line of proof) {
    const before = told.at(-1)
    if (before?.explanation === line.explanation) before.lines.push(line)
    else told.push({ lines: [line], explanation: line.explanation })
  }
  return told
}

/** `matches` when every figure compared agrees with Dropbox's own, `differs` when one does not, `unproved` when there was none. */
export const proofOutcome = (proof: Snapshot['proof']): ProofOutcome => {
  const differing = proof.filter((line) => line.outcome === 'differs').length
  const open = proof.filter((line) => line.outcome === 'not-collected').length
  if (differing > 0) return { tone: 'differs', words: `${lines(differing)} differ${differing === 1 ? 's' : ''}` }
  if (proof.every((line) => lineOutcome(line) === 'counted' || line.outcome === 'not-collected'))
    return { tone: 'unproved', words: 'Nothing to compare with' }
  if (open > 0) return { tone: 'matches', words: `Matches; ${open} not collected` }
  return { tone: 'matches', words: 'All accounted for' }
}
