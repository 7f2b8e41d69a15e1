import { describe, expect, it } from 'vitest'
import { countWords, percentOf, phaseWords } from '../../../renderer/features/campaigns/open-campaign-words.ts'
import { openingProgressSchema } from '../../../shared/contract/campaigns.ts'

const phases = openingProgressSchema.shape.phase.options

describe('the progress of opening a campaign', () => {
  it('counts in words where there is something to count', () => {
    const progress = { phase: 'items', done: 412_000, of: 1_001_000 } as const
    expect([phaseWords(progress), countWords(progress)]).toEqual(['Writing the items', '412,000 of 1,001,000'])
    expect(countWords({ phase: 'reading', done: 0, of: 0 })).toBe('')
  })

  it('goes from 0 to 100 without a step back', () => {
    const parts = phases.flatMap((phase) => [0, 500, 1000].map((done) => percentOf({ phase, done, of: 1000 })))
    expect(parts).toEqual(parts.toSorted((a, b) => a - b))
    expect([parts[0], parts.at(-1)]).toEqual([0, 100])
  })

  it('stays where a phase begins while nothing is counted', () => {
    expect(percentOf({ phase: 'reading', done: 0, of: 0 })).toBe(0)
    expect(percentOf({ phase: 'order', done: 0, of: 0 })).toBe(percentOf({ phase: 'items', done: 9, of: 9 }))
  })
})
