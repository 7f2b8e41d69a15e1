import { describe, expect, it } from 'vitest'
import { openWorkbench, states, stepOf, WRITES } from './workbench.ts'

/** One decision of every kind; the four steps come out in the order of WRITES, person by person. */
const withEveryKind = async () => {
  const bench = await openWorkbench()
  bench.decide('roles', 'Billing admin', 'revoke')
  bench.decide('owner', 'Vault', 'demote')
  bench.decide('member', 'Vault', 'revoke')
  bench.decide('leaver', 'licence', 'revoke')
  return bench
}

describe('previewing', () => {
  it('reads and stores a draft, and sends no change', async () => {
    const bench = await withEveryKind()
    const plan = await bench.provisioning.preview({ campaignId: bench.campaignId })
    expect(plan.state).toBe('draft')
    expect(new Set(plan.steps.map((step) => step.state))).toEqual(new Set(['planned']))
    expect(await bench.provisioning.get({ planId: plan.planId })).toEqual(plan)
    expect(bench.writes()).toEqual([])
    expect(stepOf(plan, 'set-roles').title).toBe('Clear Billing admin, keep Support admin')
    expect(stepOf(plan, 'demote-owner').consequences.map((c) => c.text)).toContain(
      'Nobody else owns Vault; team admins alone manage it then.',
    )
    expect(stepOf(plan, 'suspend').consequences.map((c) => c.text)).toContain(
      'Keeps Content admin, which takes effect again when the account is unsuspended.',
    )
  })

  it('takes only the items named, and gives way to the next draft of the campaign', async () => {
    const bench = await withEveryKind()
    const itemNo = bench.decide('member', 'Vault', 'revoke')
    const first = await bench.provisioning.preview({ campaignId: bench.campaignId, itemNos: [itemNo] })
    expect(states(first)).toEqual([['remove-from-group', 'planned']])
    const second = await bench.provisioning.preview({ campaignId: bench.campaignId })
    expect(second.steps).toHaveLength(4)
    await expect(bench.provisioning.get({ planId: first.planId })).rejects.toMatchObject({
      detail: { kind: 'not-found' },
    })
  })

  it('says so when there is nothing to carry out', async () => {
    const bench = await openWorkbench()
    await expect(bench.provisioning.preview({ campaignId: bench.campaignId })).rejects.toMatchObject({
      detail: { kind: 'not-allowed', why: 'Nothing is decided as revoke or demote.' },
    })
  })

  it('blocks what the sign-in has no scope for, and changes the rest', async () => {
    const bench = await openWorkbench({
      scope: 'team_info.read members.read groups.read members.write',
    })
    bench.decide('roles', 'Billing admin', 'revoke')
    bench.decide('member', 'Vault', 'revoke')
    const plan = await bench.provisioning.preview({ campaignId: bench.campaignId })
    expect(stepOf(plan, 'remove-from-group')).toMatchObject({
      state: 'blocked',
      note: expect.stringContaining('groups.write'),
    })
    const done = await bench.applied(plan.planId)
    expect(done.state).toBe('finished')
    expect(stepOf(done, 'set-roles').state).toBe('verified')
    expect(bench.writes()).toHaveLength(1)
  })
})

