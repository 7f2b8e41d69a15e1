import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DemoTeam, type DemoTeamOptions, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { callsTo } from '../dropbox/support.ts'
import { accountsIn, createSyncDesk, grantsIn, isTrueState, newestOf, withPagesOf } from './support.ts'

const CONTINUE = 'team/members/list/continue_v2'
const GROUP_INFO = 'team/groups/get_info'

let demo: DemoTeam
const start = async (options: DemoTeamOptions = {}) => {
  demo = await startDemoTeam({ members: 60, groups: 14, ...options })
}
beforeEach(() => start())
afterEach(() => demo.close())

const proofOf = async (desk: Awaited<ReturnType<typeof createSyncDesk>>, what: RegExp) =>
  (await newestOf(desk)).proof.filter((line) => what.test(line.what))

describe('a dead cursor', () => {
  const places = [
    [CONTINUE, 'team/members/list_v2'],
    ['team/groups/list/continue', 'team/groups/list'],
    ['team/groups/members/list/continue', 'team/groups/members/list'],
  ] as const
  it.each(places)('of %s begins that listing anew, and keeps nothing of what was half-read', async (route, first) => {
    const desk = await createSyncDesk(demo, { fetch: withPagesOf(5) })
    // Read before the cursor dies, gone when the listing is read anew: it must not be in the snapshot.
    const leaver = demo.team.members.find((m) => m.status === 'active' && m.roleIds.length === 0)?.id ?? ''
    demo.faults.add({ kind: 'dead-cursor', route, after: 1 })
    if (route === CONTINUE) {
      demo.faults.add({ kind: 'team-change', route, after: 1, during: (team) => team.removeMember(leaver) })
    }
    expect((await desk.sync()).end.kind).toBe('done')
    const { snapshotId } = await newestOf(desk)
    expect(await isTrueState(desk, demo, snapshotId)).toBe(true)
    expect(demo.calls.filter((c) => c.route === first && isFirstFor(c.argument, demo)).length).toBeGreaterThanOrEqual(2)
  })

  it('is given up with a sentence when it keeps dying', async () => {
    const desk = await createSyncDesk(demo, { fetch: withPagesOf(5) })
    demo.faults.add({ kind: 'dead-cursor', route: CONTINUE, times: 99 })
    const { end } = await desk.sync()
    expect(end).toMatchObject({ kind: 'failed', failure: { kind: 'listing-unstable', route: 'team/members/list_v2' } })
    expect(callsTo(demo, 'team/members/list_v2')).toBe(4)
  })
})

/** All first pages count, but of group members only those of one group: each group has a first page of its own. */
const isFirstFor = (argument: unknown, { team }: DemoTeam): boolean => {
  const asked = argument as { group?: { group_id: string } }
  const system = team.groups.find((group) => group.management === 'system_managed')
  return asked.group === undefined || asked.group.group_id === system?.id
}

