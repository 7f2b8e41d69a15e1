import { describe, expect, it } from 'vitest'
import { spanBetween, spanWords } from '../../../renderer/features/snapshots/spans.ts'

describe('spanWords', () => {
  it.each([
    [-5, 'under 0.1 s'],
    [50, '0.1 s'],
    [840, '0.8 s'],
    [9949, '9.9 s'],
    [9951, '10 s'],
    [59_600, '1 min 0 s'],
    [185_000, '3 min 5 s'],
    [3_720_000, '1 h 2 min'],
  ])('%i ms is %s', (ms, words) => expect(spanWords(ms)).toBe(words))
})

describe('spanBetween', () => {
  it('takes instants with and without milliseconds', () => {
    expect(spanBetween('2026-10-12T09:14:00Z', '2026-10-12T09:14:04.200Z')).toBe('4.2 s')
  })
})
