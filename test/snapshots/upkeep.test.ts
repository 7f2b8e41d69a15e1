import { describe, expect, it } from 'vitest'
import { createUpkeep } from '../../electron/snapshots/upkeep.ts'
import { verification, verify } from '../../electron/snapshots/verify.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { inProcess } from '../../electron/store/remote.ts'
import { createStores } from '../../electron/store/stores.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { openCampaign, people, resources } from '../support/campaigns.ts'
import { account, connection, connectionId, group, holds, licence } from '../support/sample-team.ts'
import { takeSnapshot } from '../support/snapshots.ts'

const NOW = new Date('2026-11-20T12:00:00.000Z')

const createDesk = async (days: readonly number[] = [3, 2, 1]) => {
  const db = openDatabase(':memory:')
  const stores = createStores(db)
  stores.connections.save(connection())
  const ids: SnapshotId[] = []
  for (const day of days) {
    const takenAt = new Date(NOW.getTime() - day * 24 * 60 * 60 * 1000).toISOString()
    ids.push((await takeSnapshot(stores.snapshots, resources, people, takenAt)).snapshotId)
  }
  const announced: string[] = []
  const remote = inProcess(stores)
  const upkeep = createUpkeep({ stores: remote, clock: () => NOW, announce: (topic) => void announced.push(topic) })
  const activity = () =>
    stores.activity.page({ offset: 0, limit: 50 }).rows.flatMap((row) => (row.kind === 'snapshots' ? [row] : []))
  const left = () => stores.snapshots.list(connectionId).map((snapshot) => snapshot.snapshotId)
  return { db, stores, remote, ids: ids as [SnapshotId, SnapshotId, SnapshotId], upkeep, activity, left, announced }
}
const refusal = (why: string) => ({ detail: { kind: 'not-allowed', why: expect.stringContaining(why) } })

describe('a snapshot', () => {
  it('takes a name, a note and a pin, and loses them again, without another digest', async () => {
    const { upkeep, ids, stores } = await createDesk()
    const snapshotId = ids[1]
    const before = stores.snapshots.get(snapshotId)?.digest
    const described = await upkeep.describe({ snapshotId, name: 'Before the merger', note: 'Asked for by the auditor' })
    expect(described).toMatchObject({ name: 'Before the merger', note: 'Asked for by the auditor', isPinned: false })
    expect(await upkeep.pin({ snapshotId, isPinned: true })).toMatchObject({
      isPinned: true,
      name: 'Before the merger',
    })
    expect(await upkeep.describe({ snapshotId, name: '', note: '' })).toMatchObject({ name: null, note: null })
    expect(await upkeep.pin({ snapshotId, isPinned: false })).toMatchObject({ isPinned: false, digest: before })
    await expect(upkeep.pin({ snapshotId: 99 as SnapshotId, isPinned: true })).rejects.toMatchObject({
      detail: { kind: 'not-found' },
    })
  })

  it('is deleted for good, which the activity tells', async () => {
    const { upkeep, ids, left, activity, announced } = await createDesk()
    await upkeep.remove({ snapshotId: ids[1] })
    expect(left()).toEqual([ids[2], ids[0]])
    expect(activity()[0]?.text).toMatch(
      /^Deleted the snapshot of Acme Ltd, 18 Nov 2026, 12:00 UTC \(digest [0-9a-f]{12}…\)\.$/,
    )
    expect(announced).toContain('snapshots')
  })

  it('is kept while it is pinned, the newest, or under a campaign, and says so', async () => {
    const { upkeep, ids, left, stores } = await createDesk()
    await upkeep.pin({ snapshotId: ids[0], isPinned: true })
    await openCampaign({ stores, snapshotId: ids[1] })
    await expect(upkeep.remove({ snapshotId: ids[0] })).rejects.toMatchObject(refusal('It is pinned'))
    await expect(upkeep.remove({ snapshotId: ids[1] })).rejects.toMatchObject(refusal('The campaign “Autumn review”'))
    await expect(upkeep.remove({ snapshotId: ids[2] })).rejects.toMatchObject(refusal('It is the newest'))
    expect(left()).toHaveLength(3)
  })

  it('may go to the last one once its team is disconnected', async () => {
    const { upkeep, ids, left, stores } = await createDesk()
    stores.connections.remove(connectionId)
    const listed = () => stores.connections.listed().map(({ label, isLinked }) => ({ label, isLinked }))
    for (const snapshotId of ids) {
      expect(listed()).toEqual([{ label: 'Acme', isLinked: false }])
      await upkeep.remove({ snapshotId })
    }
    expect(left()).toEqual([])
    expect(listed()).toEqual([])
  })
})