describe('applying', () => {
  it('carries every kind of step out once, verified by reading back, without wiping or mailing', async () => {
    const bench = await withEveryKind()
    const { demo, people, groupId } = bench
    const draft = await bench.provisioning.preview({ campaignId: bench.campaignId })
    const plan = await bench.applied(draft.planId)

    expect(plan.state).toBe('finished')
    expect(new Set(plan.steps.map((step) => step.state))).toEqual(new Set(['verified']))
    expect(plan.steps.every((step) => step.requestId !== null && step.note === null)).toBe(true)

    expect(demo.team.member(people.roles.id)?.roleIds).toEqual(['pid_dbtmr:4567'])
    expect(demo.team.group(groupId)?.access.get(people.owner.id)).toBe('member')
    expect(demo.team.group(groupId)?.access.has(people.member.id)).toBe(false)
    expect(demo.team.member(people.leaver.id)?.status).toBe('suspended')
    expect(demo.effects.wipedDevices).toEqual([])
    expect(demo.effects.mails).toEqual([])

    const writes = bench.writes()
    expect(writes.map((write) => write.route).sort()).toEqual([...WRITES].sort())
    expect(writes.find((write) => write.route === 'team/members/suspend')?.argument).toMatchObject({ wipe_data: false })
    expect(writes.filter((write) => JSON.stringify(write.argument).includes('"return_members":true'))).toEqual([])
  })

  it('journals intent, answer, read-back and outcome of each step, in a chain', async () => {
    const bench = await withEveryKind()
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    const plan = await bench.applied(planId)
    const journal = bench.stores.plans.journal(planId)
    for (const { stepNo } of plan.steps)
      expect(journal.filter((row) => row.stepNo === stepNo).map((row) => row.kind)).toEqual([
        'intent',
        'answer',
        'read-back',
        'outcome',
      ])
    const suspension = stepOf(plan, 'suspend')
    expect(journal.find((row) => row.stepNo === suspension.stepNo)?.detail).toMatchObject({
      route: 'team/members/suspend',
      wipeData: false,
      seen: { status: 'active' },
    })
    expect(bench.stores.plans.verifyJournal()).toBeNull()
    expect(bench.stores.activity.page({ offset: 0, limit: 1 }).rows[0]).toMatchObject({
      kind: 'plan-applied',
      text: 'Applied a plan of 4 changes: 4 verified.',
    })
  })

  it('has nothing left to preview or apply afterwards', async () => {
    const bench = await withEveryKind()
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    await bench.applied(planId)
    await expect(bench.provisioning.preview({ campaignId: bench.campaignId })).rejects.toMatchObject({
      detail: { why: 'All of this is carried out and verified already.' },
    })
    await expect(bench.provisioning.apply({ planId })).rejects.toMatchObject({ detail: { kind: 'not-allowed' } })
    expect(bench.writes()).toHaveLength(4)
  })

  it('runs one plan of a team at a time', async () => {
    const bench = await withEveryKind()
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    const both = await Promise.allSettled([bench.provisioning.apply({ planId }), bench.provisioning.apply({ planId })])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { detail: { kind: 'already-running' } },
    })
    await bench.settled(planId)
    expect(bench.writes()).toHaveLength(4)
  })

  it('pauses after the step under way, and goes on from there', async () => {
    const bench = await withEveryKind()
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    bench.demo.faults.add({
      kind: 'team-change',
      route: 'team/members/set_admin_permissions_v2',
      during: () => void bench.provisioning.pause({ planId }),
    })
    bench.demo.faults.add({
      kind: 'team-change',
      route: 'team/groups/members/remove',
      during: () => void bench.provisioning.pause({ planId }),
    })
    let plan = await bench.applied(planId)
    let runs = 1
    while (plan.state === 'paused') {
      expect(plan.steps.some((step) => step.state === 'requested' || step.state === 'accepted')).toBe(false)
      plan = await bench.applied(planId)
      runs++
    }
    expect(runs).toBeGreaterThan(1)
    expect(new Set(plan.steps.map((step) => step.state))).toEqual(new Set(['verified']))
    expect(bench.writes()).toHaveLength(4)
  })

  it('touches nobody who has become the acting admin since the preview', async () => {
    const bench = await withEveryKind()
    const { demo, people } = bench
    const plan = await bench.provisioning.preview({ campaignId: bench.campaignId })
    const other = { ...bench.client }
    const asLeaver = bench.provisioningWith({
      ...other,
      read: async (route, arg, signal) => {
        const answer = await bench.client.read(route, arg, signal)
        if (route.path !== 'team/token/get_authenticated_admin') return answer
        const profile = { team_member_id: people.leaver.id, email: people.leaver.email, name: { display_name: 'Levi' } }
        const read = route.answer.safeParse({ admin_profile: profile })
        if (!read.success) throw read.error
        return read.data
      },
    })
    await asLeaver.apply({ planId: plan.planId })
    const abort = new AbortController()
    for await (const now of asLeaver.watch({ planId: plan.planId }, abort.signal))
      if (now.state !== 'running') {
        expect(stepOf(now, 'suspend')).toMatchObject({ state: 'blocked', note: expect.stringMatching(/signed in as/) })
        break
      }
    expect(demo.team.member(people.leaver.id)?.status).toBe('active')
  })
})

