import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clearSelection, moveTo, placeAt, selectEvery, toggleAt } from '../../../renderer/features/review/place.ts'

const chosen = (place: { selected: ReadonlySet<number> }) => [...place.selected].sort((a, b) => a - b)

describe('a place in the rows', () => {
  it('extends from where the extension began, and shrinks again on the way back', () => {
    const down = moveTo(moveTo(placeAt(3), 4, 10, true), 6, 10, true)
    expect(chosen(down)).toEqual([3, 4, 5, 6])
    expect(chosen(moveTo(down, 4, 10, true))).toEqual([3, 4])
  })

  it('keeps what was selected before an extension', () => {
    const ticked = toggleAt(placeAt(0), 1)
    expect(chosen(moveTo(moveTo(ticked, 5, 10, false), 7, 10, true))).toEqual([1, 5, 6, 7])
  })

  it('takes a row out again when it is toggled twice', () => {
    expect(chosen(toggleAt(toggleAt(placeAt(0), 2), 2))).toEqual([])
  })

  it('selects every row and clears again without moving', () => {
    const all = selectEvery(placeAt(4), 6)
    expect(chosen(all)).toEqual([0, 1, 2, 3, 4, 5])
    expect(clearSelection(all)).toMatchObject({ cursor: 4, selected: new Set() })
  })

  it('never leaves the rows there are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.boolean())),
        (count, moves) => {
          let place = placeAt(0)
          for (const [by, isExtending] of moves) {
            place = moveTo(place, place.cursor + by, count, isExtending)
            expect(place.cursor).toBeGreaterThanOrEqual(0)
            expect(place.cursor).toBeLessThan(count)
            for (const index of place.selected) expect(index).toBeLessThan(count)
            if (isExtending) expect(place.selected.has(place.cursor)).toBe(true)
          }
        },
      ),
    )
  })
})