describe('retention', () => {
  it('keeps all until somebody says otherwise', async () => {
    const { upkeep, left } = await createDesk([9, 8, 7, 6, 5, 4, 3, 2, 1])
    expect(await upkeep.retention({ connectionId })).toEqual({ kind: 'all' })
    await upkeep.applyRetention({ connectionId })
    expect(left()).toHaveLength(9)
  })

  it('removes what the rule lets go, but nothing that is pinned, named, noted or under a campaign', async () => {
    const { upkeep, left, ids, activity, stores } = await createDesk([9, 8, 7, 6, 5, 4, 3, 2, 1])
    const [pinned, named, noted, reviewed] = ids as unknown as SnapshotId[]
    await upkeep.pin({ snapshotId: pinned as SnapshotId, isPinned: true })
    await upkeep.describe({ snapshotId: named as SnapshotId, name: 'Named', note: '' })
    await upkeep.describe({ snapshotId: noted as SnapshotId, name: '', note: 'Noted' })
    await openCampaign({ stores, snapshotId: reviewed as SnapshotId })
    const rule = { kind: 'newest', count: 2 } as const
    expect(await upkeep.measureRetention({ connectionId, rule })).toEqual({
      snapshots: 9,
      removed: 3,
      protectedOnes: 4,
    })
    await upkeep.setRetention({ connectionId, rule })
    expect(left()).toHaveLength(9)
    await upkeep.applyRetention({ connectionId })
    expect(left()).toEqual([ids.at(-1), ids.at(-2), reviewed, noted, named, pinned])
    expect(activity().map((row) => [row.actor, row.text])).toEqual([
      ['Attest', 'Removed 3 older snapshots of Acme, as set (keep the newest 2). 6 are kept.'],
      ['Ada Lind <ada@acme.example>', 'Set how long snapshots of Acme are kept: keep the newest 2.'],
    ])
    await upkeep.applyRetention({ connectionId })
    expect(activity()).toHaveLength(2)
  })
})

describe('retention of very many', () => {
  it('leaves the rest to the next sync when it takes long, and begins with the oldest', async () => {
    const { remote, left, ids } = await createDesk([9, 8, 7, 6, 5, 4, 3, 2, 1])
    let now = NOW.getTime()
    const clock = () => {
      now += 1500
      return new Date(now)
    }
    const slow = createUpkeep({ stores: remote, clock, announce: () => {} })
    await remote.notes.setRetention(connectionId, { kind: 'newest', count: 2 })
    await slow.applyRetention({ connectionId })
    expect(left()).toEqual(ids.slice(3).toReversed())
    await slow.applyRetention({ connectionId })
    await slow.applyRetention({ connectionId })
    expect(left()).toEqual(ids.slice(-2).toReversed())
  })
})

describe('verify', () => {
  it('finds the digest again that was sealed, for every snapshot', async () => {
    const { remote, ids, stores } = await createDesk()
    for (const snapshotId of ids) {
      const sealed = stores.snapshots.get(snapshotId)?.digest
      expect(await verify(remote, snapshotId)).toEqual({ outcome: 'matches', sealed, found: sealed })
    }
  })

  it('notices a single row that was changed, added or taken away', async () => {
    const { remote, ids, db } = await createDesk()
    const newest = ids[2]
    const outcome = async () => (await verify(remote, newest)).outcome
    const undone = async (change: string) => {
      db.exec('SAVEPOINT change')
      db.exec(change)
      const found = await outcome()
      db.exec('ROLLBACK TO change')
      return found
    }
    expect(await undone(`UPDATE account_bodies SET body = replace(body, 'Bo Berg', 'Bo Borg')`)).toBe('differs')
    expect(await undone('DELETE FROM grant_versions WHERE account_no = 1 AND resource_no = 1')).toBe('differs')
    expect(await undone('UPDATE grant_versions SET entitlement = 0 WHERE entitlement = 1')).toBe('differs')
    expect(await outcome()).toBe('matches')
  })

  it('tells how far it is, and ends when asked to or when the snapshot goes', async () => {
    const { remote, stores, upkeep } = await createDesk([])
    const finance = group('g:finance', 'Finance')
    const full = licence()
    const rows = Array.from({ length: 4000 }, (_, n) => ({
      account: account(n),
      grants: [holds(full), holds(finance)],
    }))
    const { snapshotId } = await takeSnapshot(stores.snapshots, [finance, full], rows)
    const parts: number[] = []
    for await (const event of verification(remote, snapshotId))
      if (event.kind === 'progress') parts.push(event.part)
      else expect(event.verification.outcome).toBe('matches')
    expect(parts).toEqual(parts.toSorted((a, b) => a - b))

    const stopping = new AbortController()
    stopping.abort()
    await expect(verify(remote, snapshotId, stopping.signal)).rejects.toMatchObject({ detail: { kind: 'cancelled' } })

    const going = verification(remote, snapshotId)
    const number = await remote.verifications.begin(snapshotId)
    stores.connections.remove(connectionId)
    await upkeep.remove({ snapshotId })
    await expect(going.next()).rejects.toMatchObject({ detail: { kind: 'not-found' } })
    await expect(remote.verifications.next(number)).rejects.toMatchObject({ detail: { kind: 'not-found' } })
  })
})
