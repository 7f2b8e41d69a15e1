import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EVERYBODY } from '../../electron/store/account-filters.ts'
import type { AccountSort } from '../../electron/store/account-queries.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { digestSnapshot, snapshotLines } from '../../electron/store/snapshot-digest.ts'
import { createStores } from '../../electron/store/stores.ts'
import type { AccountFilters } from '../../shared/contract/snapshots.ts'
import type { Device, LinkedApp } from '../../shared/domain/collected.ts'
import type { AccountId, CampaignId, SnapshotId } from '../../shared/domain/ids.ts'
import { account, connection, connectionId, holds, licence, runId, sealFacts } from '../support/sample-team.ts'

const idOf = (n: number): AccountId => account(n).accountId
const laptop: Device = {
  kind: 'desktop',
  sessionId: 'dbdsid:1',
  name: 'LIND-PC',
  system: 'Windows 11',
  linkedOn: '2025-01-01T00:00:00Z',
  inUseInWeekOf: '2026-11-16',
}
const slack: LinkedApp = { appId: 'dbaid:1', name: 'Slack', publisher: null, linkedOn: null, isAppFolder: false }

type Told = {
  people?: number
  signIns?: Record<number, string> | null
  devices?: Record<number, Device[]> | null
  linkedApps?: Record<number, LinkedApp[]> | null
  cursor?: string
}

const SINCE = '2026-05-24T12:00:00Z'

const open = () => {
  const db = openDatabase(':memory:')
  const stores = createStores(db)
  stores.connections.save(connection())
  const begin = (people: number): SnapshotId => {
    const startedAt = '2026-11-20T11:59:00Z'
    const id = stores.snapshots.begin({ connectionId, runId, teamId: 't', teamName: 'n', startedAt })
    stores.snapshots.addResources(id, [licence()])
    stores.snapshots.addAccounts(
      id,
      Array.from({ length: people }, (_, n) => ({ account: account(n + 1), grants: [holds(licence())] })),
    )
    stores.snapshots.flush()
    return id
  }
  const add = (id: SnapshotId, { signIns, devices, linkedApps, cursor = 'c' }: Told): void => {
    const rows = <T>(by: Record<number, T>) => Object.entries(by).map(([n, value]) => [idOf(Number(n)), value] as const)
    if (signIns) {
      stores.collected.addSignIns(
        id,
        rows(signIns).map(([accountId, at]) => ({ accountId, at })),
      )
      stores.collected.keepPlace(id, { cursor, since: SINCE, until: '2026-11-20T12:00:00Z' })
    }
    for (const [part, lists] of [
      ['devices', devices],
      ['linkedApps', linkedApps],
    ] as const) {
      if (!lists) continue
      const told = rows<Device[] | LinkedApp[]>(lists).map(([accountId, items]) => ({ accountId, items }))
      stores.collected.addLists(id, part, told)
      stores.collected.endLists(id, part)
    }
  }
  const take = async (told: Told): Promise<SnapshotId> => {
    const id = begin(told.people ?? 3)
    add(id, told)
    return (await stores.snapshots.seal(id, sealFacts())).snapshotId
  }
  const of = (snapshotId: SnapshotId, n: number) => {
    const { lastSignIn, devices, linkedApps } = stores.snapshots.account({ snapshotId, accountId: idOf(n) })
    return { lastSignIn, devices, linkedApps }
  }
  const page = (snapshotId: SnapshotId, filters: Partial<AccountFilters>, sort: AccountSort = 'name') =>
    stores.snapshots
      .accounts({
        snapshotId,
        filters: { ...EVERYBODY, ...filters },
        sort,
        direction: 'asc',
        window: { offset: 0, limit: 50 },
      })
      .rows.map((row) => Number(row.externalId?.slice(1)))
  return { db, stores, begin, add, take, of, page }
}

const known = (at: string) => ({ kind: 'known', at })
const none = { kind: 'none-since', since: SINCE }
const unknown = { kind: 'not-collected' }

