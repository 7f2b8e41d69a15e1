import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { whyHeldBack } from '../../shared/domain/collapse.ts'

const same = { before: 500, left: 500 }

describe('whyHeldBack', () => {
  it.each([
    [{ before: 9533, left: 12 }, same, 'It found 12 of the 9,533 accounts that were there before.'],
    [{ before: 9533, left: 4766 }, same, 'It found 4,766 of the 9,533 accounts that were there before.'],
    [{ before: 20, left: 10 }, null, 'It found 10 of the 20 accounts that were there before.'],
    [same, { before: 10, left: 5 }, 'It found 5 of the 10 groups that were there before.'],
    [
      { before: 9533, left: 12 },
      { before: 500, left: 3 },
      'It found 12 of the 9,533 accounts and 3 of the 500 groups that were there before.',
    ],
    [{ before: 3, left: 0 }, null, 'It found 0 of the 3 accounts that were there before.'],
  ])('%j, %j: %s', (accounts, groups, words) => {
    expect(whyHeldBack(accounts, groups)).toBe(words)
  })

  it.each([
    ['just under half', { before: 9533, left: 4767 }, same],
    ['a small team that lost a few', { before: 12, left: 4 }, { before: 8, left: 4 }],
    ['four groups of four', same, { before: 4, left: 0 }],
    ['groups not collected', same, null],
    ['a first picture of nobody', { before: 0, left: 0 }, { before: 0, left: 0 }],
  ])('lets %s pass', (_, accounts, groups) => {
    expect(whyHeldBack(accounts, groups)).toBeNull()
  })

  it('never lets half of a team of twenty or more go by itself', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 100_000 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (before, part) => {
          expect(whyHeldBack({ before, left: Math.floor(before * part) }, null)).not.toBeNull()
        },
      ),
    )
  })
})
