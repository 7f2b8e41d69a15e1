import { describe, expect, it } from 'vitest'
import type { Fault } from '../../electron/demo-team/faults.ts'
import type { Step } from '../../shared/domain/plan.ts'
import { openWorkbench, states, stepOf, type Workbench, type WRITES } from './workbench.ts'

const INFO = 'team/members/get_info_v2'
const SUSPEND = 'team/members/suspend'
const REMOVE = 'team/groups/members/remove'
const SET_ROLES = 'team/members/set_admin_permissions_v2'

type Kind = Step['action']['kind']
const KINDS: readonly [Kind, (typeof WRITES)[number]][] = [
  ['set-roles', SET_ROLES],
  ['demote-owner', 'team/groups/members/set_access_type'],
  ['remove-from-group', REMOVE],
  ['suspend', SUSPEND],
]

const decideFor = (bench: Workbench, kind: Kind) => {
  if (kind === 'set-roles') bench.decide('roles', 'Billing admin', 'revoke')
  if (kind === 'demote-owner') bench.decide('owner', 'Vault', 'demote')
  if (kind === 'remove-from-group') bench.decide('member', 'Vault', 'revoke')
  if (kind === 'suspend') bench.decide('leaver', 'licence', 'revoke')
}

/** Is the change made in the team itself? */
const isMade = ({ demo, people, groupId }: Workbench, kind: Kind): boolean => {
  const access = demo.team.group(groupId)?.access
  if (kind === 'set-roles') return demo.team.member(people.roles.id)?.roleIds.join() === 'pid_dbtmr:4567'
  if (kind === 'demote-owner') return access?.get(people.owner.id) === 'member'
  if (kind === 'remove-from-group') return access?.has(people.member.id) === false
  return demo.team.member(people.leaver.id)?.status === 'suspended'
}

/** One decision, one fault on its way, one run. */
const applyWith = async (kind: Kind, ...faults: Fault[]) => {
  const bench = await openWorkbench()
  decideFor(bench, kind)
  const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
  for (const fault of faults) bench.demo.faults.add(fault)
  const plan = await bench.applied(planId)
  expect(bench.demo.effects.wipedDevices).toEqual([])
  expect(bench.demo.effects.mails).toEqual([])
  expect(bench.stores.plans.verifyJournal()).toBeNull()
  return { bench, planId, plan, step: stepOf(plan, kind) }
}

const LOST = 'Dropbox’s answer was lost on the way; reading back shows that the change was made.'

describe('an answer that is lost after the change was made', () => {
  const ways: [
    string,
    Omit<Extract<Fault, { kind: 'server-error' }>, 'route'> | { kind: 'reset-after' | 'truncated-json' },
  ][] = [
    ['the connection breaks', { kind: 'reset-after' }],
    ['a 500 comes instead', { kind: 'server-error', isApplied: true }],
    ['the answer stops in the middle', { kind: 'truncated-json' }],
  ]
  for (const [what, fault] of ways)
    it.each(KINDS)(`is settled by reading back, and %s is not sent again, when ${what}`, async (kind, route) => {
      const { bench, step, plan } = await applyWith(kind, { ...fault, route })
      expect(plan.state).toBe('finished')
      expect(step).toMatchObject({ state: 'verified', note: LOST })
      expect(bench.writes()).toHaveLength(1)
      expect(isMade(bench, kind)).toBe(true)
    })
})

describe('an answer that is lost before the change was made', () => {
  it.each(KINDS)('is settled by reading back, and %s is sent once more', async (kind, route) => {
    const { bench, planId, step } = await applyWith(kind, { kind: 'reset-before', route })
    expect(step.state).toBe('verified')
    expect(bench.writes().map((write) => write.status)).toEqual(['reset', 200])
    expect(isMade(bench, kind)).toBe(true)
    expect(bench.stores.plans.journal(planId).map((row) => row.kind)).toEqual([
      'intent',
      'answer',
      'intent',
      'answer',
      'read-back',
      'outcome',
    ])
  })

  it('is given up after the third sending, and a retry sends it again', async () => {
    const { bench, planId, plan, step } = await applyWith('suspend', { kind: 'server-error', route: SUSPEND, times: 3 })
    expect(plan.state).toBe('finished')
    expect(step).toMatchObject({ state: 'failed', note: expect.stringMatching(/^The change was sent 3 times/) })
    expect(bench.writes()).toHaveLength(3)
    expect(isMade(bench, 'suspend')).toBe(false)

    const again = await bench.applied(planId, 'retry')
    expect(again.state).toBe('finished')
    expect(stepOf(again, 'suspend')).toMatchObject({ state: 'verified', note: null })
    expect(bench.writes()).toHaveLength(4)
  })

  it('is only read back on a retry when it has become so meanwhile', async () => {
    const { bench, planId } = await applyWith('suspend', { kind: 'server-error', route: SUSPEND, times: 3 })
    bench.demo.team.suspendMember(bench.people.leaver.id)
    const again = await bench.applied(planId, 'retry')
    expect(stepOf(again, 'suspend')).toMatchObject({
      state: 'verified',
      note: 'Reading back once more shows that it is so: the account is suspended.',
    })
    expect(bench.writes()).toHaveLength(3)
  })
})

