import { describe, expect, it } from 'vitest'
import { findRegressions, type HeldAccess } from '../../electron/provisioning/regressions.ts'
import type { CampaignId, ConnectionId, PlanId } from '../../shared/domain/ids.ts'
import type { Plan, Step, StepAction } from '../../shared/domain/plan.ts'
import { accountId, resourceId } from './team-on-paper.ts'
import { openWorkbench, stepOf } from './workbench.ts'

const ada = accountId('ada')
const finance = resourceId('g:finance')

const stepWith = (action: StepAction, state: Step['state'] = 'verified'): Step => ({
  stepNo: 1,
  action,
  itemNos: [1],
  person: { accountId: ada, displayName: 'Ada', email: 'ada@acme.example' },
  title: '',
  consequences: [],
  wayBack: '',
  state,
  note: null,
  requestId: null,
  changedAt: '2026-11-21T12:00:00.000Z',
})
const planWith = (...steps: Step[]): Plan => ({
  planId: 'plan_1' as PlanId,
  campaignId: 'camp_1' as CampaignId,
  connectionId: 'conn_1' as ConnectionId,
  createdAt: '2026-11-21T11:00:00.000Z',
  createdBy: 'Ada',
  state: 'finished',
  steps,
})
const holding = (...entitlements: string[]): HeldAccess => ({ status: 'active', entitlements: new Set(entitlements) })

describe('findRegressions', () => {
  const role: StepAction = { kind: 'set-roles', accountId: ada, removeRoleIds: [resourceId('r1')], keepRoleIds: [] }
  const demotion: StepAction = { kind: 'demote-owner', accountId: ada, groupId: finance }
  const removal: StepAction = { kind: 'remove-from-group', accountId: ada, groupId: finance, access: 'owner' }
  const suspension: StepAction = { kind: 'suspend', accountId: ada, wipeData: false }

  it.each<[string, StepAction, HeldAccess, boolean]>([
    ['a role held again', role, holding('role/r1/member'), true],
    ['another role', role, holding('role/r2/member'), false],
    ['an owner again', demotion, holding('group/g:finance/owner'), true],
    ['a plain member after a demotion', demotion, holding('group/g:finance/member'), false],
    ['a plain member after a removal', removal, holding('group/g:finance/member'), true],
    ['another group', removal, holding('group/g:legal/owner'), false],
    ['active after a suspension', suspension, holding(), true],
    ['still suspended', suspension, { status: 'suspended', entitlements: new Set() }, false],
    ['removed since', suspension, { status: 'removed', entitlements: new Set() }, false],
  ])('%s', (_, action, held, isRegressed) => {
    expect(findRegressions([planWith(stepWith(action))], new Map([[ada, held]]))).toHaveLength(isRegressed ? 1 : 0)
  })

  it('minds only verified steps and accounts that are there', () => {
    const held = new Map([[ada, holding('role/r1/member')]])
    expect(findRegressions([planWith(stepWith(role, 'failed'), stepWith(role, 'blocked'))], held)).toEqual([])
    expect(findRegressions([planWith(stepWith(role))], new Map())).toEqual([])
  })
})

describe('a later sync', () => {
  it('marks what is held again as regressed, and the next preview takes it up', async () => {
    const bench = await openWorkbench()
    const { demo, people, groupId } = bench
    const itemNo = bench.decide('member', 'Vault', 'revoke')
    bench.decide('leaver', 'licence', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    await bench.applied(planId)
    await bench.sync()
    const verified = await bench.provisioning.get({ planId })
    expect(new Set(verified.steps.map((step) => step.state))).toEqual(new Set(['verified']))

    demo.team.addToGroup(groupId, people.member.id)
    await bench.sync()
    const plan = await bench.provisioning.get({ planId })
    expect(stepOf(plan, 'remove-from-group')).toMatchObject({
      state: 'regressed',
      note: 'It was verified, and a later sync found the access again. Preview again to take it away once more.',
    })
    expect(stepOf(plan, 'suspend').state).toBe('verified')
    expect(bench.stores.plans.journal(planId).at(-1)).toMatchObject({
      kind: 'outcome',
      detail: { state: 'regressed' },
    })

    const next = await bench.provisioning.preview({ campaignId: bench.campaignId })
    expect(next.steps.map((step) => step.itemNos)).toEqual([[itemNo]])
    expect((await bench.applied(next.planId)).steps[0]?.state).toBe('verified')
  })

  it('says nothing of steps verified after it began', async () => {
    const bench = await openWorkbench()
    bench.decide('leaver', 'licence', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    await bench.applied(planId)
    // The snapshot under review was begun before the plan, and still shows the account as active.
    const [first] = bench.stores.snapshots.list((await bench.provisioning.get({ planId })).connectionId)
    if (!first) throw new Error('no snapshot')
    await bench.provisioning.noteSnapshot(first.snapshotId)
    expect(stepOf(await bench.provisioning.get({ planId }), 'suspend').state).toBe('verified')
  })
})
