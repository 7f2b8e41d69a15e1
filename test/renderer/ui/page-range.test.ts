import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pagesToAsk, rangeOf } from '../../../renderer/ui/data-table/page-range.ts'

describe('rangeOf', () => {
  it('names the pages that hold the rows in view', () => {
    expect(rangeOf(0, 40, 100)).toEqual({ first: 0, last: 0 })
    expect(rangeOf(90, 130, 100)).toEqual({ first: 0, last: 1 })
    expect(rangeOf(90_000, 90_040, 100)).toEqual({ first: 900, last: 900 })
  })
})

describe('pagesToAsk', () => {
  it('asks for the page in view alone while the length of the list is not known', () => {
    expect(pagesToAsk({ first: 3, last: 4 }, null)).toEqual([3])
  })
  it('asks for what is in view first, then for the neighbours both ways', () => {
    expect(pagesToAsk({ first: 5, last: 6 }, 100_000)).toEqual([5, 6, 7, 4])
  })
  it('asks for nothing beyond either end', () => {
    expect(pagesToAsk({ first: 0, last: 0 }, 80)).toEqual([0])
    expect(pagesToAsk({ first: 9, last: 9 }, 1000)).toEqual([9, 8])
  })
  it('asks for the last page when the list has become shorter than the place', () => {
    expect(pagesToAsk({ first: 500, last: 500 }, 150)).toEqual([1, 0])
  })
  it('never asks twice for a page, nor for one that does not exist', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(5), fc.nat(200_000), (first, more, count) => {
        const pages = pagesToAsk({ first, last: first + more }, count)
        expect(new Set(pages).size).toBe(pages.length)
        for (const page of pages) expect(page === 0 || page * 100 < count).toBe(true)
      }),
    )
  })
})
