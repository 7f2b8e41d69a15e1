// What else happens while a difference is worked out: it comes out right, or says that a snapshot is gone.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { closeDatabase, openDatabase } from '../../electron/store/database.ts'
import { createStores, type Stores } from '../../electron/store/stores.ts'
import { nextTurn } from '../../electron/turns.ts'
import { diffFiltersSchema } from '../../shared/contract/diff.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { churningTeam } from '../bench/churning-team.ts'
import { connection, connectionId, runId } from '../support/sample-team.ts'
import { takeSnapshot } from '../support/snapshots.ts'

const folder = mkdtempSync(join(tmpdir(), 'attest-diff-meanwhile-'))
const prepared = join(folder, 'prepared.db')
const team = churningTeam({ accounts: 500, resources: 40, grants: 4_000 })
const ids: SnapshotId[] = []
let copies = 0

const open = () => {
  copies += 1
  const file = join(folder, `${copies}.db`)
  copyFileSync(prepared, file)
  const db = openDatabase(file)
  // A thousand short transactions: nothing here outlives the test.
  db.exec('PRAGMA synchronous = OFF')
  return { db, stores: createStores(db) }
}

/** Of four snapshots, the second and the last: one is removed before, between and after them. */
const pair = () => ({ before: ids[1] as SnapshotId, after: ids[3] as SnapshotId })
const everything = {
  grouping: 'person' as const,
  filters: diffFiltersSchema.parse({ search: 'person' }),
  window: { offset: 0, limit: 20_000 },
}
const shown = async ({ diffs }: Stores) => {
  const [summary, page] = await Promise.all([diffs.summary(pair()), diffs.page({ ...pair(), ...everything })])
  return { summary, page }
}

/** Every look at the clock finds the time of a piece over. */
const hurry = (): void => {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 10
    return now
  })
}

beforeAll(async () => {
  const db = openDatabase(prepared)
  const stores = createStores(db)
  stores.connections.save(connection())
  for (let n = 0; n < 4; n++) {
    ids.push((await takeSnapshot(stores.snapshots, team.resources, [...team.pieces()].flat())).snapshotId)
    team.churn(0.3)
  }
  closeDatabase(db)
})
afterEach(() => vi.restoreAllMocks())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('while a difference is worked out', () => {
  it('everybody else has a turn after each piece', async () => {
    const { db, stores } = open()
    hurry()
    let turns = 0
    let isOver = false
    const others = async () => {
      for (; !isOver; turns++) await nextTurn()
    }
    const waiting = others()
    const { summary, page } = await shown(stores)
    isOver = true
    await waiting
    expect(turns).toBeGreaterThan(20)
    expect(page.total).toBe(summary.outside)
    closeDatabase(db)
  })

  for (const [what, at] of Object.entries({ 'the first': 0, 'one in between': 2 }))
    it(`${what} may be removed: the same is shown`, async () => {
      const right = open()
      const expected = await shown(right.stores)
      closeDatabase(right.db)
      expect(expected.page.rows.length).toBeGreaterThan(1_000)
      for (let turns = 0; turns < 30; turns += 4) {
        const { db, stores } = open()
        hurry()
        const asked = shown(stores)
        for (let n = 0; n < turns; n++) await nextTurn()
        const removed = stores.snapshots.remove(ids[at] as SnapshotId)
        expect(await asked).toEqual(expected)
        // Remembered, worked out anew while the removal goes on, and afterwards.
        expect(await shown(stores)).toEqual(expected)
        expect(await shown(createStores(db))).toEqual(expected)
        await removed
        expect(await shown(stores)).toEqual(expected)
        expect(await shown(createStores(db))).toEqual(expected)
        closeDatabase(db)
      }
    })

  it('one of the two may be removed: then it is not shown', async () => {
    for (const at of [1, 3])
      for (let turns = 0; turns < 12; turns += 3) {
        const { db, stores } = open()
        hurry()
        const asked = shown(stores)
        const told = expect(asked).rejects.toMatchObject({ detail: { kind: 'not-found', what: 'snapshot' } })
        for (let n = 0; n < turns; n++) await nextTurn()
        const removed = stores.snapshots.remove(ids[at] as SnapshotId)
        await told
        await removed
        await expect(stores.diffs.counts(pair())).rejects.toMatchObject({ detail: { kind: 'not-found' } })
        closeDatabase(db)
      }
  })

  it('a next one may be written and finished: it shows in neither', async () => {
    const right = open()
    const expected = await shown(right.stores)
    closeDatabase(right.db)
    const { db, stores } = open()
    hurry()
    const asked = shown(stores)
    const { snapshots } = stores
    const begun = { connectionId, runId, teamId: 'dbtid:acme', teamName: 'Acme Ltd' }
    const id = snapshots.begin({ ...begun, startedAt: '2026-11-21T11:59:00Z' })
    snapshots.addResources(id, team.resources)
    for (const piece of team.pieces()) {
      snapshots.addAccounts(id, piece)
      await nextTurn()
    }
    snapshots.flush()
    const [first, again] = [await asked, await shown(createStores(db))]
    snapshots.discard(id)
    expect(first).toEqual(expected)
    expect(again).toEqual(expected)
    await takeSnapshot(snapshots, team.resources, [...team.pieces()].flat())
    expect(await shown(createStores(db))).toEqual(expected)
    closeDatabase(db)
  })
})
