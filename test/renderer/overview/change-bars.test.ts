import { describe, expect, it } from 'vitest'
import { barsOf, scaleOf } from '../../../renderer/features/overview/change-bars.ts'
import type { TimelinePoint } from '../../../shared/contract/diff.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'

const none = {
  accountsJoined: 0,
  accountsLeft: 0,
  accountsChanged: 0,
  grantsAdded: 0,
  grantsRemoved: 0,
  grantsChanged: 0,
  resourcesCreated: 0,
  resourcesChanged: 0,
  resourcesDeleted: 0,
}
const points = (count: number): TimelinePoint[] =>
  Array.from({ length: count }, (_, i) => ({
    snapshotId: (i + 1) as SnapshotId,
    takenAt: `2026-01-01T00:00:${String(i % 60).padStart(2, '0')}Z`,
    before: i === 0 ? null : (i as SnapshotId),
    counts: i === 0 ? null : { ...none, grantsAdded: 2, accountsLeft: 1 },
  }))

describe('barsOf', () => {
  it('gives one bar for each snapshot but the first', () => {
    expect(barsOf(points(3), 3).map(({ before, after, added, removed }) => [before, after, added, removed])).toEqual([
      [1, 2, 2, 1],
      [2, 3, 2, 1],
    ])
    expect(barsOf(points(1), 1)).toEqual([])
    expect(barsOf(points(5), 3)).toHaveLength(2)
  })

  it('lets neighbours share a bar where there are many, and loses none of their changes', () => {
    const bars = barsOf(points(365), 365)
    expect(bars.length).toBeLessThanOrEqual(40)
    expect(bars.reduce((sum, bar) => sum + bar.added, 0)).toBe(364 * 2)
    expect([bars[0]?.before, bars.at(-1)?.after]).toEqual([1, 365])
    for (const [i, bar] of bars.entries()) if (i > 0) expect(bar.before).toBe(bars[i - 1]?.after)
  })
})

describe('scaleOf', () => {
  it('fits the tallest bar of each side into the height, and shows the smallest', () => {
    const bar = { before: 1, after: 2, from: '', to: '', changed: 0 }
    const { line, tall } = scaleOf(
      [
        { ...bar, added: 900, removed: 0 },
        { ...bar, added: 1, removed: 100 },
      ],
      100,
    )
    expect([line, tall(900), tall(100), tall(1), tall(0)]).toEqual([90, 90, 10, 2, 0])
    expect(scaleOf([], 100).tall(0)).toBe(0)
  })
})