describe('a conflict', () => {
  it('is no success by itself: somebody else was quicker, as reading back shows', async () => {
    const bench = await openWorkbench()
    bench.decide('member', 'Vault', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    const { groupId, people } = bench
    bench.demo.faults.add({
      kind: 'team-change',
      route: REMOVE,
      during: (team) => team.removeFromGroup(groupId, people.member.id),
    })
    const plan = await bench.applied(planId)
    expect(plan.steps[0]).toMatchObject({
      state: 'verified',
      note: 'Somebody else was quicker (Dropbox answered member_not_in_group): this person is not in the group any more.',
    })
    expect(bench.writes().map((write) => write.status)).toEqual([409])
  })

  it('fails the step when reading back shows that it is not so, with what to do next', async () => {
    const bench = await openWorkbench()
    const { people } = bench
    bench.decide('roles', 'Billing admin', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    bench.demo.faults.add({
      kind: 'team-change',
      route: SET_ROLES,
      during: (team) => team.suspendMember(people.roles.id),
    })
    const plan = await bench.applied(planId)
    expect(plan.state).toBe('finished')
    expect(plan.steps[0]).toMatchObject({
      state: 'failed',
      note: 'Dropbox does not let the roles of this account be changed, as a rule because it is suspended. Unsuspend it in the Admin Console, then retry.',
      requestId: expect.any(String),
    })
    expect(bench.writes()).toHaveLength(1)
  })

  it('of suspending somebody who left in that moment is settled as gone', async () => {
    const bench = await openWorkbench()
    bench.decide('leaver', 'licence', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    const { people } = bench
    bench.demo.faults.add({
      kind: 'team-change',
      route: SUSPEND,
      during: (team) => team.removeMember(people.leaver.id),
    })
    const plan = await bench.applied(planId)
    expect(plan.steps[0]).toMatchObject({ state: 'verified', note: expect.stringContaining('no longer in the team') })
  })
})

describe('reading back', () => {
  it('is patient with a team that shows a change late', async () => {
    const bench = await openWorkbench()
    bench.decide('leaver', 'licence', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    const { id } = bench.people.leaver
    // The first look is before the call; the two after it still show the account as active.
    bench.demo.faults.add({ kind: 'team-change', route: INFO, after: 1, during: (team) => team.unsuspendMember(id) })
    bench.demo.faults.add({ kind: 'team-change', route: INFO, after: 3, during: (team) => team.suspendMember(id) })
    bench.waits.length = 0
    const plan = await bench.applied(planId)
    expect(plan.steps[0]?.state).toBe('verified')
    expect(bench.writes()).toHaveLength(1)
    expect(bench.waits.filter((ms) => ms === 400 || ms === 1200)).toEqual([400, 1200])
    expect(bench.stores.plans.journal(planId).find((row) => row.kind === 'read-back')?.detail).toMatchObject({
      isSo: true,
      reads: 3,
    })
  })

  it('never calls accepted what is not to be seen', async () => {
    const bench = await openWorkbench()
    bench.decide('leaver', 'licence', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    const { id } = bench.people.leaver
    bench.demo.faults.add({ kind: 'team-change', route: INFO, after: 1, during: (team) => team.unsuspendMember(id) })
    const plan = await bench.applied(planId)
    expect(plan.steps[0]).toMatchObject({
      state: 'failed',
      note: expect.stringMatching(/^Dropbox accepted the change, but reading back shows that it was not made/),
    })
    expect(bench.writes()).toHaveLength(1)
  })
})

describe('what stops the whole plan', () => {
  it('waits out a 429, and nothing is applied twice', async () => {
    const { bench, step } = await applyWith('remove-from-group', { kind: 'rate-limited', route: REMOVE, retryAfter: 7 })
    expect(step).toMatchObject({ state: 'verified', note: null })
    expect(bench.writes().map((write) => write.status)).toEqual([429, 200])
  })

  it('pauses with the reason when Dropbox goes on asking to slow down, and goes on later', async () => {
    const { bench, planId, plan, step } = await applyWith('suspend', { kind: 'rate-limited', route: SUSPEND, times: 5 })
    expect(plan.state).toBe('paused')
    expect(step).toMatchObject({ state: 'planned', note: expect.stringMatching(/slow down/) })
    const later = await bench.applied(planId)
    expect(later.state).toBe('finished')
    expect(stepOf(later, 'suspend')).toMatchObject({ state: 'verified', note: null })
  })

  it('renews an expired token and goes on', async () => {
    const { bench, step } = await applyWith('suspend', { kind: 'expired-token', route: SUSPEND })
    expect(step.state).toBe('verified')
    expect(bench.writes().map((write) => write.status)).toEqual([401, 200])
  })

  it('pauses when the sign-in is revoked, and loses nothing', async () => {
    const bench = await openWorkbench()
    bench.decide('roles', 'Billing admin', 'revoke')
    bench.decide('leaver', 'licence', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    bench.demo.faults.add({
      kind: 'team-change',
      route: SET_ROLES,
      during: () => bench.demo.revokeRefreshTokens(),
    })
    const plan = await bench.applied(planId)
    expect(plan.state).toBe('paused')
    const told = plan.steps.filter((step) => step.note !== null)
    expect(told).toHaveLength(1)
    expect(told[0]?.note).toMatch(/no longer accepts this sign-in.*Sign in again/)
    expect(plan.steps.filter((step) => step.state === 'failed')).toEqual([])
  })

  it('pauses when a scope was taken away', async () => {
    const { plan, step } = await applyWith('remove-from-group', { kind: 'missing-scope', route: REMOVE })
    expect(plan.state).toBe('paused')
    expect(step).toMatchObject({ state: 'planned', note: expect.stringMatching(/did not grant groups\.write/) })
  })

  it('pauses when Dropbox cannot be reached to read back, and settles the step later without sending it again', async () => {
    const { bench, planId, plan, step } = await applyWith(
      'suspend',
      { kind: 'reset-after', route: SUSPEND },
      { kind: 'reset-before', route: INFO, after: 1, times: 5 },
    )
    expect(plan.state).toBe('paused')
    expect(step).toMatchObject({ state: 'requested', note: expect.stringMatching(/could not be reached/) })
    const later = await bench.applied(planId)
    expect(stepOf(later, 'suspend')).toMatchObject({ state: 'verified', note: LOST })
    expect(bench.writes()).toHaveLength(1)
  })

  it('tells on the next step when it cannot even begin', async () => {
    const { bench, planId, plan, step } = await applyWith('suspend', {
      kind: 'server-error',
      route: 'team/token/get_authenticated_admin',
      status: 503,
      times: 5,
    })
    expect(plan.state).toBe('paused')
    expect(step).toMatchObject({ state: 'planned', note: expect.stringMatching(/status\.dropbox\.com/) })
    expect(bench.writes()).toEqual([])
    expect((await bench.applied(planId)).state).toBe('finished')
  })
})

describe('roles before suspension', () => {
  it('does not suspend while the roles are not cleared, and does so on a retry', async () => {
    const bench = await openWorkbench()
    bench.decide('leaver', 'Content admin', 'revoke')
    bench.decide('leaver', 'licence', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    bench.demo.faults.add({ kind: 'server-error', route: SET_ROLES, times: 3 })
    const plan = await bench.applied(planId)
    expect(states(plan)).toEqual([
      ['set-roles', 'failed'],
      ['suspend', 'blocked'],
    ])
    expect(stepOf(plan, 'suspend').note).toMatch(/roles of this account were not cleared/)
    expect(bench.demo.team.member(bench.people.leaver.id)?.status).toBe('active')

    const again = await bench.applied(planId, 'retry')
    expect(states(again)).toEqual([
      ['set-roles', 'verified'],
      ['suspend', 'verified'],
    ])
    expect(bench.demo.team.member(bench.people.leaver.id)).toMatchObject({ status: 'suspended', roleIds: [] })
  })
})
