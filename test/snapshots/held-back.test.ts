import { beforeEach, describe, expect, it } from 'vitest'
import { createCampaigns } from '../../electron/campaigns/campaigns.ts'
import { createHeldBack } from '../../electron/snapshots/held-back.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { inProcess } from '../../electron/store/remote.ts'
import { createStores } from '../../electron/store/stores.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { heldBackOf, newestOf } from '../../shared/domain/snapshot.ts'
import { account, connection, connectionId, group, holds, licence } from '../support/sample-team.ts'
import { takeSnapshot } from '../support/snapshots.ts'

const full = licence()
const groups = Array.from({ length: 12 }, (_, n) => group(`g:${n}`, `Group ${n}`))
const NOW = '2026-11-22T08:00:00.000Z'

const open = () => {
  const stores = createStores(openDatabase(':memory:'))
  stores.connections.save(connection())
  const accepted: SnapshotId[] = []
  const announced: string[] = []
  const announce = (topic: string) => void announced.push(topic)
  const clock = () => new Date(NOW)
  const remote = inProcess(stores)
  const onAccepted = async (id: SnapshotId) => void accepted.push(id)
  const alerts: string[] = []
  const alert = (title: string, text: string) => void alerts.push(`${title}: ${text}`)
  const heldBack = createHeldBack({ stores: remote, clock, announce, onAccepted, alert })
  let hours = 0
  /** A sync that finds the first accounts and groups of the team. */
  const sync = async (accounts: number, ofGroups = 12) => {
    const rows = Array.from({ length: accounts }, (_, n) => ({ account: account(n), grants: [holds(full)] }))
    const at = `2026-11-21T${String(++hours).padStart(2, '0')}:00:00Z`
    const snapshot = await takeSnapshot(stores.snapshots, [full, ...groups.slice(0, ofGroups)], rows, at)
    await heldBack.onSnapshot(snapshot.snapshotId)
    return snapshot
  }
  const said = () => stores.activity.page({ offset: 0, limit: 20 }).rows.map(({ actor, text }) => `${actor}: ${text}`)
  const sinceOf = (snapshotId: SnapshotId, n: number) =>
    stores.snapshots.account({ snapshotId, accountId: account(n).accountId }).grants.map((grant) => grant.heldSince)
  return { stores, remote, heldBack, alerts, sync, accepted, announced, said, sinceOf, clock, announce }
}

let desk: ReturnType<typeof open>
beforeEach(() => {
  desk = open()
})

