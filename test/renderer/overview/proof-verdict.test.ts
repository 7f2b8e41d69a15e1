import { describe, expect, it } from 'vitest'
import { proofVerdict } from '../../../renderer/features/overview/proof-verdict.ts'
import type { ProofLine } from '../../../shared/domain/snapshot.ts'

const accounts = { active: 9000, invited: 500, suspended: 33, removed: 70 }
const line = (outcome: ProofLine['outcome']): ProofLine => ({
  what: 'Accounts',
  held: 9533,
  expected: outcome === 'not-collected' ? null : 9533,
  outcome,
  explanation: '',
})

describe('proofVerdict', () => {
  it('says that all are accounted for when every figure compared agrees, and tells what was not collected', () => {
    const verdict = proofVerdict({ accounts, proof: [line('matches'), line('not-collected')] })
    expect(verdict).toMatchObject({ tone: 'green', words: 'All 9,533 accounted for' })
    expect(verdict.open.map(({ outcome }) => outcome)).toEqual(['not-collected'])
  })
  it('never says so when a figure differs', () => {
    const verdict = proofVerdict({ accounts, proof: [line('matches'), line('differs')] })
    expect(verdict).toMatchObject({ tone: 'red', words: '1 figure differs from what Dropbox says of itself' })
  })
  it('never says so when there was nothing to compare with', () => {
    expect(proofVerdict({ accounts, proof: [] }).tone).toBe('amber')
    expect(proofVerdict({ accounts, proof: [line('not-collected')] }).tone).toBe('amber')
  })
})
