import { describe, expect, it } from 'vitest'
import { lineOutcome, proofOutcome, toldTogether } from '../../../renderer/features/snapshots/proof-words.ts'
import type { ProofLine } from '../../../shared/domain/snapshot.ts'

const proof = (...outcomes: ProofLine['outcome'][]): ProofLine[] =>
  outcomes.map((outcome) => ({ what: 'Members', held: 3, expected: 3, outcome, explanation: '' }))

describe('proofOutcome', () => {
  it('matches when every figure that was compared does', () => {
    expect(proofOutcome(proof('matches', 'matches')).tone).toBe('matches')
    expect(proofOutcome(proof('matches', 'not-collected'))).toEqual({
      tone: 'matches',
      words: 'Matches; 1 not collected',
    })
  })

  it('lets a difference outweigh all else', () => {
    expect(proofOutcome(proof('matches', 'not-collected', 'differs'))).toEqual({
      tone: 'differs',
      words: '1 figure differs',
    })
    expect(proofOutcome(proof('differs', 'differs')).words).toBe('2 figures differ')
  })

  it('claims nothing where nothing was compared', () => {
    expect(proofOutcome([]).tone).toBe('unproved')
    expect(proofOutcome(proof('not-collected')).words).toBe('Nothing to compare with')
    const counted = proof('matches').map((line) => ({ ...line, expected: null }))
    expect(proofOutcome([...counted, ...proof('not-collected')]).tone).toBe('unproved')
    expect(counted.map(lineOutcome)).toEqual(['counted'])
    expect(proof('matches', 'differs').map(lineOutcome)).toEqual(['matches', 'differs'])
  })
})

describe('toldTogether', () => {
  it('says the same explanation of neighbours once, and keeps every line in its place', () => {
    const explained = ['a', 'a', 'b', 'a', '', ''].map((explanation, index) => ({
      ...(proof('matches')[0] as ProofLine),
      what: String(index),
      explanation,
    }))
    const told = toldTogether(explained)
    expect(told.map(({ explanation, lines }) => [explanation, lines.length])).toEqual([
      ['a', 2],
      ['b', 1],
      ['a', 1],
      ['', 2],
    ])
    expect(told.flatMap(({ lines }) => lines)).toEqual(explained)
    expect(toldTogether([])).toEqual([])
  })
})
