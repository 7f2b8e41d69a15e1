// Random faults at random routes, with random changes by somebody else meanwhile.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import type { Trouble } from '../dropbox/support.ts'
import { accountsIn, createSyncDesk, grantsIn, grantsOf, isTrueState, withPagesOf } from './support.ts'

const ROUTES = [
  'oauth2/token',
  'team/get_info',
  'team/members/get_available_team_member_roles',
  'team/members/list_v2',
  'team/members/list/continue_v2',
  'team/members/get_info_v2',
  'team/groups/list',
  'team/groups/list/continue',
  'team/groups/get_info',
  'team/groups/members/list',
  'team/groups/members/list/continue',
  'team_log/get_events',
  'team_log/get_events/continue',
  'team/devices/list_members_devices',
  'team/linked_apps/list_members_linked_apps',
]
const route = fc.constantFrom(...ROUTES)

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  fc.record({
    kind: fc.constant('rate-limited' as const),
    retryAfter: fc.integer({ min: 0, max: 20 }),
    where: fc.constantFrom('header' as const, 'body' as const, 'both' as const, 'none' as const),
    plainText: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('server-error' as const), status: fc.constantFrom(500, 502, 503), html: fc.boolean() }),
  fc.record({ kind: fc.constant('repeated-items' as const), items: fc.integer({ min: 1, max: 50 }) }),
  fc.constantFrom<Trouble>(
    { kind: 'reset-before' },
    { kind: 'reset-after' },
    { kind: 'expired-token' },
    { kind: 'dead-cursor' },
    { kind: 'truncated-json' },
    { kind: 'html-body' },
    { kind: 'slow-drip', pieces: 5, everyMs: 0 },
    { kind: 'slow', ms: 1 },
    { kind: 'extra-fields' },
    { kind: 'missing-scope' },
  ),
)

/** Where, from which call on, and how often. */
const place = fc.record({ route, after: fc.integer({ min: 0, max: 6 }), times: fc.integer({ min: 1, max: 8 }) })
const fault = fc.tuple(trouble, place).map(([what, where]) => ({ ...what, ...where }))
const faults = fc.array(fault, { maxLength: 10 })
const pageSize = fc.integer({ min: 4, max: 40 })

const ASSUMPTIONS = { sessionMembersPerPage: 15, logEventsPerPage: 40 }
const startTeam = () => startDemoTeam({ members: 40, groups: 12, assumptions: ASSUMPTIONS })

describe('whatever goes wrong', () => {
  it('a sync becomes the team’s true state or leaves nothing but its log', async () => {
    const demo = await startTeam()
    const outcomes = { done: 0, failed: 0 }
    await fc.assert(
      fc.asyncProperty(faults, pageSize, async (chosen, size) => {
        demo.faults.clear()
        const desk = await createSyncDesk(demo, { fetch: withPagesOf(size) })
        for (const one of chosen) demo.faults.add(one)
        const { end, run } = await desk.sync()
        const snapshots = await desk.stores.snapshots.list(desk.connectionId)
        expect((await desk.syncs.log(run.runId)).length).toBeGreaterThan(0)
        if (end.kind === 'done') {
          outcomes.done++
          expect(snapshots).toHaveLength(1)
          expect(snapshots[0]?.proof.every((line) => line.outcome === 'matches')).toBe(true)
          expect(await isTrueState(desk, demo, end.snapshotId)).toBe(true)
        } else {
          outcomes.failed++
          expect(end.kind).toBe('failed')
          expect(run).toMatchObject({ outcome: 'failed', snapshotId: null })
          expect(snapshots).toEqual([])
        }
      }),
      { numRuns: 100 },
    )
    await demo.close()
    // Both ends were reached, or the property says little.
    expect(outcomes.done).toBeGreaterThan(5)
    expect(outcomes.failed).toBeGreaterThan(5)
  }, 120_000)
})

type Team = DemoTeam['team']

