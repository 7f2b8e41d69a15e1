// Who made a change: Attest, when a step of a plan was sent and read back between the two snapshots.
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { createStores, type Stores } from '../../electron/store/stores.ts'
import { diffFiltersSchema } from '../../shared/contract/diff.ts'
import type { CampaignId, PlanId, SnapshotId } from '../../shared/domain/ids.ts'
import type { StepAction } from '../../shared/domain/plan.ts'
import { account, connection, connectionId, group, holds, role, sealFacts } from '../support/sample-team.ts'
import type { SampleRow } from '../support/snapshots.ts'

const admin = role('r:admin', 'Team admin')
const finance = group('g:finance', 'Finance')
const legal = group('g:legal', 'Legal')
const resources = [admin, finance, legal]

/** Between `startedAt` and a minute later. */
const take = async ({ snapshots }: Stores, rows: SampleRow[], startedAt: string): Promise<SnapshotId> => {
  const begun = { connectionId, runId: 'run_1' as never, teamId: 't', teamName: 'n' }
  const id = snapshots.begin({ ...begun, startedAt })
  snapshots.addResources(id, resources)
  snapshots.addAccounts(id, rows)
  await snapshots.seal(id, sealFacts(startedAt.replace(':00:00Z', ':01:00Z')))
  return id
}

const accountId = account(1).accountId
const ACTIONS: StepAction[] = [
  { kind: 'set-roles', accountId, removeRoleIds: [admin.resourceId], keepRoleIds: [] },
  { kind: 'demote-owner', accountId, groupId: finance.resourceId },
  { kind: 'remove-from-group', accountId, groupId: legal.resourceId, access: 'member' },
  { kind: 'suspend', accountId, wipeData: false },
]

/** A plan whose steps were sent at one time and verified at another; never sent where `sentAt` is null. */
const carryOut = ({ plans }: Stores, sentAt: string | null, verifiedAt: string): void => {
  const planId = 'plan_1' as PlanId
  plans.saveDraft({
    planId,
    campaignId: 'camp_1' as CampaignId,
    connectionId,
    createdAt: '2026-11-01T00:00:00Z',
    createdBy: 'Ada',
    state: 'draft',
    steps: ACTIONS.map((action, i) => ({
      stepNo: i + 1,
      action,
      itemNos: [i + 1],
      person: { accountId, displayName: 'Person', email: 'p@acme.example' },
      title: 'Step',
      consequences: [],
      wayBack: '',
      state: 'planned',
      note: null,
      requestId: null,
      changedAt: '2026-11-01T00:00:00Z',
    })),
  })
  plans.begin(planId, '2026-11-01T00:00:00Z')
  for (const [i] of ACTIONS.entries()) {
    const step = { planId, stepNo: i + 1 }
    if (sentAt)
      plans.record({ ...step, at: sentAt, entries: [{ kind: 'intent', detail: {} }], change: { state: 'requested' } })
    const outcome = { kind: 'outcome' as const, detail: { state: 'verified' } }
    plans.record({ ...step, at: verifiedAt, entries: [outcome], change: { state: 'verified' } })
  }
}

const changedTeam = async () => {
  const stores = createStores(openDatabase(':memory:'))
  stores.connections.save(connection())
  const before = await take(
    stores,
    [
      { account: account(1), grants: [holds(admin), holds(finance, 'owner'), holds(legal)] },
      { account: account(2), grants: [holds(legal)] },
    ],
    '2026-11-10T09:00:00Z',
  )
  const after = await take(
    stores,
    [
      { account: account(1, { status: 'suspended', email: 'other@acme.example' }), grants: [holds(finance)] },
      { account: account(2), grants: [] },
    ],
    '2026-11-20T09:00:00Z',
  )
  return { stores, before, after }
}

const made = async (stores: Stores, before: SnapshotId, after: SnapshotId, by: 'attest' | 'outside' | 'anybody') =>
  (
    await stores.diffs.page({
      before,
      after,
      grouping: 'person',
      filters: diffFiltersSchema.parse({ by }),
      window: { offset: 0, limit: 50 },
    })
  ).rows.map((row) => `${row.kind} ${row.field ?? row.resource?.name} ${row.by?.stepNo ?? '-'}`)

describe('changes that Attest made', () => {
  it('are marked with the step that made them; the rest was made outside', async () => {
    const { stores, before, after } = await changedTeam()
    expect(await made(stores, before, after, 'attest')).toEqual([])
    carryOut(stores, '2026-11-15T10:00:00.000Z', '2026-11-15T10:00:02.000Z')
    expect(await made(stores, before, after, 'attest')).toEqual([
      'account-changed status 4',
      'grant-removed Team admin 1',
      'grant-changed Finance 2',
      'grant-removed Legal 3',
    ])
    expect(await made(stores, before, after, 'outside')).toEqual(['account-changed email -', 'grant-removed Legal -'])
    expect(await stores.diffs.summary({ before, after })).toMatchObject({ byAttest: 4, outside: 2 })
    expect(await made(stores, after, before, 'attest'), 'looking back').toHaveLength(4)
    const { snapshots } = stores
    const path = snapshots.paths({ snapshotId: after, accountId }).find(({ resourceId }) => resourceId === 'g:finance')
    expect(path?.by).toEqual({ planId: 'plan_1', stepNo: 2 })
  })

  it('while a snapshot was being read may be in either', async () => {
    const { stores, before, after } = await changedTeam()
    carryOut(stores, '2026-11-20T09:00:30.000Z', '2026-11-20T09:00:40.000Z')
    expect(await made(stores, before, after, 'attest')).toHaveLength(4)
  })

  it('are none when the steps came before, came after, or found it so already', async () => {
    for (const [sentAt, verifiedAt] of [
      ['2026-11-09T10:00:00.000Z', '2026-11-09T10:00:02.000Z'],
      ['2026-11-21T10:00:00.000Z', '2026-11-21T10:00:02.000Z'],
      [null, '2026-11-15T10:00:02.000Z'],
    ] as const) {
      const { stores, before, after } = await changedTeam()
      carryOut(stores, sentAt, verifiedAt)
      expect(await made(stores, before, after, 'attest')).toEqual([])
      expect(await made(stores, before, after, 'anybody')).toHaveLength(6)
    }
  })
})
