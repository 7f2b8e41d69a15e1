// What lists of a snapshot show: searched, filtered, sorted and page by page.
import { describe, expect, it } from 'vitest'
import { account, holds } from '../support/sample-team.ts'
import { type SampleRow, takeSnapshot } from '../support/snapshots.ts'
import { everybody, finance, first100, full, names, open, resources } from './snapshot-samples.ts'

describe('filters and order', () => {
  it('search ignores case and accents and takes each word by itself', async () => {
    const { snapshots } = open()
    const rows = ['Zoë Lindström', 'Zoe Smith', 'Lindström, Ada'].map((displayName, n) => ({
      account: account(n, { displayName }),
      grants: [],
    }))
    const { snapshotId } = await takeSnapshot(snapshots, [], rows)
    expect(names(snapshots, snapshotId, { search: 'lindstrom zoe' })).toEqual(['Zoë Lindström'])
    expect(names(snapshots, snapshotId, { search: 'LINDSTRÖM' })).toEqual(['Lindström, Ada', 'Zoë Lindström'])
  })

  it('removed accounts are kept apart until they are asked for', async () => {
    const { snapshots } = open()
    const rows = [
      { account: account(1), grants: [] },
      { account: account(2, { status: 'removed', isRecoverable: true }), grants: [] },
    ] satisfies SampleRow[]
    const snapshot = await takeSnapshot(snapshots, [], rows)
    expect(snapshot.accounts).toEqual({ active: 1, invited: 0, suspended: 0, removed: 1 })
    expect(names(snapshots, snapshot.snapshotId)).toEqual([account(1).displayName])
    expect(names(snapshots, snapshot.snapshotId, { statuses: ['removed'] })).toEqual([account(2).displayName])
  })

  it('pages cover the whole list once, in every order', async () => {
    const { snapshots } = open()
    const rows = Array.from({ length: 57 }, (_, n) => ({
      account: account(n, { displayName: `Same ${n % 5}`, externalId: n % 3 ? null : `E${n}` }),
      grants: n % 2 ? [holds(finance)] : [],
    }))
    const { snapshotId } = await takeSnapshot(snapshots, resources, rows)
    for (const sort of ['name', 'email', 'status', 'grants', 'groups', 'joinedOn', 'externalId'] as const)
      for (const direction of ['asc', 'desc'] as const) {
        const page = (offset: number) =>
          snapshots.accounts({ snapshotId, filters: everybody, sort, direction, window: { offset, limit: 10 } })
        const ids = [0, 10, 20, 30, 40, 50, 60].flatMap((offset) => page(offset).rows.map((row) => row.accountId))
        expect(new Set(ids).size, `${sort} ${direction}`).toBe(57)
        expect(page(0)).toMatchObject({ filtered: 57, total: 57 })
      }
  })

  it('entitlements show user-managed groups for members and for owners, and who holds nothing', async () => {
    const { snapshots } = open()
    const { snapshotId, entitlements } = await takeSnapshot(snapshots, resources, [
      { account: account(1), grants: [holds(finance, 'owner'), holds(full)] },
    ])
    const page = (held: 'any' | 'held' | 'nobody') =>
      snapshots.entitlements({
        snapshotId,
        filters: { search: '', types: [], management: [], held },
        sort: 'type',
        direction: 'asc',
        window: first100,
      })
    expect(page('any').rows.map((row) => [row.name, row.entitlement, row.grants])).toEqual([
      ['Billing admin', 'member', 0],
      ['Team admin', 'member', 0],
      ['Finance', 'member', 0],
      ['Finance', 'owner', 1],
      ['Full licence', 'assigned', 1],
    ])
    expect(page('held').filtered + page('nobody').filtered).toBe(entitlements)
  })
})
