import { describe, expect, it } from 'vitest'
import { dueWords, progressWords, verdictTotals } from '../../../renderer/features/review/progress-words.ts'

const progress = {
  items: 175,
  decided: 54,
  certify: 40,
  revoke: 11,
  demote: 3,
  abstain: 0,
  flagged: 20,
  flaggedLeft: 9,
}
const now = new Date(2026, 10, 21, 15).getTime()

describe('progressWords', () => {
  it('says how far, what is flagged, and until when', () => {
    expect(progressWords({ dueOn: '2026-11-27', state: 'open' }, progress, now)).toBe(
      '54 of 175 decided · 9 flagged left · due in 6 days',
    )
  })
  it('leaves out what does not matter', () => {
    expect(progressWords({ dueOn: null, state: 'open' }, { ...progress, flaggedLeft: 0 }, now)).toBe(
      '54 of 175 decided',
    )
    expect(progressWords({ dueOn: '2026-11-01', state: 'signed-off' }, progress, now)).toBe(
      '54 of 175 decided · signed off',
    )
  })
})

describe('dueWords', () => {
  it.each([
    ['2026-11-21', 'due today'],
    ['2026-11-22', 'due tomorrow'],
    ['2026-11-20', '1 day overdue'],
    ['2026-11-11', '10 days overdue'],
    ['2026-12-05', 'due in 14 days'],
    ['2026-12-06', 'due 6 Dec 2026'],
  ])('puts %s as %s', (dueOn, words) => {
    expect(dueWords(dueOn, now)).toBe(words)
  })
})

describe('verdictTotals', () => {
  it('leaves out verdicts nobody gave', () => {
    expect(verdictTotals(progress)).toBe('40 certified, 11 revoked, 3 demoted')
  })
})
