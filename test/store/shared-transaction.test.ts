// A sync writes in a transaction that it shares with nobody else: whatever others do in turns meanwhile stays whole.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../electron/store/database.ts'
import { inProcess } from '../../electron/store/remote.ts'
import { createSharedTransaction } from '../../electron/store/shared-transaction.ts'
import { digestSnapshot } from '../../electron/store/snapshot-digest.ts'
import { createStores, type Stores } from '../../electron/store/stores.ts'
import { nextTurn } from '../../electron/turns.ts'
import type { CampaignId, ConnectionId, SnapshotId } from '../../shared/domain/ids.ts'
import { decision, openCampaign, reviewedTeam } from '../support/campaigns.ts'
import { account, connection, connectionId, group, holds, licence, runId, sealFacts } from '../support/sample-team.ts'
import { takeSnapshot } from '../support/snapshots.ts'

const other = 'conn_other' as ConnectionId
const full = licence()
const finance = group('g:finance', 'Finance')

let db: Database
let stores: Stores
beforeEach(() => {
  db = openDatabase(':memory:')
  stores = createStores(db)
  stores.connections.save(connection())
  stores.connections.save(connection({ connectionId: other }))
})

const begun = {
  connectionId: other,
  runId,
  teamId: 'dbtid:other',
  teamName: 'Other',
  startedAt: '2026-11-20T11:59:00Z',
}
const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => ({ account: account(from + i), grants: [holds(full), holds(finance)] }))

/** A sync of the other team gives an account a turn for as long as the work takes; resolves with how many it gave. */
const writingDuring = async (id: SnapshotId, work: Promise<unknown>): Promise<number> => {
  const remote = inProcess(stores)
  let isOver = false
  const over = work.finally(() => {
    isOver = true
  })
  let given = 0
  over.catch(() => {})
  while (!isOver) {
    given += 1
    await remote.snapshots.addAccounts(id, rows(given, given + 1))
    await nextTurn()
  }
  await over
  return given
}

const beginOther = (): SnapshotId => {
  const id = stores.snapshots.begin(begun)
  stores.snapshots.addResources(id, [full, finance])
  return id
}

describe('while a sync writes', () => {
  it('a campaign is opened, and stays when the sync is called off', async () => {
    const { snapshotId } = await takeSnapshot(stores.snapshots, [full, finance], rows(0, 3000))
    const id = beginOther()
    const campaignId = 'camp_1' as CampaignId
    const opened = inProcess(stores).campaigns.open({
      campaignId,
      snapshotId,
      name: 'Autumn',
      scope: { kind: 'everything' },
      dueOn: null,
      openedAt: '2026-11-22T00:00:00Z',
      openedBy: { name: 'Ada', accountId: account(1).accountId },
    })
    expect(await writingDuring(id, opened)).toBeGreaterThan(3)
    await inProcess(stores).snapshots.discard(id)
    const { n } = db.prepare('SELECT count(*) AS n FROM campaign_items').get() as { n: number }
    expect(n).toBe(6000)
    expect(db.prepare('SELECT is_ready AS isReady, items FROM campaigns').get()).toMatchObject({
      isReady: 1,
      items: 6000,
    })
  })

  it('a snapshot of another team is deleted, and stays deleted when the sync is called off', async () => {
    const { snapshots } = stores
    const first = await takeSnapshot(snapshots, [full, finance], rows(0, 1000))
    const second = await takeSnapshot(snapshots, [full, finance], rows(500, 1500))
    const id = beginOther()
    expect(await writingDuring(id, inProcess(stores).snapshots.remove(first.snapshotId))).toBeGreaterThan(3)
    await inProcess(stores).snapshots.discard(id)
    expect(snapshots.list(connectionId).map(({ snapshotId }) => snapshotId)).toEqual([second.snapshotId])
    expect(await digestSnapshot(db, second.snapshotId, 1)).toBe(second.digest)
    const { n } = db.prepare('SELECT count(*) AS n FROM account_versions').get() as { n: number }
    expect(n).toBe(1000)
  })

  it('a decision is on disk by itself before anybody is told of it, and stays when the sync is called off', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'attest-decision-'))
    const file = join(folder, 'workspace.db')
    const mine = openDatabase(file)
    const team = await reviewedTeam(mine)
    const campaign = await openCampaign(team)
    const remote = inProcess(team.stores)
    team.stores.connections.save(connection({ connectionId: other }))
    const id = await remote.snapshots.begin(begun)
    await remote.snapshots.addResources(id, [full, finance])
    await remote.snapshots.addAccounts(id, rows(0, 3))
    const synchronous = () => mine.prepare('PRAGMA synchronous').get()
    expect(mine.inTransaction).toBe(true)

    await remote.campaigns.decide(decision(campaign.campaignId, [1]))
    expect([mine.inTransaction, synchronous()]).toMatchObject([false, { synchronous: 2 }])
    const another = openDatabase(file)
    const decided = () => another.prepare('SELECT count(*) AS n FROM decisions').get() as { n: number }
    expect(decided().n).toBe(1)
    await remote.snapshots.addAccounts(id, rows(3, 6))
    await remote.snapshots.discard(id)
    expect(decided().n).toBe(1)
    for (const open of [mine, another]) open.close()
    rmSync(folder, { recursive: true })
  })

  it('its own snapshot is sealed whole, whatever came between', async () => {
    const { snapshots } = stores
    const first = await takeSnapshot(snapshots, [full, finance], rows(0, 600))
    await takeSnapshot(snapshots, [full, finance], rows(0, 700))
    const id = beginOther()
    const given = await writingDuring(id, inProcess(stores).snapshots.remove(first.snapshotId))
    const sealed = await inProcess(stores).snapshots.seal(id, sealFacts())
    expect(sealed.accounts.active).toBe(given)
    expect(await digestSnapshot(db, id, 2)).toBe(sealed.digest)
  })
})

