import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { type Caller, connect, member, readAll } from './support.ts'

let demo: DemoTeam
let call: Caller
beforeAll(async () => {
  demo = await startDemoTeam({ members: 240 })
  call = await connect(demo)
})
afterAll(() => demo.close())

const LIST = 'team/members/list_v2'
const CONTINUE = 'team/members/list/continue_v2'

const withStatus = (status: string) => {
  const found = demo.team.members.find((m) => m.status === status)
  if (!found) throw new Error(`no ${status} member`)
  return found
}

describe('members', () => {
  it('come in pages that together are everybody who is on the team, ordered by id', async () => {
    const all = await readAll(call, LIST, CONTINUE, 'members', { limit: 37 })
    const ids = all.map((info) => info.profile.team_member_id)
    expect(ids).toHaveLength(240)
    expect(ids).toEqual([...ids].sort())
    expect(new Set(all.map((info) => info.profile.status['.tag']))).toEqual(new Set(['active', 'invited', 'suspended']))
    const withRemoved = await readAll(call, LIST, CONTINUE, 'members', { limit: 100, include_removed: true })
    expect(withRemoved).toHaveLength(demo.team.members.length)
  })

  it('have the fields of their state and no nulls', async () => {
    const all = await readAll(call, LIST, CONTINUE, 'members', { include_removed: true })
    expect(JSON.stringify(all)).not.toContain('null')
    for (const { profile, roles } of all) {
      const status = profile.status['.tag']
      expect('invited_on' in profile).toBe(status === 'invited')
      expect('account_id' in profile).toBe(status !== 'invited')
      expect('suspended_on' in profile).toBe(status === 'suspended')
      expect('is_recoverable' in profile.status).toBe(status === 'removed')
      expect(profile.invited_on ?? profile.joined_on).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
      expect(profile.account_id ?? 'x'.repeat(40)).toHaveLength(40)
      if (status === 'removed') expect([roles, profile.groups]).toEqual([[], []])
    }
  })

  it('list a cursor of their own family and authorization only, as often as asked', async () => {
    const { cursor } = (await call(LIST, { limit: 10 })).body
    const foreign = await connect(demo)
    const refused = [await foreign(CONTINUE, { cursor }), await call('team/groups/list/continue', { cursor })]
    for (const { status, body } of refused) expect([status, body.error['.tag']]).toEqual([409, 'invalid_cursor'])
    const [once, again] = [await call(CONTINUE, { cursor }), await call(CONTINUE, { cursor })]
    expect(again.body.members).toEqual(once.body.members)
    demo.killCursors()
    expect((await call(CONTINUE, { cursor })).body.error['.tag']).toBe('invalid_cursor')
  })

  it('who leave between two pages are not on the second', async () => {
    const { cursor } = (await call(LIST, { limit: 200 })).body
    const leaver = demo.team.members.findLast((m) => m.status === 'active' && m.roleIds.length === 0)
    demo.team.removeMember(leaver?.id ?? '')
    const rest = (await call(CONTINUE, { cursor })).body
    expect(rest.members).toHaveLength(39)
    expect(JSON.stringify(rest)).not.toContain(leaver?.id)
  })

  it('are found by id, e-mail and external id; the unknown are an item', async () => {
    const known = withStatus('suspended')
    const asked = [
      member(known.id),
      { '.tag': 'email', email: known.email.toUpperCase() },
      { '.tag': 'external_id', external_id: demo.team.members.find((m) => m.externalId)?.externalId },
      member('dbmid:nobody'),
    ]
    const { members_info: found } = (await call('team/members/get_info_v2', { members: asked })).body
    expect(found.map((item: { '.tag': string }) => item['.tag'])).toEqual([
      'member_info',
      'member_info',
      'member_info',
      'id_not_found',
    ])
    expect(found[1].profile).toEqual(found[0].profile)
    expect(found[3]).toEqual({ '.tag': 'id_not_found', id_not_found: 'dbmid:nobody' })
  })

  it('hold roles out of eight, somebody two', async () => {
    const { roles } = (await call('team/members/get_available_team_member_roles')).body
    expect(roles).toHaveLength(8)
    const held = (await readAll(call, LIST, CONTINUE, 'members')).map((info) => info.roles)
    expect(held.some((list) => list.length === 2)).toBe(true)
    for (const list of held) for (const role of list) expect(roles).toContainEqual(role)
  })
})

describe('a list that changes while it is read', () => {
  type Move = { kind: 'leave' | 'join'; pick: number }
  const move = fc.record({ kind: fc.constantFrom('leave' as const, 'join' as const), pick: fc.nat() })

  const apply = (team: DemoTeam['team'], { kind, pick }: Move, n: number) => {
    const leavers = team.members.filter((m) => m.status !== 'removed' && m.roleIds.length === 0)
    const leaver = leavers[pick % leavers.length]
    if (kind === 'leave' && leaver) team.removeMember(leaver.id)
    else team.addMember({ email: `late${n}@x.example`, givenName: 'Late', surname: `No ${n}` })
  }

  it('names nobody twice and misses nobody who was there all the time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 3, max: 20 }), fc.array(move, { maxLength: 15 }), async (limit, moves) => {
        const busy = await startDemoTeam({ members: 40 })
        const reader = await connect(busy)
        const before = busy.team.members.filter((m) => m.status !== 'removed').map((m) => m.id)
        for (const [n, change] of moves.entries()) {
          const during = (team: DemoTeam['team']) => apply(team, change, n)
          busy.faults.add({ route: CONTINUE, kind: 'team-change', after: n, during })
        }
        const listed = await readAll(reader, LIST, CONTINUE, 'members', { limit })
        await busy.close()
        const ids = listed.map((info) => info.profile.team_member_id)
        expect(new Set(ids).size).toBe(ids.length)
        const stayed = before.filter((id) => busy.team.member(id)?.status !== 'removed')
        expect(ids).toEqual(expect.arrayContaining(stayed))
      }),
      { numRuns: 15 },
    )
  }, 30_000)
})
