import { expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { createSyncDesk, newestOf } from './support.ts'

it('10,000 members and 500 groups take their pages of a thousand and a few calls for owners', async () => {
  const demo = await startDemoTeam({ members: 10_000, groups: 500 })
  const desk = await createSyncDesk(demo)
  const { end, run } = await desk.sync()
  expect(end.kind).toBe('done')

  const pages = (count: number) => Math.ceil(count / 1000)
  const everyone = demo.team.groups.filter((group) => group.management === 'system_managed')
  const owned = demo.team.groups.filter((group) => group.management === 'user_managed')
  const memberships = owned.reduce((sum, group) => sum + group.access.size, 0)
  const exact = {
    'team/get_info': 1,
    'team/members/get_available_team_member_roles': 1,
    'team/members/list_v2': 1,
    'team/members/list/continue_v2': pages(demo.team.members.length) - 1,
    'team/groups/list': 1,
    'team/groups/members/list': everyone.length,
    'team/groups/members/list/continue': everyone.reduce(
      (sum, group) => sum + pages([...demo.team.membersOf(group)].length) - 1,
      0,
    ),
  }
  const { 'team/groups/get_info': batches = 0, ...others } = countByRoute(demo)
  expect(others).toEqual(exact)
  // Every call but the last is more than half full: twice the members, in thousands, is the bound of first-fit packing.
  expect(batches).toBeLessThanOrEqual(Math.max(Math.ceil(memberships / 500), Math.ceil(owned.length / 100)) + 1)
  expect(run.calls).toBeLessThanOrEqual(60)
  const snapshot = await newestOf(desk)
  expect(snapshot.proof.every((line) => line.outcome === 'matches')).toBe(true)
  await demo.close()
}, 120_000)

const countByRoute = ({ calls }: DemoTeam): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { route } of calls) if (route.startsWith('team/')) counts[route] = (counts[route] ?? 0) + 1
  return counts
}