describe('what somebody else changes between preview and call', () => {
  it('keeps a role given meanwhile', async () => {
    const bench = await openWorkbench()
    const { demo, people } = bench
    bench.decide('leaver', 'Content admin', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    demo.team.giveRole(people.leaver.id, 'Reporting admin')
    const plan = await bench.applied(planId)
    expect(stepOf(plan, 'set-roles')).toMatchObject({
      state: 'verified',
      note: 'A role given after the preview was kept.',
    })
    expect(demo.team.member(people.leaver.id)?.roleIds).toEqual(['pid_dbtmr:8901'])
  })

  it('does not give back a role that was taken meanwhile', async () => {
    const bench = await openWorkbench()
    const { demo, people } = bench
    bench.decide('roles', 'Billing admin', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    demo.team.takeRole(people.roles.id, 'Support admin')
    const plan = await bench.applied(planId)
    expect(stepOf(plan, 'set-roles').note).toMatch(/was not given back/)
    expect(demo.team.member(people.roles.id)?.roleIds).toEqual([])
  })

  it('sends nothing when two roles would have to stay by now', async () => {
    const bench = await openWorkbench()
    const { demo, people } = bench
    bench.decide('roles', 'Billing admin', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    demo.team.giveRole(people.roles.id, 'Reporting admin')
    const plan = await bench.applied(planId)
    expect(stepOf(plan, 'set-roles')).toMatchObject({
      state: 'blocked',
      note: expect.stringMatching(/one role at most/),
    })
    expect(bench.writes()).toEqual([])
  })

  it('sends nothing for a decision that was changed, and carries out the others', async () => {
    const bench = await openWorkbench()
    const itemNo = bench.decide('member', 'Vault', 'revoke')
    bench.decide('leaver', 'licence', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    expect(bench.decide('member', 'Vault', 'certify')).toBe(itemNo)
    const plan = await bench.applied(planId)
    expect(plan.state).toBe('finished')
    expect(stepOf(plan, 'remove-from-group')).toMatchObject({
      state: 'blocked',
      note: expect.stringMatching(/was changed after the preview/),
    })
    expect(stepOf(plan, 'suspend').state).toBe('verified')
    expect(bench.writes()).toHaveLength(1)
  })

  it('is verified without a call where it is so already', async () => {
    const bench = await withEveryKind()
    const { demo, people, groupId } = bench
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    demo.team.takeRole(people.roles.id, 'Billing admin')
    demo.team.removeMember(people.owner.id)
    demo.team.deleteGroup(groupId)
    demo.team.suspendMember(people.leaver.id)
    const plan = await bench.applied(planId)
    expect(plan.steps.map((step) => [step.state, step.requestId])).toEqual(plan.steps.map(() => ['verified', null]))
    expect(plan.steps.every((step) => step.note?.startsWith('It was already so, and nothing was sent'))).toBe(true)
    expect(bench.writes()).toEqual([])
  })

  it('changes the way back with the access found', async () => {
    const bench = await openWorkbench()
    bench.decide('member', 'Vault', 'revoke')
    const draft = await bench.provisioning.preview({ campaignId: bench.campaignId })
    expect(draft.steps[0]?.wayBack).toBe('Add back to Vault as member.')
    bench.demo.team.addToGroup(bench.groupId, bench.people.member.id, 'owner')
    const plan = await bench.applied(draft.planId)
    expect(plan.steps[0]).toMatchObject({ state: 'verified', wayBack: 'Add back to Vault as owner.' })
  })
})

describe('watching', () => {
  it('tells how it stands first, and how it ended last', async () => {
    const bench = await withEveryKind()
    const draft = await bench.provisioning.preview({ campaignId: bench.campaignId })
    const seen: string[] = []
    const abort = new AbortController()
    for await (const plan of bench.provisioning.watch({ planId: draft.planId }, abort.signal)) {
      seen.push(plan.state)
      if (plan.state === 'draft') await bench.provisioning.apply({ planId: draft.planId })
      if (plan.state === 'finished') {
        expect(new Set(plan.steps.map((step) => step.state))).toEqual(new Set(['verified']))
        abort.abort()
      }
    }
    expect(seen[0]).toBe('draft')
    expect(seen.at(-1)).toBe('finished')
  })
})
