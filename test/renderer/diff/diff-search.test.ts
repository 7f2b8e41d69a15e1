import { describe, expect, it } from 'vitest'
import { comparedOf, diffSearchSchema, filtersOf, hasFilters } from '../../../renderer/features/diff/diff-search.ts'
import { diffFiltersSchema } from '../../../shared/contract/diff.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'

/** Newest first, as main lists them. */
const snapshots = [30, 20, 10].map((snapshotId) => ({ snapshotId }) as Snapshot)
const [newest, middle, first] = snapshots as [Snapshot, Snapshot, Snapshot]
const ids = (compared: ReturnType<typeof comparedOf>) =>
  compared && [compared.before.snapshotId, compared.after.snapshotId]

describe('the two snapshots that are compared', () => {
  it('are the one that is shown and the one before it, unless the address says so', () => {
    expect(ids(comparedOf(snapshots, newest, {}))).toEqual([20, 30])
    expect(ids(comparedOf(snapshots, middle, {}))).toEqual([10, 20])
    expect(ids(comparedOf(snapshots, newest, { before: 10 as never }))).toEqual([10, 30])
    expect(ids(comparedOf(snapshots, newest, { before: 30 as never, after: 10 as never }))).toEqual([30, 10])
  })

  it('are still two where one is named that is no longer there, and none where there is only one', () => {
    expect(ids(comparedOf(snapshots, newest, { before: 7 as never, after: 20 as never }))).toEqual([10, 20])
    expect(ids(comparedOf(snapshots, first, {}))).toEqual([10, 30])
    expect(comparedOf([first], first, {})).toBeNull()
    expect(comparedOf([], null, {})).toBeNull()
  })
})

describe('the address', () => {
  it('keeps what it knows and drops nonsense', () => {
    const search = diffSearchSchema.parse({ before: -1, after: 30, kinds: ['odd'], by: 'attest', grouping: 'mood' })
    expect(search).toEqual({ after: 30, by: 'attest' })
    expect(hasFilters(search)).toBe(true)
    expect(filtersOf({})).toEqual(diffFiltersSchema.parse({}))
    expect(hasFilters({ before: 1 })).toBe(false)
  })
})
