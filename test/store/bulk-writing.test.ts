// A large first snapshot is written without one of the indexes. Whatever becomes of it, it must be there again, and be
// the one that the migrations made.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../electron/store/database.ts'
import { createAccountPacker } from '../../electron/store/packed.ts'
import { digestSnapshot } from '../../electron/store/snapshot-digest.ts'
import { createStores, repairAfterCrash, type Stores } from '../../electron/store/stores.ts'
import type { ConnectionId, SnapshotId } from '../../shared/domain/ids.ts'
import { account, connection, holds, licence, sealFacts } from '../support/sample-team.ts'
import { begin, count, everything, one, three } from './draft-samples.ts'

const PEOPLE = 16_500

const folder = mkdtempSync(join(tmpdir(), 'attest-bulk-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const indexesOf = (db: Database): string[] =>
  (
    db.prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name`).all() as {
      name: string
      sql: string
    }[]
  ).map(({ name, sql }) => `${name}: ${sql.replace(/\s+/g, ' ')}`)

const open = (file = ':memory:') => {
  const db = openDatabase(file)
  const stores = createStores(db)
  repairAfterCrash(stores)
  stores.connections.save(connection())
  return { db, stores, ...stores }
}

const write = ({ snapshots }: Pick<Stores, 'snapshots'>, id: SnapshotId, people = PEOPLE): void => {
  const pack = createAccountPacker()
  const keys = [holds(licence()), holds(one)]
  snapshots.addResources(id, everything)
  for (let from = 0; from < people; from += 500) {
    const rows = Array.from({ length: 500 }, (_, i) => ({ account: account(from + i), grants: keys }))
    snapshots.addPackedAccounts(id, pack(rows))
  }
  snapshots.addHolders(id, three, [{ accountId: account(7).accountId, entitlement: 'member' }], true)
}

describe('a large first snapshot', () => {
  it('is written without an index, and has it when it is sealed', async () => {
    const { db, snapshots } = open()
    const before = indexesOf(db)
    const id = begin(snapshots)
    write({ snapshots }, id)
    expect(indexesOf(db)).toHaveLength(before.length - 1)
    await snapshots.seal(id, sealFacts())
    expect(indexesOf(db)).toEqual(before)
    expect(snapshots.get(id)).toMatchObject({ grants: 2 * PEOPLE + 1, digest: await digestSnapshot(db, id, 1) })
    expect(db.prepare('PRAGMA integrity_check').get()).toMatchObject({ integrity_check: 'ok' })
  })

  it('leaves it in place when it is discarded', () => {
    const { db, snapshots } = open()
    const before = indexesOf(db)
    const id = begin(snapshots)
    write({ snapshots }, id)
    snapshots.flush()
    snapshots.discard(id)
    expect(indexesOf(db)).toEqual(before)
    expect(count(db, 'SELECT count(*) AS n FROM grant_versions')).toBe(0)
  })

  it('leaves it in place when the process dies', () => {
    const file = join(folder, 'attest.db')
    const first = open(file)
    const before = indexesOf(first.db)
    write(first, begin(first.snapshots))
    first.snapshots.flush()
    expect(indexesOf(first.db)).toHaveLength(before.length - 1)
    first.db.close()

    const second = open(file)
    expect(indexesOf(second.db)).toEqual(before)
    expect(count(second.db, 'SELECT count(*) AS n FROM grant_versions')).toBe(0)
  })

  it('gives it to another that is sealed meanwhile', async () => {
    const { db, snapshots, connections } = open()
    const before = indexesOf(db)
    const large = begin(snapshots)
    write({ snapshots }, large)
    const other = 'conn_other' as ConnectionId
    connections.save(connection({ connectionId: other }))
    const small = begin(snapshots, other)
    write({ snapshots }, small, 500)
    await snapshots.seal(small, sealFacts())
    expect(indexesOf(db)).toEqual(before)
    await snapshots.seal(large, sealFacts())
    expect(indexesOf(db)).toEqual(before)
    expect(snapshots.get(large)).toMatchObject({ digest: await digestSnapshot(db, large, 1) })
  })

  it('is not written so where there is another snapshot to be read', async () => {
    const { db, snapshots } = open()
    const before = indexesOf(db)
    const first = begin(snapshots)
    write({ snapshots }, first, 500)
    await snapshots.seal(first, sealFacts())
    write({ snapshots }, begin(snapshots))
    expect(indexesOf(db)).toEqual(before)
  })
})