describe('what was collected', () => {
  it('is told of each account: known, none in the log read, or not collected', async () => {
    const { take, of } = open()
    const first = await take({
      signIns: { 1: '2026-11-01T08:00:00Z' },
      devices: { 1: [laptop] },
      linkedApps: { 2: [slack] },
    })
    const second = await take({})
    expect(of(first, 1)).toEqual({ lastSignIn: known('2026-11-01T08:00:00Z'), devices: [laptop], linkedApps: [] })
    expect(of(first, 2)).toEqual({ lastSignIn: none, devices: [], linkedApps: [slack] })
    expect(of(second, 1)).toEqual({ lastSignIn: unknown, devices: null, linkedApps: null })
  })

  it('is still known when a part comes back after snapshots without it', async () => {
    const { take, of } = open()
    await take({ signIns: { 1: '2026-11-01T08:00:00Z', 2: '2026-11-02T08:00:00Z' } })
    await take({})
    const third = await take({ signIns: { 2: '2026-11-05T08:00:00Z' } })
    expect([1, 2, 3].map((n) => of(third, n).lastSignIn)).toEqual([
      known('2026-11-01T08:00:00Z'),
      known('2026-11-05T08:00:00Z'),
      none,
    ])
  })

  it('keeps the latest sign-in, however late an earlier one is told', async () => {
    const { take, of } = open()
    const first = await take({ signIns: { 1: '2026-11-05T08:00:00Z' } })
    const second = await take({ signIns: { 1: '2026-11-03T08:00:00Z' } })
    expect(of(second, 1).lastSignIn).toEqual(known('2026-11-05T08:00:00Z'))
    expect(of(first, 1).lastSignIn).toEqual(known('2026-11-05T08:00:00Z'))
  })

  it('shows the sign-in of somebody whose account only a later snapshot has', async () => {
    const { take, of } = open()
    await take({ people: 1, signIns: { 2: '2026-11-01T08:00:00Z' } })
    const later = await take({ people: 2, signIns: {} })
    expect(of(later, 2).lastSignIn).toEqual(known('2026-11-01T08:00:00Z'))
  })

  it('ends the devices of who has none any more, and writes nothing for what stayed', async () => {
    const { db, take, of } = open()
    const first = await take({ devices: { 1: [laptop], 2: [laptop] } })
    const second = await take({ devices: { 1: [laptop], 2: [], 3: [laptop] } })
    const third = await take({ devices: { 1: [laptop] } })
    const rows = db.prepare('SELECT count(*) AS n FROM device_versions').get() as { n: number }
    expect(rows.n).toBe(3)
    expect([first, second, third].map((id) => [1, 2, 3].map((n) => of(id, n).devices?.length))).toEqual([
      [1, 1, 0],
      [1, 0, 1],
      [1, 0, 0],
    ])
  })

  it('reads the log on from the newest sealed snapshot that has it', async () => {
    const { stores, begin, add, take } = open()
    expect(stores.collected.place(connectionId)).toBeNull()
    await take({ signIns: {}, cursor: 'first' })
    await take({})
    expect(stores.collected.place(connectionId)?.cursor).toBe('first')
    const unsealed = begin(3)
    add(unsealed, { signIns: { 1: '2026-11-01T08:00:00Z' }, cursor: 'second' })
    expect(stores.collected.place(connectionId)?.cursor).toBe('first')
    stores.snapshots.discard(unsealed)
    expect(stores.collected.place(connectionId)?.cursor).toBe('first')
  })

  it('goes with a snapshot that is discarded or removed, and the others stay as they were', async () => {
    const { stores, begin, add, take, of } = open()
    const first = await take({ signIns: { 1: '2026-11-01T08:00:00Z' }, devices: { 1: [laptop] } })
    const second = await take({ signIns: { 1: '2026-11-02T08:00:00Z' }, devices: { 2: [laptop] } })
    const third = await take({ signIns: { 1: '2026-11-03T08:00:00Z' }, devices: { 1: [laptop], 2: [laptop] } })
    const seen = () => [first, third].map((id) => [1, 2].map((n) => of(id, n)))
    const before = seen()
    const unsealed = begin(3)
    add(unsealed, { signIns: { 1: '2026-11-09T08:00:00Z' }, devices: { 3: [laptop] } })
    stores.snapshots.discard(unsealed)
    expect(seen()).toEqual(before)
    await stores.snapshots.remove(second)
    expect(seen()).toEqual(before)
  })
})

describe('the accounts of a snapshot', () => {
  it('are sorted by last sign-in: none first, then the longest ago', async () => {
    const { take, page } = open()
    const id = await take({
      people: 4,
      signIns: { 1: '2026-11-05T08:00:00Z', 3: '2026-06-05T08:00:00Z', 4: '2026-11-04T08:00:00Z' },
    })
    expect(page(id, {}, 'lastSignIn')).toEqual([2, 3, 4, 1])
  })

  it('without a sign-in for a number of days are those with none in the log, and never those not collected', async () => {
    const { take, page } = open()
    const id = await take({
      people: 4,
      signIns: { 1: '2026-11-05T08:00:00Z', 3: '2026-06-05T08:00:00Z', 4: '2026-09-30T08:00:00Z' },
    })
    expect(page(id, { noSignInDays: 90 })).toEqual([2, 3])
    expect(page(id, { noSignInDays: 30 })).toEqual([2, 3, 4])
    expect(page(await take({ people: 4 }), { noSignInDays: 30 })).toEqual([])
  })

  it('are flagged after ninety days without one, only where the log was read', async () => {
    const { stores, take } = open()
    const kinds = (snapshotId: SnapshotId) => stores.snapshots.overview(snapshotId).attention
    expect(kinds(await take({ signIns: { 1: '2026-11-05T08:00:00Z' } }))).toEqual([{ kind: 'no-sign-in', accounts: 2 }])
    expect(kinds(await take({}))).toEqual([])
  })
})

