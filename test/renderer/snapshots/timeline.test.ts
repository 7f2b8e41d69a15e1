import { describe, expect, it } from 'vitest'
import { draftOf, effectWords, meantBy } from '../../../renderer/features/snapshots/retention-draft.ts'
import { changeLines, changesWords, momentsOf } from '../../../renderer/features/snapshots/timeline.ts'
import type { TimelinePoint } from '../../../shared/contract/diff.ts'
import type { ChangeCounts } from '../../../shared/domain/diff.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import type { RetentionRule } from '../../../shared/domain/retention.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'

const none: ChangeCounts = {
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
/** Only what a timeline looks at. */
const snapshot = (id: number, takenAt: string, isHeldBack = false) =>
  ({ snapshotId: id as SnapshotId, takenAt, isHeldBack }) as Snapshot
const point = (id: number, before: number | null, counts: ChangeCounts | null): TimelinePoint => ({
  snapshotId: id as SnapshotId,
  takenAt: '2026-11-20T09:00:00Z',
  before: before as SnapshotId | null,
  counts,
})

describe('momentsOf', () => {
  const list = [
    snapshot(4, '2026-11-21T09:00:00Z', true),
    snapshot(3, '2026-11-21T08:00:00Z'),
    snapshot(2, '2026-11-20T23:59:00Z'),
    snapshot(1, '2026-11-20T00:01:00Z'),
  ]
  it('marks the first of each day, and the newest that is not held back', () => {
    const moments = momentsOf(list, [])
    expect(moments.map(({ day, isFirstOfDay }) => (isFirstOfDay ? day : ''))).toEqual([
      '21 Nov 2026',
      '',
      '20 Nov 2026',
      '',
    ])
    expect(moments.map(({ isNewest }) => isNewest)).toEqual([false, true, false, false])
  })
  it('marks the one of the past that the pages show, and never the newest', () => {
    const shown = (id: number) => momentsOf(list, [], id).map(({ isShown }) => isShown)
    expect(shown(2)).toEqual([false, false, true, false])
    expect(shown(3)).toEqual([false, false, false, false])
  })
  it('knows what changed where it was counted, and does not call unknown unchanged', () => {
    const moments = momentsOf(list, [point(1, null, null), point(2, 1, none)])
    expect(moments.map(({ changes }) => changes)).toEqual(['unknown', 'unknown', { counts: none, before: 1 }, 'first'])
  })
})

describe('changesWords', () => {
  it.each([
    [{}, 'No changes'],
    [{ accountsJoined: 1, grantsAdded: 2 }, '+1 account, +2 grants'],
    [{ accountsJoined: 3, accountsLeft: 1, grantsAdded: 12, grantsRemoved: 4000 }, '+3 −1 accounts, +12 −4,000 grants'],
    [{ grantsRemoved: 1, accountsChanged: 1 }, '−1 grant, 1 other change'],
    [{ resourcesCreated: 1, resourcesDeleted: 1, grantsChanged: 1 }, '3 other changes'],
  ] satisfies [Partial<ChangeCounts>, string][])('says %o in words', (counts, words) => {
    expect(changesWords({ ...none, ...counts })).toBe(words)
  })
  it('leaves no kind of change out of the list', () => {
    const one = Object.fromEntries(Object.keys(none).map((kind, n) => [kind, n + 1])) as ChangeCounts
    expect(changeLines(one).map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(changeLines(none)).toEqual([])
  })
})

describe('the form of the retention setting', () => {
  it.each([
    { kind: 'all' },
    { kind: 'newest', count: 30 },
    { kind: 'thinning', days: 7, weeks: 0, months: 12 },
  ] satisfies RetentionRule[])('opens on a rule as it was set: %o', (rule) => {
    expect(meantBy(draftOf(rule))).toEqual({ rule })
  })
  it.each([
    { kind: 'newest', count: '1' },
    { kind: 'newest', count: 'ten' },
    { kind: 'thinning', days: '0' },
    { kind: 'thinning', weeks: '' },
  ] as const)('says what is wrong with %o', (part) => {
    expect(meantBy({ ...draftOf({ kind: 'all' }), ...part })).toHaveProperty('why')
  })
  it('says what a rule would do', () => {
    expect(effectWords({ snapshots: 5, removed: 0, protectedOnes: 0 })).toBe('Nothing is removed for now.')
    expect(effectWords({ snapshots: 42, removed: 12, protectedOnes: 1 })).toBe(
      '12 of 42 snapshots go for good, from the next sync on. 1 more stays: pinned, named, noted, from a file, or under a campaign.',
    )
  })
})
