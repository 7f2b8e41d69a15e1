// Snapshots that share their rows, at a size where every piece of the writing and reading is used more than once.
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { createStores, type Stores } from '../../electron/store/stores.ts'
import { diffFiltersSchema } from '../../shared/contract/diff.ts'
import { grantKey } from '../../shared/domain/entitlement.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { churningTeam, type TeamRow } from '../bench/churning-team.ts'
import { connection } from '../support/sample-team.ts'
import { takeSnapshot } from '../support/snapshots.ts'

const SIZE = { accounts: 1_500, resources: 120, grants: 30_000 }
const SNAPSHOTS = 6

const open = (): Stores => {
  const stores = createStores(openDatabase(':memory:'))
  stores.connections.save(connection())
  return stores
}
const grantsOf = (rows: readonly TeamRow[]): Set<string> =>
  new Set(rows.flatMap(({ account, grants }) => grants.map((g) => grantKey({ ...g, accountId: account.accountId }))))

/** Of each snapshot its id, and what the team truly was. */
const churned = async (stores: Stores) => {
  const team = churningTeam(SIZE)
  const taken: { id: SnapshotId; digest: string; rows: TeamRow[] }[] = []
  for (let n = 0; n < SNAPSHOTS; n++) {
    // Copied: the team goes on changing.
    const rows = structuredClone([...team.pieces()].flat())
    const { snapshotId, digest } = await takeSnapshot(stores.snapshots, team.resources, rows)
    taken.push({ id: snapshotId, digest, rows })
    team.churn(0.05)
  }
  return { team, taken }
}

describe('snapshots of 30,000 grants that share rows', () => {
  it('each read as if it were the only one', async () => {
    const { team, taken } = await churned(open())
    for (const { digest, rows } of taken) {
      const alone = await takeSnapshot(open().snapshots, team.resources, rows)
      expect(digest).toBe(alone.digest)
    }
  })

  it('differ, any two of them, by exactly what is held on one side only', async () => {
    const stores = open()
    const { taken } = await churned(stores)
    for (const [i, before] of taken.entries())
      for (const after of taken.slice(i + 1)) {
        const [old, now] = [grantsOf(before.rows), grantsOf(after.rows)]
        const { counts } = await stores.diffs.summary({ before: before.id, after: after.id })
        expect(counts.grantsAdded).toBe([...now].filter((key) => !old.has(key)).length)
        expect(counts.grantsRemoved).toBe([...old].filter((key) => !now.has(key)).length)
        const emails = new Map(before.rows.map(({ account }) => [account.accountId, account.email]))
        const moved = after.rows.filter(({ account }) => emails.get(account.accountId) !== account.email)
        expect(counts.accountsChanged).toBe(moved.length)
      }
  })

  it('tell since when a grant is held: the snapshot in which it was last not there, and the next', async () => {
    const stores = open()
    const { taken } = await churned(stores)
    const newest = taken.at(-1)
    if (!newest) throw new Error('no snapshot')
    const held = taken.map(({ rows }) => grantsOf(rows))
    for (const { account } of newest.rows.slice(0, 40)) {
      const { accountId } = account
      for (const path of stores.snapshots.paths({ snapshotId: newest.id, accountId })) {
        const isHeld = held.map((keys) => keys.has(grantKey({ ...path, accountId })))
        expect(path.heldSince.isExact).toBe(isHeld.lastIndexOf(false) >= 0)
        expect(path.firstSeen.isExact).toBe(isHeld.indexOf(true) > 0)
        expect(path.earlier.length > 0).toBe(isHeld.lastIndexOf(false) > isHeld.indexOf(true))
      }
    }
  })

  it('give every page of their differences in one order, without a gap or a repetition', async () => {
    const stores = open()
    const { taken } = await churned(stores)
    const pair = { before: taken[0]?.id as SnapshotId, after: taken.at(-1)?.id as SnapshotId }
    const filters = diffFiltersSchema.parse({})
    const seen = new Set<string>()
    const headings: string[] = []
    for (let offset = 0; ; offset += 500) {
      const window = { offset, limit: 500 }
      const page = await stores.diffs.page({ ...pair, grouping: 'entitlement', filters, window })
      for (const { isFirst, rows: _, ...change } of page.rows) {
        seen.add(JSON.stringify(change))
        if (isFirst) headings.push(change.resource?.name ?? change.account?.displayName ?? '')
      }
      if (page.rows.length === 0) {
        expect(seen.size).toBe(page.total)
        break
      }
    }
    const groups = headings.filter((name) => name.startsWith('Group'))
    expect(groups).toEqual(groups.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
    expect(new Set(groups).size).toBe(groups.length)
  })
})
