// A disk that is full at any step of writing a snapshot: nothing half-written is ever seen, and once there is room again
// the next snapshot is what it would have been anyway.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createConnectionStore } from '../../electron/store/connections.ts'
import { type Database, openDatabase } from '../../electron/store/database.ts'
import { digestSnapshot } from '../../electron/store/snapshot-digest.ts'
import { createSnapshotStore } from '../../electron/store/snapshots.ts'
import type { ConnectionId } from '../../shared/domain/ids.ts'
import { account, connection, connectionId, group, holds, licence, runId, sealFacts } from '../support/sample-team.ts'

const other = 'conn_other' as ConnectionId
const full = licence()
const finance = group('g:finance', 'Finance')

const open = () => {
  const db = openDatabase(':memory:')
  const connections = createConnectionStore(db)
  connections.save(connection())
  connections.save(connection({ connectionId: other }))
  return { db, snapshots: createSnapshotStore(db) }
}
type Open = ReturnType<typeof open>

const begin = ({ snapshots }: Open, of: ConnectionId) =>
  snapshots.begin({ connectionId: of, runId, teamId: 't', teamName: 'Acme', startedAt: '2026-11-20T11:59:00Z' })

const rows = (from: number, to: number, name: string) =>
  Array.from({ length: to - from }, (_, i) => ({
    account: account(from + i, { displayName: `${name} ${from + i}` }),
    grants: [holds(full), holds(finance)],
  }))

/** So many pages more than there are now; null for as many as it likes. */
const giveRoom = (db: Database, pages: number | null): void => {
  const { page_count: now } = db.prepare('PRAGMA page_count').get() as { page_count: number }
  db.prepare(`PRAGMA max_page_count = ${pages === null ? 1_000_000 : now + pages}`).get()
}

const take = async (store: Open, of: ConnectionId, people: ReturnType<typeof rows>): Promise<string> => {
  const id = begin(store, of)
  try {
    store.snapshots.addResources(id, [full, finance])
    for (let i = 0; i < people.length; i += 50) store.snapshots.addAccounts(id, people.slice(i, i + 50))
    const holders = people
      .slice(0, 9)
      .map((row) => ({ accountId: row.account.accountId, entitlement: 'owner' as const }))
    store.snapshots.addHolders(id, finance, holders, true)
    return (await store.snapshots.seal(id, sealFacts())).digest
  } catch (error) {
    try {
      store.snapshots.discard(id)
    } catch {
      // As a sync does: what cannot be taken back now is taken back before the next begins.
    }
    throw error
  }
}

it('is told, and nothing of it is seen afterwards', async () => {
  const plain = open()
  const wanted = [
    await take(plain, connectionId, rows(0, 200, 'First')),
    await take(plain, connectionId, rows(60, 300, 'Second')),
  ]
  const ends = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 60 }), fc.boolean(), async (room, hasOther) => {
      const store = open()
      const { db, snapshots } = store
      expect(await take(store, connectionId, rows(0, 200, 'First'))).toBe(wanted[0])
      giveRoom(db, room)
      const beside = hasOther ? take(store, other, rows(0, 120, 'Other')).catch(() => null) : null
      const end = await take(store, connectionId, rows(100, 400, 'Never')).catch(() => null)
      ends.add(end === null ? 'full' : 'sealed')
      await beside
      giveRoom(db, null)
      expect(await take(store, connectionId, rows(60, 300, 'Second'))).toBe(wanted[1])
      for (const [n, of] of [connectionId, other].entries())
        for (const { snapshotId, digest } of snapshots.list(of))
          expect(await digestSnapshot(db, snapshotId, n + 1)).toBe(digest)
      expect(snapshots.list(connectionId)).toHaveLength(end === null ? 2 : 3)
      expect(db.inTransaction).toBe(false)
    }),
    { numRuns: 60 },
  )
  expect(ends).toEqual(new Set(['full', 'sealed']))
})