describe('somebody else changes the team meanwhile', () => {
  it('a group that is deleted is left out, with a line in the log', async () => {
    const desk = await createSyncDesk(demo)
    const doomed = demo.team.groups.find((g) => g.management === 'user_managed' && g.access.size > 0)
    demo.faults.add({ kind: 'team-change', route: GROUP_INFO, during: (team) => team.deleteGroup(doomed?.id ?? '') })
    const { end, run } = await desk.sync()
    expect(end.kind).toBe('done')
    const log = await desk.syncs.log(run.runId)
    expect(log.some((line) => line.message.includes('deleted') && line.data.group === doomed?.id)).toBe(true)
    expect((await grantsIn(desk, (await newestOf(desk)).snapshotId)).join()).not.toContain(doomed?.id)
  })

  it('somebody who joins a group after the members were listed is read, and counted as a newcomer', async () => {
    const desk = await createSyncDesk(demo)
    const group = demo.team.groups.find((g) => g.management === 'user_managed' && g.access.size > 0)?.id ?? ''
    let joined = ''
    // The list of groups' members is the slower one, so that the members have been listed by then.
    demo.faults.add({ kind: 'rate-limited', route: GROUP_INFO, retryAfter: 1 })
    demo.faults.add({
      kind: 'team-change',
      route: GROUP_INFO,
      after: 1,
      during: (team) => {
        joined = team.addMember({ email: 'late@acme.example', givenName: 'La', surname: 'Te', joined: true }).id
        team.addToGroup(group, joined, 'owner')
      },
    })
    expect((await desk.sync()).end.kind).toBe('done')
    const { snapshotId } = await newestOf(desk)
    expect(await grantsIn(desk, snapshotId)).toContain(`${joined} group/${group}/owner`)
    expect(await proofOf(desk, /^Came while the sync ran/)).toMatchObject([{ held: 1 }])
  })

  it('somebody who is found late and owns a group that had nobody is seen to own it', async () => {
    const { team } = demo
    const empty = team.createGroup({ name: 'Nobody yet' }).id
    const desk = await createSyncDesk(demo)
    let joined = ''
    // The list of everybody is read last: it alone names the newcomer.
    demo.faults.add({ kind: 'rate-limited', route: 'team/groups/members/list', retryAfter: 1 })
    demo.faults.add({
      kind: 'team-change',
      route: 'team/groups/members/list',
      after: 1,
      during: () => {
        joined = team.addMember({ email: 'late@acme.example', givenName: 'La', surname: 'Te', joined: true }).id
        team.addToGroup(empty, joined, 'owner')
      },
    })
    expect((await desk.sync()).end.kind).toBe('done')
    const held = (await grantsIn(desk, (await newestOf(desk)).snapshotId)).filter((grant) => grant.startsWith(joined))
    expect(held).toContain(`${joined} group/${empty}/owner`)
    expect(held).not.toContain(`${joined} group/${empty}/member`)
  })

  it('somebody who is in a group’s list and gone when asked for is left out', async () => {
    const desk = await createSyncDesk(demo)
    const group = demo.team.groups.find((g) => g.management === 'user_managed' && g.access.size > 0)?.id ?? ''
    let joined = ''
    demo.faults.add({
      kind: 'team-change',
      route: GROUP_INFO,
      during: (team) => {
        joined = team.addMember({ email: 'brief@acme.example', givenName: 'Bri', surname: 'Ef', joined: true }).id
        team.addToGroup(group, joined)
      },
    })
    const leave = { kind: 'team-change', during: (team: DemoTeam['team']) => team.removeMember(joined) } as const
    demo.faults.add({ ...leave, route: 'team/members/get_info_v2' })
    expect((await desk.sync()).end.kind).toBe('done')
    const { snapshotId } = await newestOf(desk)
    expect((await grantsIn(desk, snapshotId)).filter((grant) => grant.startsWith(joined))).toEqual([])
    const row = (await accountsIn(desk.stores, snapshotId)).find((account) => account.accountId === joined)
    expect(row?.status ?? 'removed').toBe('removed')
  })

  it('who came explains what Dropbox’s own numbers do not have yet', async () => {
    const desk = await createSyncDesk(demo)
    demo.faults.add({
      kind: 'team-change',
      route: 'team/groups/members/list',
      during: (team) => team.addMember({ email: 'new@acme.example', givenName: 'Ne', surname: 'W', joined: true }),
    })
    expect((await desk.sync()).end.kind).toBe('done')
    expect(await proofOf(desk, /^Active and invited/)).toMatchObject([
      { outcome: 'matches', explanation: '1 came while the team was read: that is the difference.' },
    ])
    expect(await proofOf(desk, /add up/)).toMatchObject([
      { outcome: 'matches', explanation: expect.stringContaining('In 1 of them the difference is who came') },
    ])
    expect(await proofOf(desk, /^Came/)).toMatchObject([{ held: 1 }])
    expect(await proofOf(desk, /^Left/)).toMatchObject([{ held: 0 }])
  })

  it('somebody who is on one page and gone when the listing is read anew has left', async () => {
    const desk = await createSyncDesk(demo, { fetch: withPagesOf(5) })
    const leaver = demo.team.members.find((m) => m.status === 'active' && m.roleIds.length === 0)?.id ?? ''
    demo.faults.add({ kind: 'team-change', route: CONTINUE, after: 3, during: (team) => team.removeMember(leaver) })
    demo.faults.add({ kind: 'dead-cursor', route: CONTINUE, after: 3 })
    expect((await desk.sync()).end.kind).toBe('done')
    expect(await proofOf(desk, /^Left/)).toMatchObject([{ held: 1, explanation: expect.stringContaining('gone') }])
    expect((await proofOf(desk, /./)).map((line) => line.outcome)).not.toContain('differs')
  })

  it('a difference that nothing explains is flagged', async () => {
    const desk = await createSyncDesk(demo)
    const everyone = demo.team.groups.find((group) => group.management === 'system_managed')
    const leaver = demo.team.members.find((m) => m.status === 'active' && m.groupIds.length === 1)?.id ?? ''
    // Read as a member, and removed before the list of everybody is read.
    demo.faults.add({
      kind: 'team-change',
      route: 'team/groups/members/list',
      during: (team) => team.removeMember(leaver),
    })
    expect((await desk.sync()).end.kind).toBe('done')
    const [line] = await proofOf(desk, new RegExp(`^Members of ${everyone?.name}`))
    expect(line).toMatchObject({ outcome: 'differs', explanation: expect.stringContaining('changed the team') })
    expect(line?.held).toBe((line?.expected ?? 0) - 1)
    expect(await proofOf(desk, /add up/)).toMatchObject([{ outcome: 'differs' }])
  })
})

describe('system-managed groups', () => {
  const everyone = () => demo.team.groups.find((group) => group.management === 'system_managed')

  it('are read by their own list when profiles leave them out', async () => {
    const desk = await createSyncDesk(demo)
    await desk.sync()
    expect(await isTrueState(desk, demo, (await newestOf(desk)).snapshotId)).toBe(true)
    expect(callsTo(demo, 'team/groups/members/list')).toBe(1)
  })

  it('need no list when profiles name them', async () => {
    await demo.close()
    await start({ assumptions: { profileListsSystemGroups: true } })
    const desk = await createSyncDesk(demo)
    await desk.sync()
    expect(await isTrueState(desk, demo, (await newestOf(desk)).snapshotId)).toBe(true)
    expect(callsTo(demo, 'team/groups/members/list')).toBe(0)
  })

  it('are said to be not collected when Dropbox refuses the list', async () => {
    await demo.close()
    await start({ assumptions: { systemGroupsListMembers: false } })
    const desk = await createSyncDesk(demo)
    expect((await desk.sync()).end.kind).toBe('done')
    const [line] = await proofOf(desk, new RegExp(`^Members of ${everyone()?.name}`))
    expect(line).toMatchObject({ outcome: 'not-collected', held: 0 })
    expect(await proofOf(desk, /add up/)).toMatchObject([{ outcome: 'not-collected' }])
  })
})

it('groups of a kind nobody knows yet are read and kept as such', async () => {
  const desk = await createSyncDesk(demo)
  demo.faults.add({ kind: 'unknown-tags', route: 'team/groups/list' })
  demo.faults.add({ kind: 'extra-fields', route: GROUP_INFO, times: 99 })
  expect((await desk.sync()).end.kind).toBe('done')
  expect(await isTrueState(desk, demo, (await newestOf(desk)).snapshotId)).toBe(true)
})
