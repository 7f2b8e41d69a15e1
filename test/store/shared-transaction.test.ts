// A sync writes in a transaction that it shares with nobody else: whatever others do in turns meanwhile stays whole.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../electron/store/database.ts'
import { inProcess } from '../../electron/store/remote.ts'
import { createSharedTransaction } from '../../electron/store/shared-transaction.ts'
import { digestSnapshot } from '../../electron/store/snapshot-digest.ts'
import { createStores, type Stores } from '../../electron/store/stores.ts'
import { nextTurn } from '../../electron/store/turns.ts'
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
