// The filters behind the ready-made questions.
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { createStores, type Stores } from '../../electron/store/stores.ts'
import { accountFiltersSchema, entitlementFiltersSchema } from '../../shared/contract/snapshots.ts'
import { account, connection, group, holds, licence, role } from '../support/sample-team.ts'
import { type SampleRow, takeSnapshot } from '../support/snapshots.ts'

const teamAdmin = role('r:admin', 'Team admin')
const finance = group('g:finance', 'Finance')
const empty = group('g:empty', 'Empty')
const ownerless = group('g:ownerless', 'Ownerless')
const managed = group('g:managed', 'Managed', 'company_managed')
const full = licence()
const resources = [teamAdmin, finance, empty, ownerless, managed, full]

const open = (): Stores => {
  const stores = createStores(openDatabase(':memory:'))
  stores.connections.save(connection())
  return stores
}
const who = (stores: Stores, snapshotId: number, filters: object) =>
  stores.snapshots
    .accounts({
      snapshotId: snapshotId as never,
      filters: accountFiltersSchema.parse(filters),
      sort: 'name',
      direction: 'asc',
      window: { offset: 0, limit: 100 },
    })
    .rows.map((row) => Number(row.accountId.slice(-6)))

describe('accounts', () => {
  it('suspended or invited with access: a licence alone is none', async () => {
    const stores = open()
    const { snapshotId } = await takeSnapshot(stores.snapshots, resources, [
      { account: account(1, { status: 'suspended' }), grants: [holds(full), holds(teamAdmin)] },
      { account: account(2, { status: 'suspended' }), grants: [holds(full)] },
      { account: account(3, { status: 'invited' }), grants: [holds(full), holds(finance)] },
      { account: account(4, { status: 'invited' }), grants: [] },
      { account: account(5), grants: [holds(full), holds(finance)] },
    ])
    expect(who(stores, snapshotId, { access: 'has-access', statuses: ['suspended', 'invited'] })).toEqual([1, 3])
  })

  it('joined since a day, that day included', async () => {
    const stores = open()
    const joined = (n: number, joinedOn: string | null): SampleRow => ({
      account: account(n, { joinedOn }),
      grants: [],
    })
    const { snapshotId } = await takeSnapshot(stores.snapshots, resources, [
      joined(1, '2026-10-31T23:59:59Z'),
      joined(2, '2026-11-01T00:00:00Z'),
      joined(3, null),
    ])
    expect(who(stores, snapshotId, { joinedSince: '2026-11-01' })).toEqual([2])
  })

  it('changed since a day: themselves, or in what they gained or lost, as far as snapshots tell', async () => {
    const stores = open()
    const steady: SampleRow = { account: account(1), grants: [holds(full), holds(finance)] }
    const take = (rows: SampleRow[], at: string) => takeSnapshot(stores.snapshots, resources, rows, at)
    await take(
      [
        steady,
        { account: account(2), grants: [holds(full)] },
        { account: account(3), grants: [holds(finance)] },
        { account: account(4), grants: [] },
      ],
      '2026-09-01T00:00:00Z',
    )
    const october = [
      steady,
      { account: account(2, { email: 'new@acme.example' }), grants: [holds(full)] },
      { account: account(3), grants: [holds(finance)] },
      { account: account(4), grants: [] },
    ]
    await take(october, '2026-10-01T00:00:00Z')
    const { snapshotId } = await take(
      [
        steady,
        { account: account(2, { email: 'new@acme.example' }), grants: [holds(full)] },
        // As many as before, but others.
        { account: account(3), grants: [holds(ownerless)] },
        { account: account(4), grants: [] },
        { account: account(5), grants: [] },
      ],
      '2026-11-01T00:00:00Z',
    )
    expect(who(stores, snapshotId, { changedSince: '2026-10-15' })).toEqual([3, 5])
    expect(who(stores, snapshotId, { changedSince: '2026-09-15' })).toEqual([2, 3, 5])
    expect(who(stores, snapshotId, { changedSince: '2026-01-01' })).toEqual([2, 3, 5])
    expect(who(stores, snapshotId, { changedSince: '2026-12-01' })).toEqual([])
    await take(october, '2026-12-01T00:00:00Z')
    expect(who(stores, snapshotId, { changedSince: '2026-10-15' }), 'what comes later changes nothing').toEqual([3, 5])
  })

  it('whose last sign-in was not collected', async () => {
    const stores = open()
    const { snapshotId } = await takeSnapshot(stores.snapshots, resources, [{ account: account(1), grants: [] }])
    expect(who(stores, snapshotId, { signIns: 'not-collected' })).toEqual([1])
    expect(who(stores, snapshotId, { noSignInDays: 90 })).toEqual([])
  })
})

describe('entitlements', () => {
  it('groups without an owner, groups with nobody in them, and what one person alone holds', async () => {
    const stores = open()
    const { snapshotId } = await takeSnapshot(stores.snapshots, resources, [
      { account: account(1), grants: [holds(finance, 'owner'), holds(teamAdmin), holds(full)] },
      { account: account(2), grants: [holds(ownerless), holds(managed), holds(full)] },
      { account: account(3), grants: [holds(managed)] },
    ])
    const found = (held: string) =>
      stores.snapshots
        .entitlements({
          snapshotId,
          filters: entitlementFiltersSchema.parse({ held }),
          sort: 'name',
          direction: 'asc',
          window: { offset: 0, limit: 100 },
        })
        .rows.map(({ name, entitlement }) => `${name} ${entitlement}`)
    expect(found('no-owner')).toEqual(['Empty owner', 'Ownerless owner'])
    expect(found('empty-group')).toEqual(['Empty member'])
    expect(found('one')).toEqual(['Finance owner', 'Ownerless member', 'Team admin member'])
  })
})