/** What somebody else does: `who` and `where` choose among those there are. */
const CHANGES = {
  suspend: (team: Team, who: string) => team.suspendMember(who),
  unsuspend: (team: Team, who: string) => team.unsuspendMember(who),
  remove: (team: Team, who: string) => team.removeMember(who),
  rename: (team: Team, who: string) => team.renameMember(who, { givenName: 'Re', surname: 'Named' }),
  role: (team: Team, who: string) => team.giveRole(who, 'User management admin'),
  invite: (team: Team) =>
    team.addMember({ email: `new${team.members.length}@acme.example`, givenName: 'N', surname: 'E' }),
  join: (team: Team, _: string, where: string) => {
    const email = `late${team.members.length}@acme.example`
    const { id } = team.addMember({ email, givenName: 'La', surname: 'Te', joined: true })
    team.addToGroup(where, id, 'owner')
  },
  'add to group': (team: Team, who: string, where: string) => team.addToGroup(where, who),
  'make owner': (team: Team, who: string, where: string) => team.addToGroup(where, who, 'owner'),
  'remove from group': (team: Team, who: string, where: string) => team.removeFromGroup(where, who),
  'delete group': (team: Team, _: string, where: string) => team.deleteGroup(where),
  'create group': (team: Team, who: string) => {
    const { id } = team.createGroup({ name: `Group ${team.groups.length}` })
    team.addToGroup(id, who, 'owner')
  },
}

const change = fc.record({
  what: fc.constantFrom(...(Object.keys(CHANGES) as (keyof typeof CHANGES)[])),
  who: fc.nat(),
  where: fc.nat(),
  /** So many calls into the sync, whatever they ask. */
  after: fc.integer({ min: 0, max: 24 }),
})

/** What was so at any moment of a sync, and what was so at all of them. */
const watchTeam = ({ team }: DemoTeam) => {
  const ever = new Set<string>()
  let always: Set<string> | null = null
  const look = (): void => {
    const now = new Set([...grantsOf({ team } as DemoTeam), ...team.members.map((m) => `${m.id} is ${m.status}`)])
    for (const one of now) ever.add(one)
    always = new Set([...now].filter((one) => always?.has(one) ?? true))
  }
  return { look, ever, always: () => always ?? new Set<string>() }
}

const applyTo = (
  team: Team,
  { what, who, where }: { what: keyof typeof CHANGES; who: number; where: number },
): void => {
  // The admin who signed in stays: what happens otherwise is another story (bad-day.test.ts).
  const admins = new Set(team.activeTeamAdmins().map((admin) => admin.id))
  const people = team.members.filter((member) => member.status === 'active' && !admins.has(member.id))
  const suspended = team.members.filter((member) => member.status === 'suspended')
  const from = what === 'unsuspend' ? suspended : people
  const member = from[who % from.length]
  // Only user-managed groups have owners.
  const owned = what === 'join' || what === 'make owner'
  const groups = team.groups.filter(({ management }) =>
    owned ? management === 'user_managed' : management !== 'system_managed',
  )
  const group = groups[where % groups.length]
  if (member && group) CHANGES[what](team, member.id, group.id)
}

describe('while somebody else changes the team', () => {
  it('a snapshot holds all that stayed so and nothing that never was, and the next one the true state', async () => {
    let done = 0
    let changed = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 5 }),
        fc.array(fault, { maxLength: 3 }),
        pageSize,
        async (changes, chosen, size) => {
          const demo = await startTeam()
          try {
            const seen = watchTeam(demo)
            const desk = await createSyncDesk(demo, { fetch: withPagesOf(size) })
            for (const one of chosen) demo.faults.add(one)
            for (const one of changes)
              demo.faults.add({
                kind: 'team-change',
                route: /^team/,
                after: one.after,
                during: (team) => {
                  seen.look()
                  applyTo(team, one)
                  seen.look()
                  changed++
                },
              })
            seen.look()
            const { end } = await desk.sync()
            const list = await desk.stores.snapshots.list(desk.connectionId)
            if (end.kind === 'done') {
              done++
              const rows = await accountsIn(desk.stores, end.snapshotId)
              const grants = await grantsIn(desk, end.snapshotId)
              const held = new Set([...grants, ...rows.map((row) => `${row.accountId} is ${row.status}`)])
              expect([...held].filter((one) => !seen.ever.has(one))).toEqual([])
              expect([...seen.always()].filter((one) => !held.has(one))).toEqual([])
            } else expect(list).toEqual([])

            demo.faults.clear()
            const calm = await createSyncDesk(demo, { stores: desk.stores, fetch: withPagesOf(size) })
            const next = await calm.sync()
            expect(next.end.kind).toBe('done')
            if (next.end.kind === 'done') expect(await isTrueState(calm, demo, next.end.snapshotId)).toBe(true)
          } finally {
            await demo.close()
          }
        },
      ),
      { numRuns: 60 },
    )
    expect(done).toBeGreaterThan(10)
    expect(changed).toBeGreaterThan(30)
  }, 180_000)
})