describe('a sync that finds half of the team gone', () => {
  it('is kept and can be looked at, and is not the newest', async () => {
    const whole = await desk.sync(40)
    const torn = await desk.sync(12)
    expect(torn).toMatchObject({
      isHeldBack: true,
      holdBack: { reason: 'It found 12 of the 40 accounts that were there before.', confirmed: null },
      accounts: { active: 12 },
    })
    const { snapshots } = desk.stores
    expect(snapshots.newest(connectionId)).toEqual(whole)
    const list = snapshots.list(connectionId)
    expect([newestOf(list), heldBackOf(list)]).toEqual([whole, torn])
    expect(snapshots.overview(torn.snapshotId).snapshot).toEqual(torn)
    expect(desk.accepted).toEqual([whole.snapshotId])
    expect(desk.alerts).toEqual([
      'A sync of Acme Ltd is held back: It found 12 of the 40 accounts that were there before. Confirm or discard it.',
    ])
  })

  it('counts who is gone, not how many there are', async () => {
    await desk.sync(40)
    const others = Array.from({ length: 40 }, (_, n) => ({ account: account(100 + n), grants: [] }))
    const replaced = await takeSnapshot(desk.stores.snapshots, [full, ...groups], others)
    expect(replaced.holdBack?.reason).toBe('It found 0 of the 40 accounts that were there before.')
  })

  it('counts removed accounts as gone', async () => {
    await desk.sync(40)
    const rows = Array.from({ length: 40 }, (_, n) => ({
      account: account(n, n < 30 ? { status: 'removed' } : {}),
      grants: [],
    }))
    const { isHeldBack } = await takeSnapshot(desk.stores.snapshots, [full, ...groups], rows)
    expect(isHeldBack).toBe(true)
  })

  it('is held back for its groups too, but not when they are not collected', async () => {
    await desk.sync(40, 12)
    expect((await desk.sync(40, 5)).holdBack?.reason).toBe('It found 5 of the 12 groups that were there before.')
    const { snapshots } = desk.stores
    const id = snapshots.begin({
      connectionId,
      runId: 'run_1' as never,
      teamId: 't',
      teamName: 'n',
      startedAt: '2026-11-21T00:00:00Z',
    })
    snapshots.addAccounts(
      id,
      Array.from({ length: 40 }, (_, n) => ({ account: account(n), grants: [] })),
    )
    const facts = { takenAt: NOW, licences: { licensed: null, provisioned: null, used: null }, grantedScopes: [] }
    const without = await snapshots.seal(id, {
      ...facts,
      calls: 1,
      retries: 0,
      appVersion: '1',
      proof: [],
      hasGroups: false,
    })
    expect(without.isHeldBack).toBe(false)
  })

  it('becomes the newest when somebody confirms it, and what comes after is compared with it', async () => {
    await desk.sync(40)
    const torn = await desk.sync(12)
    await desk.heldBack.confirm(torn)
    const confirmed = desk.stores.snapshots.newest(connectionId)
    expect(confirmed).toEqual({
      ...torn,
      isHeldBack: false,
      holdBack: { ...torn.holdBack, confirmed: { at: NOW, by: 'Ada Lind <ada@acme.example>' } },
    })
    expect(desk.accepted).toContain(torn.snapshotId)
    expect(desk.said()[0]).toBe(
      'Ada Lind <ada@acme.example>: Confirmed the snapshot of 21 Nov 2026, 02:00 UTC although it found 12 of the 40 accounts that were there before.',
    )
    expect(desk.announced).toEqual(['snapshots', 'activity'])
    expect((await desk.sync(11)).isHeldBack).toBe(false)
  })

  it('leaves no trace when somebody discards it', async () => {
    const whole = await desk.sync(40)
    const torn = await desk.sync(12)
    await desk.heldBack.discard(torn)
    expect(desk.stores.snapshots.list(connectionId)).toEqual([whole])
    expect(desk.said()[0]).toContain('Discarded the snapshot of 21 Nov 2026, 02:00 UTC, held back because it found 12')
    const again = await desk.sync(40)
    expect(again.digest).toBe(whole.digest)
    expect(desk.sinceOf(again.snapshotId, 30)).toEqual([{ at: whole.takenAt, isExact: false }])
  })

  it('gives way to the next sync, which is compared with the last accepted one', async () => {
    const whole = await desk.sync(40)
    const torn = await desk.sync(12)
    const worse = await desk.sync(11)
    expect(worse.holdBack?.reason).toBe('It found 11 of the 40 accounts that were there before.')
    expect(desk.stores.snapshots.list(connectionId)).toEqual([worse, whole])

    const healed = await desk.sync(40)
    expect(healed).toMatchObject({ isHeldBack: false, digest: whole.digest })
    expect(desk.stores.snapshots.list(connectionId)).toEqual([healed, whole])
    expect(desk.sinceOf(healed.snapshotId, 30)).toEqual([{ at: whole.takenAt, isExact: false }])
    expect(desk.accepted).toEqual([whole.snapshotId, healed.snapshotId])
    expect(desk.said()).toHaveLength(2)
    expect(desk.said()[1]).toContain(torn.takenAt.slice(11, 16))
  })

  it('cannot be confirmed or discarded twice, nor any other snapshot', async () => {
    const whole = await desk.sync(40)
    const torn = await desk.sync(12)
    const why = (act: Promise<void>) => act.then(null, (error) => error.detail.kind)
    expect(await why(desk.heldBack.discard(whole))).toBe('not-found')
    expect(await why(desk.heldBack.confirm(whole))).toBe('not-found')
    await desk.heldBack.confirm(torn)
    expect(await why(desk.heldBack.confirm(torn))).toBe('not-found')
    expect(await why(desk.heldBack.discard(torn))).toBe('not-found')
  })

  it('takes no campaign until it is confirmed', async () => {
    await desk.sync(40)
    const { snapshotId } = await desk.sync(12)
    const { remote: stores, clock, announce } = desk
    const campaigns = createCampaigns({ stores, clock, newId: (prefix) => `${prefix}_1`, announce })
    const opening = campaigns.open({ snapshotId, name: 'Autumn', scope: { kind: 'everything' }, dueOn: null })
    await expect(opening).rejects.toMatchObject({ detail: { kind: 'not-allowed' } })
    await desk.heldBack.confirm({ snapshotId })
    expect(
      await campaigns.open({ snapshotId, name: 'Autumn', scope: { kind: 'everything' }, dueOn: null }),
    ).toMatchObject({ snapshotId })
  })
})
