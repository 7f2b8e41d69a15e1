// What a draft writes, what it leaves alone, and what is left of one that is given up.
import { describe, expect, it } from 'vitest'
import { STILL } from '../../electron/store/database.ts'
import { digestSnapshot } from '../../electron/store/snapshot-digest.ts'
import type { EntitlementKey } from '../../shared/domain/entitlement.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { account, holds, licence, sealFacts } from '../support/sample-team.ts'
import { type SampleRow, takeSnapshot } from '../support/snapshots.ts'
import { begin, contents, count, everything, one, open, two } from './draft-samples.ts'

describe('a draft', () => {
  it('that is discarded before there ever was a snapshot leaves nothing either', async () => {
    const { db, snapshots } = open()
    const rows = [{ account: account(1), grants: [holds(one, 'owner')] }]
    const id = begin(snapshots)
    snapshots.addResources(id, everything)
    snapshots.addAccounts(id, rows)
    snapshots.flush()
    expect(count(db, 'SELECT count(*) AS n FROM grant_versions')).toBe(1)
    snapshots.discard(id)
    for (const table of ['snapshots', 'account_versions', 'account_bodies', 'resource_versions', 'grant_versions'])
      expect(count(db, `SELECT count(*) AS n FROM ${table}`), table).toBe(0)
    const { digest } = await takeSnapshot(snapshots, everything, rows)
    expect(digest).toBe((await takeSnapshot(open().snapshots, everything, rows)).digest)
  })

  it('of a team too large to be kept in memory is read back from the file', async () => {
    const long = 'x'.repeat(400_000)
    const rows = (keys: EntitlementKey[]): SampleRow[] =>
      Array.from({ length: 40 }, (_, n) => ({ account: account(n, { externalId: `${n}${long}` }), grants: keys }))
    const { db, snapshots } = open()
    const first = await takeSnapshot(snapshots, everything, rows([holds(one)]))
    expect(await digestSnapshot(db, first.snapshotId, 1)).toBe(first.digest)
    // Other counts: their rows are written anew from what the file has.
    const second = await takeSnapshot(snapshots, everything, rows([holds(one), holds(two)]))
    const fresh = open()
    const plain = await takeSnapshot(fresh.snapshots, everything, rows([holds(one), holds(two)]))
    expect(second.digest).toBe(plain.digest)
    expect(contents(db, second.snapshotId)).toEqual(contents(fresh.db, plain.snapshotId))
  })

  it('of a team of which one in a hundred changed writes rows for that one and for nobody else', async () => {
    const { db, snapshots } = open()
    const rows = Array.from({ length: 1000 }, (_, n) => ({
      account: account(n),
      grants: [holds(licence()), holds(two)],
    }))
    await takeSnapshot(snapshots, everything, rows)
    const changed = rows.map((row, n) => {
      if (n % 100 !== 7) return row
      return n % 200 === 7
        ? { ...row, account: account(n, { displayName: 'New' }) }
        : { ...row, grants: [holds(licence()), holds(one)] }
    })
    const { snapshotId: id } = await takeSnapshot(snapshots, everything, changed)
    const of = (table: string, which: string) => count(db, `SELECT count(*) AS n FROM ${table} WHERE ${which}`)
    // Five new names; five that went from one group to another, whose counts stay as they are.
    expect([of('account_versions', `from_snapshot = ${id}`), of('account_versions', `to_snapshot = ${id}`)]).toEqual([
      5, 5,
    ])
    expect([of('grant_versions', `from_snapshot = ${id}`), of('grant_versions', `to_snapshot = ${id}`)]).toEqual([5, 5])
    expect(of('resource_versions', `from_snapshot = ${id}`)).toBe(2)
    expect(of('account_versions', `to_snapshot = ${STILL}`)).toBe(1000)
    const { changes } = db.prepare('SELECT total_changes() AS changes').get() as { changes: number }
    await takeSnapshot(snapshots, everything, changed)
    const { changes: after } = db.prepare('SELECT total_changes() AS changes').get() as { changes: number }
    // The snapshot's own row, made and sealed.
    expect(after - changes).toBe(2)
  })

  it('writes nothing for accounts that are told otherwise first, or told again, and are as before in the end', async () => {
    const long = 'x'.repeat(400_000)
    const rows = Array.from({ length: 40 }, (_, n) => ({
      account: account(n, { externalId: `${n}${long}` }),
      grants: [holds(licence()), holds(two)],
    }))
    const { db, snapshots } = open()
    await takeSnapshot(snapshots, everything, rows)
    const id = begin(snapshots)
    snapshots.addResources(id, everything)
    snapshots.addAccounts(id, rows)
    snapshots.addAccounts(id, [{ account: account(1, { displayName: 'Somebody' }), grants: [] }])
    snapshots.restartAccounts(id)
    snapshots.addAccounts(id, rows)
    await snapshots.seal(id, sealFacts())
    expect(count(db, `SELECT count(*) AS n FROM account_versions WHERE from_snapshot = ${id}`)).toBe(0)
    expect(count(db, `SELECT count(*) AS n FROM grant_versions WHERE from_snapshot = ${id}`)).toBe(0)
  })

  it('that could not be discarded does not show in the next', async () => {
    const { db, snapshots } = open()
    const left = begin(snapshots)
    snapshots.addResources(left, everything)
    snapshots.addAccounts(left, [{ account: account(1), grants: [holds(one)] }])
    snapshots.flush()
    // The disk is full: not even what was written can be taken back.
    db.exec('PRAGMA query_only = 1')
    expect(() => snapshots.discard(left)).toThrow()
    db.exec('PRAGMA query_only = 0')
    const rows = [{ account: account(2), grants: [holds(one)] }]
    const { snapshotId, digest } = await takeSnapshot(snapshots, everything, rows)
    const fresh = open()
    const plain = await takeSnapshot(fresh.snapshots, everything, rows)
    expect(contents(db, snapshotId)).toEqual(contents(fresh.db, plain.snapshotId))
    expect(await digestSnapshot(db, snapshotId, 1)).toBe(digest)
    expect(count(db, 'SELECT count(*) AS n FROM snapshots WHERE is_sealed = 0')).toBe(0)
  })

  it('that is sealed cannot be discarded', async () => {
    const { db, snapshots } = open()
    const { snapshotId, digest } = await takeSnapshot(snapshots, everything, [
      { account: account(1), grants: [holds(one)] },
    ])
    snapshots.discard(snapshotId)
    expect(await digestSnapshot(db, snapshotId, 1)).toBe(digest)
  })

  it('of a sync keeps when a group was created, which not every reading of it tells; a file says what it says', async () => {
    const { db, snapshots } = open()
    const untold = { ...one, createdAt: null }
    await takeSnapshot(snapshots, [one], [])
    const createdIn = (id: SnapshotId) => contents(db, id).resources.map(({ body }) => JSON.parse(`${body}`).createdAt)
    const second = await takeSnapshot(snapshots, [untold], [])
    expect(createdIn(second.snapshotId)).toEqual([one.createdAt])
    expect(count(db, 'SELECT count(*) AS n FROM resource_versions')).toBe(1)
    expect(await digestSnapshot(db, second.snapshotId, 1)).toBe(second.digest)

    const id = begin(snapshots)
    snapshots.addResources(id, [untold])
    const file = { format: 'c1z', fileName: 'sync.c1z', importedAt: '2026-11-21T00:00:00Z' } as const
    const source = { kind: 'import' as const, ...file, syncId: 'sync_1', isTimeKnown: true, warnings: [] as string[] }
    await snapshots.seal(id, { ...sealFacts(), source })
    expect(createdIn(id)).toEqual([null])
  })
})