describe('the canonical lines', () => {
  const linesOf = async (db: ReturnType<typeof open>['db'], id: SnapshotId): Promise<string[]> => {
    const texts: string[] = []
    for await (const text of snapshotLines(db, id, 1)) texts.push(text)
    return texts.join('').trim().split('\n')
  }

  it('are those of before where nothing was collected, and end with what was', async () => {
    const { db, take } = open()
    const plain = await linesOf(db, await take({}))
    const more = await linesOf(
      db,
      await take({ signIns: { 1: '2026-11-01T08:00:00Z' }, devices: { 2: [laptop] }, linkedApps: { 1: [slack] } }),
    )
    expect(more.slice(0, plain.length)).toEqual(plain)
    expect(more.slice(plain.length).map((line) => JSON.parse(line))).toEqual([
      { kind: 'collected', part: 'signIns', since: SINCE, until: '2026-11-20T12:00:00Z' },
      { kind: 'sign-in', accountId: idOf(1), at: '2026-11-01T08:00:00Z' },
      { kind: 'collected', part: 'devices' },
      { kind: 'devices', accountId: idOf(2), devices: [laptop] },
      { kind: 'collected', part: 'linkedApps' },
      { kind: 'linkedApps', accountId: idOf(1), linkedApps: [slack] },
    ])
    for (const line of more) {
      const sorted = Object.fromEntries(Object.entries(JSON.parse(line)).sort(([a], [b]) => (a < b ? -1 : 1)))
      expect(Object.keys(JSON.parse(line))).toEqual(Object.keys(sorted))
    }
  })
})

it('the lines are what a snapshot is sealed over, and stay so when another goes', async () => {
  const { db, stores, take } = open()
  const first = await take({ signIns: { 1: '2026-11-01T08:00:00Z' }, devices: { 1: [laptop] } })
  const second = await take({ signIns: { 1: '2026-11-02T08:00:00Z' }, devices: { 2: [laptop] } })
  const third = await take({ signIns: { 2: '2026-11-03T08:00:00Z' }, linkedApps: { 1: [slack] } })
  const isSealedOver = async (id: SnapshotId) => (await digestSnapshot(db, id, 1)) === stores.snapshots.get(id)?.digest
  expect(await Promise.all([first, second, third].map(isSealedOver))).toEqual([true, true, true])
  await stores.snapshots.remove(second)
  expect(await Promise.all([first, third].map(isSealedOver))).toEqual([true, true])
  db.exec('UPDATE sign_in_versions SET at = at + 1')
  expect(await isSealedOver(first)).toBe(false)
})

it('a reviewer sees the last sign-in as of the campaign’s snapshot', async () => {
  const { stores, take } = open()
  const snapshotId = await take({ signIns: { 2: '2026-11-01T08:00:00Z' } })
  await take({})
  const campaignId = 'camp_1' as CampaignId
  const openedBy = { accountId: idOf(1), name: 'Ada' }
  await stores.campaigns.open({
    ...{ campaignId, snapshotId, name: 'Autumn', scope: { kind: 'everything' }, dueOn: null },
    ...{ openedAt: '2026-11-21T09:00:00.000Z', openedBy },
  })
  const details = [1, 2, 3].map((itemNo) => stores.campaigns.detail(campaignId, itemNo, null))
  const byAccount = new Map(details.map(({ item, lastSignIn }) => [item.account.accountId, lastSignIn]))
  expect(byAccount.get(idOf(2))).toEqual(known('2026-11-01T08:00:00Z'))
  expect(byAccount.get(idOf(3))).toEqual(none)
  expect(details[0]?.signInsReadOn).toBe('2026-11-20T12:00:00Z')
})

it('sign-ins told in any pieces come to the same as all at once', async () => {
  const sightings = fc.array(fc.record({ n: fc.integer({ min: 1, max: 3 }), day: fc.integer({ min: 10, max: 28 }) }))
  await fc.assert(
    fc.asyncProperty(fc.array(sightings, { maxLength: 4 }), async (syncs) => {
      const at = (day: number) => `2026-10-${day}T08:00:00Z`
      const latest = (seen: { n: number; day: number }[]) => {
        const days = new Map<number, number>()
        for (const { n, day } of seen) days.set(n, Math.max(day, days.get(n) ?? 0))
        return Object.fromEntries([...days].map(([n, day]) => [n, at(day)]))
      }
      const { take, of } = open()
      let last = await take({ signIns: {} })
      for (const seen of syncs) last = await take({ signIns: latest(seen) })
      const once = open()
      const only = await once.take({ signIns: latest(syncs.flat()) })
      expect([1, 2, 3].map((n) => of(last, n))).toEqual([1, 2, 3].map((n) => once.of(only, n)))
    }),
    { numRuns: 60 },
  )
})
