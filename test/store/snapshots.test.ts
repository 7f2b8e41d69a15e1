import { describe, expect, it } from 'vitest'
import type { Resource } from '../../shared/domain/entitlement.ts'
import { isFailure } from '../../shared/domain/failure.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { account, connectionId, holds, role, runId, sealFacts } from '../support/sample-team.ts'
import { type SampleRow, takeSnapshot } from '../support/snapshots.ts'
import { billing, finance, first100, full, names, open, resources, teamAdmin } from './snapshot-samples.ts'

describe('a snapshot', () => {
  it('is invisible until it is sealed, and leaves nothing when it is discarded', async () => {
    const { db, snapshots } = open()
    const before = await takeSnapshot(snapshots, resources, [{ account: account(1), grants: [holds(finance)] }])
    const id = snapshots.begin({ connectionId, runId, teamId: 't', teamName: 'n', startedAt: '2026-11-21T00:00:00Z' })
    snapshots.addResources(id, [full])
    snapshots.addAccounts(id, [
      { account: account(1, { displayName: 'Renamed' }), grants: [] },
      { account: account(2), grants: [] },
    ])

    expect(snapshots.list(connectionId)).toEqual([before])
    expect(names(snapshots, before.snapshotId)).toEqual([account(1).displayName])
    expect(() => snapshots.overview(id)).toThrow(
      expect.objectContaining({ detail: { kind: 'not-found', what: 'snapshot' } }),
    )

    snapshots.discard(id)
    const left = (table: string) => (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n
    expect([left('snapshots'), left('account_versions'), left('grant_versions')]).toEqual([1, 1, 1])
    expect(snapshots.account({ snapshotId: before.snapshotId, accountId: account(1).accountId }).grants).toHaveLength(1)
  })

  it('knows again what a first one numbered before it was discarded, be it resources alone', async () => {
    const { snapshots } = open()
    const begin = () =>
      snapshots.begin({ connectionId, runId, teamId: 't', teamName: 'n', startedAt: '2026-11-21T00:00:00Z' })
    const described = begin()
    snapshots.addResources(described, resources)
    snapshots.flush()
    snapshots.discard(described)
    const told = begin()
    snapshots.addAccounts(told, [{ account: account(1), grants: [holds(finance)] }])
    snapshots.flush()
    snapshots.discard(told)
    const kept = await takeSnapshot(snapshots, resources, [{ account: account(1), grants: [holds(finance)] }])
    expect(names(snapshots, kept.snapshotId)).toEqual([account(1).displayName])
    expect(snapshots.account({ snapshotId: kept.snapshotId, accountId: account(1).accountId }).grants).toHaveLength(1)
  })

  it('that a crash cut off is cleared away at the next start', async () => {
    const { snapshots } = open()
    const kept = await takeSnapshot(snapshots, resources, [{ account: account(1), grants: [holds(finance)] }])
    const id = snapshots.begin({ connectionId, runId, teamId: 't', teamName: 'n', startedAt: '2026-11-21T00:00:00Z' })
    snapshots.addAccounts(id, [{ account: account(1, { displayName: 'Renamed' }), grants: [] }])
    expect(snapshots.discardUnsealed()).toBe(1)
    expect(snapshots.discardUnsealed()).toBe(0)
    expect(names(snapshots, kept.snapshotId)).toEqual([account(1).displayName])
  })

  it('shows each moment as it was, with since when each grant is held', async () => {
    const { snapshots } = open()
    const one = await takeSnapshot(
      snapshots,
      resources,
      [
        { account: account(1), grants: [holds(finance), holds(full)] },
        { account: account(2), grants: [holds(full)] },
      ],
      '2026-10-01T00:00:00Z',
    )
    const two = await takeSnapshot(
      snapshots,
      resources,
      [{ account: account(1, { displayName: 'Ann New' }), grants: [holds(finance, 'owner'), holds(full)] }],
      '2026-11-01T00:00:00Z',
    )

    expect(names(snapshots, one.snapshotId)).toEqual(['Person 000001', 'Person 000002'])
    expect(names(snapshots, two.snapshotId)).toEqual(['Ann New'])
    const grants = snapshots.account({ snapshotId: two.snapshotId, accountId: account(1).accountId }).grants
    expect(grants.map((g) => [g.resourceName, g.entitlement, g.heldSince])).toEqual([
      ['Finance', 'owner', { at: '2026-11-01T00:00:00Z', isExact: true }],
      ['Full licence', 'assigned', { at: '2026-10-01T00:00:00Z', isExact: false }],
    ])
    const holders = (id: SnapshotId, entitlement: 'member' | 'owner') =>
      snapshots.holders({ snapshotId: id, ...holds(finance, entitlement), window: first100 }).filtered
    expect([
      holders(one.snapshotId, 'member'),
      holders(two.snapshotId, 'member'),
      holders(two.snapshotId, 'owner'),
    ]).toEqual([1, 0, 1])
  })

  it('writes nothing for what did not change', async () => {
    const { db, snapshots } = open()
    const rows = [1, 2, 3].map((n) => ({ account: account(n), grants: [holds(finance), holds(full)] }))
    const one = await takeSnapshot(snapshots, resources, rows)
    const count = () =>
      ['account_versions', 'resource_versions', 'grant_versions'].map(
        (table) => (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n,
      )
    const before = count()
    const two = await takeSnapshot(snapshots, resources, rows.toReversed())
    expect(count()).toEqual(before)
    expect(two.digest).toBe(one.digest)
    expect(two.snapshotId).not.toBe(one.snapshotId)
  })

  it('changes its digest with any change of a row', async () => {
    const base: SampleRow[] = [{ account: account(1), grants: [holds(finance)] }]
    const digestOf = async (of: Resource[], rows: SampleRow[]) =>
      (await takeSnapshot(open().snapshots, of, rows)).digest
    const original = await digestOf(resources, base)
    const changed = await Promise.all([
      digestOf(resources, [{ account: account(1, { email: 'other@acme.example' }), grants: [holds(finance)] }]),
      digestOf(resources, [{ account: account(1), grants: [holds(finance, 'owner')] }]),
      digestOf(resources, [{ account: account(1), grants: [] }]),
      digestOf([...resources, role('r:new', 'Support admin')], base),
      digestOf(
        resources.map((r) => (r === finance ? { ...finance, name: 'Finances' } : r)),
        base,
      ),
    ])
    expect(new Set([original, ...changed]).size).toBe(6)
    expect(await digestOf(resources, base)).toBe(original)
  })

  it('refuses a grant on a resource, or of an account, it was never told of', async () => {
    const { snapshots } = open()
    const begin = () =>
      snapshots.begin({ connectionId, runId, teamId: 't', teamName: 'n', startedAt: '2026-11-21T00:00:00Z' })
    const one = begin()
    snapshots.addAccounts(one, [{ account: account(1), grants: [holds(finance)] }])
    await expect(snapshots.seal(one, sealFacts())).rejects.toMatchObject({ detail: { kind: 'unexpected' } })
    snapshots.discard(one)
    const two = begin()
    snapshots.addResources(two, resources)
    snapshots.addGrants(two, [{ accountId: account(1).accountId, ...holds(finance) }])
    await expect(snapshots.seal(two, sealFacts())).rejects.toMatchObject({ detail: { kind: 'unexpected' } })
    snapshots.discard(two)
    expect(snapshots.list(connectionId)).toEqual([])
  })

  it('takes nothing more once it is being finished', async () => {
    const { snapshots } = open()
    const id = snapshots.begin({ connectionId, runId, teamId: 't', teamName: 'n', startedAt: '2026-11-21T00:00:00Z' })
    snapshots.addResources(id, resources)
    snapshots.addAccounts(id, [{ account: account(1), grants: [holds(finance)] }])
    const settled = snapshots.settle(id)
    for (const late of [
      () => snapshots.addAccounts(id, [{ account: account(2), grants: [] }]),
      () => snapshots.addResources(id, resources),
      () => snapshots.dropResources(id, [finance]),
      () => snapshots.restartAccounts(id),
    ])
      expect(late).toThrow('unexpected')
    await settled
    expect(await snapshots.seal(id, sealFacts())).toMatchObject({ accounts: { active: 1 }, grants: 1 })
  })

  it('that does not fit on the disk leaves the one before it as it was', async () => {
    const { db, snapshots } = open()
    const rows = (from: number) =>
      Array.from({ length: 400 }, (_, n) => ({ account: account(from + n), grants: [holds(finance)] }))
    const kept = await takeSnapshot(snapshots, resources, rows(0))
    const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number }
    const room = (more: number) => db.exec(`PRAGMA max_page_count = ${pages + more}`)
    room(4)
    const id = snapshots.begin({ connectionId, runId, teamId: 't', teamName: 'n', startedAt: '2026-11-21T00:00:00Z' })
    snapshots.addResources(id, resources)
    expect(() => snapshots.addAccounts(id, rows(1000))).toThrow(/full/)
    room(100_000)
    snapshots.discard(id)
    expect(snapshots.newest(connectionId)).toEqual(kept)
    const again = await takeSnapshot(snapshots, resources, rows(0))
    expect(again.digest).toBe(kept.digest)
  })

  it('stores hostile text as it is and finds it again', async () => {
    const { snapshots } = open()
    const texts = [
      '<script>alert(1)</script>',
      '\u202Egnp.exe',
      "=cmd|' /C calc'!A0",
      '👩🏽‍🚀 Zoë',
      'x'.repeat(500),
      "O'Neil; DROP TABLE accounts",
    ]
    const rows = texts.map((displayName, n) => ({ account: account(n, { displayName }), grants: [] }))
    const { snapshotId } = await takeSnapshot(snapshots, [], rows)
    expect(new Set(names(snapshots, snapshotId))).toEqual(new Set(texts))
    expect(names(snapshots, snapshotId, { search: 'DROP table' })).toEqual(["O'Neil; DROP TABLE accounts"])
    expect(names(snapshots, snapshotId, { search: '%' })).toEqual([])
  })

  it('keeps half a surrogate pair from reaching the file', async () => {
    const { snapshots } = open()
    const rows = [{ account: account(1, { displayName: 'broken \uD83D name' }), grants: [] }]
    const { snapshotId } = await takeSnapshot(snapshots, [], rows)
    expect(names(snapshots, snapshotId)).toEqual(['broken \uFFFD name'])
    expect(snapshots.account({ snapshotId, accountId: account(1).accountId }).account.displayName).toBe(
      'broken \uFFFD name',
    )
  })

  it('raises flags that can be filtered by and counted', async () => {
    const { snapshots } = open()
    const rows = [
      {
        account: account(1, { status: 'suspended', suspendedOn: '2026-10-30T16:04:11Z' }),
        grants: [holds(teamAdmin), holds(billing)],
      },
      { account: account(2), grants: [holds(teamAdmin), holds(finance, 'owner')] },
      {
        account: account(3, { status: 'invited', invitedOn: '2026-09-01T00:00:00Z', email: 'c@acme.example' }),
        grants: [],
      },
      { account: account(4, { email: 'x@elsewhere.example' }), grants: [] },
    ] satisfies SampleRow[]
    const { snapshotId } = await takeSnapshot(snapshots, resources, rows)
    const overview = snapshots.overview(snapshotId)
    expect(Object.fromEntries(overview.attention.map((a) => [a.kind, a.accounts]))).toEqual({
      'role-on-suspended': 1,
      'several-roles': 1,
      'only-holder': 1,
      'lone-owner': 1,
      'never-joined': 1,
      'external-domain': 1,
    })
    expect(overview.admins).toBe(2)
    for (const { kind, accounts } of overview.attention)
      expect(names(snapshots, snapshotId, { flag: kind })).toHaveLength(accounts)
    const reasons = snapshots.account({ snapshotId, accountId: account(1).accountId }).flags.map((flag) => flag.reason)
    expect(reasons).toContain('Holds Team admin while suspended since 30 Oct 2026.')
  })
})

it('not-found is a Failure, not a crash', async () => {
  const { snapshots } = open()
  const { snapshotId } = await takeSnapshot(snapshots, resources, [])
  try {
    snapshots.account({ snapshotId, accountId: account(9).accountId })
    expect.unreachable()
  } catch (error) {
    expect(isFailure(error) && error.detail).toEqual({ kind: 'not-found', what: 'account' })
  }
})