it('of two syncs at once each is sealed as if it were alone, and leaves nothing when it is called off', async () => {
  const step = fc.record({
    whose: fc.constantFrom(0, 1),
    from: fc.integer({ min: 0, max: 12 }),
    kind: fc.constantFrom('accounts', 'list', 'restart', 'flush'),
  })
  const fates = fc.tuple(fc.constantFrom('seal', 'discard'), fc.constantFrom('seal', 'discard'))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { maxLength: 12 }), { maxLength: 3 }), fates, async (rounds, fate) => {
      const teams = [connectionId, other]
      const shared = openDatabase(':memory:')
      const together = createStores(shared)
      const apart = teams.map(() => createStores(openDatabase(':memory:')))
      for (const of of [together, ...apart])
        for (const id of teams) of.connections.save(connection({ connectionId: id }))
      const digests = async (take: (n: number) => Stores) => {
        const digestsOf = teams.map(() => [] as string[])
        for (const [nth, steps] of rounds.entries()) {
          const ids = teams.map((id, n) => take(n).snapshots.begin({ ...begun, connectionId: id }))
          for (const { whose, from, kind } of steps) {
            const id = ids[whose] as SnapshotId
            const { snapshots } = take(whose)
            if (kind === 'accounts') snapshots.addAccounts(id, rows(from, from + 4))
            else if (kind === 'restart') snapshots.restartAccounts(id)
            else if (kind === 'flush') snapshots.flush()
            else {
              const holders = rows(from, from + 3).map((row) => ({
                accountId: row.account.accountId,
                entitlement: 'owner' as const,
              }))
              snapshots.addHolders(id, finance, holders, true)
            }
          }
          const isLast = nth === rounds.length - 1
          await Promise.all(
            ids.map(async (id, n) => {
              const { snapshots } = take(n)
              if (isLast && fate[n] === 'discard') return snapshots.discard(id)
              snapshots.addResources(id, [full, finance])
              digestsOf[n]?.push((await snapshots.seal(id, sealFacts())).digest)
            }),
          )
        }
        return digestsOf
      }
      const alone = await digests((n) => apart[n] as Stores)
      expect(await digests(() => together)).toEqual(alone)
      for (const [n, id] of teams.entries())
        for (const { snapshotId, digest } of together.snapshots.list(id))
          expect(await digestSnapshot(shared, snapshotId, n + 1)).toBe(digest)
    }),
    { numRuns: 60 },
  )
})

it('a draft that says what cannot be fails alone', async () => {
  const { snapshots } = stores
  const mine = snapshots.begin({ ...begun, connectionId })
  const id = beginOther()
  snapshots.addAccounts(id, rows(0, 20))
  const unheardOf = [{ account: account(1), grants: [{ ...holds(finance), entitlement: 'unheard of' }] }]
  expect(() => snapshots.addAccounts(mine, unheardOf)).toThrow('unexpected')
  await expect(snapshots.seal(mine, sealFacts())).rejects.toThrow('unexpected')
  snapshots.addAccounts(id, rows(20, 30))
  snapshots.discard(mine)
  const sealed = await snapshots.seal(id, sealFacts())
  expect(sealed.accounts.active).toBe(30)
  expect(await digestSnapshot(db, id, 2)).toBe(sealed.digest)
  const next = await takeSnapshot(snapshots, [full, finance], rows(5, 9))
  expect(await digestSnapshot(db, next.snapshotId, 1)).toBe(next.digest)
  expect(next.accounts.active).toBe(4)
})

it('a write that finds the file taken leaves decisions as durable as they were', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attest-shared-'))
  const file = join(folder, 'workspace.db')
  const [mine, another] = [openDatabase(file), openDatabase(file)]
  const shared = createSharedTransaction(mine, () => {})
  mine.exec('PRAGMA busy_timeout = 0')
  another.exec('BEGIN IMMEDIATE')
  expect(() => shared.write(1, () => 1)).toThrow()
  another.exec('ROLLBACK')
  expect(mine.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2 })
  for (const db of [mine, another]) db.close()
  rmSync(folder, { recursive: true })
})
