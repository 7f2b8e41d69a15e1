import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import type { Group, Member } from '../../electron/demo-team/state/model.ts'
import { type Caller, connect, group, member } from './support.ts'

let demo: DemoTeam
let call: Caller
let project: Group
let people: Member[]
beforeEach(async () => {
  demo = await startDemoTeam({ members: 60 })
  const started = demo
  onTestFinished(() => started.close())
  call = await connect(demo)
  project = demo.team.createGroup({ name: 'Heron launch team' })
  people = demo.team.members.filter((m) => m.status === 'active').slice(0, 5)
})

const ADD = 'team/groups/members/add'
const REMOVE = 'team/groups/members/remove'
const SET = 'team/groups/members/set_access_type'

const id = (at: number) => people[at]?.id ?? ''
const entry = (memberId: string, type: unknown = 'member') => ({ user: member(memberId), access_type: type })
const add = (entries: unknown[], more: object = {}) =>
  call(ADD, { group: group(project.id), members: entries, ...more })
const remove = (...ids: string[]) => call(REMOVE, { group: group(project.id), users: ids.map(member) })
const error = (reply: Awaited<ReturnType<Caller>>) => [reply.status, reply.body.error]
const first = (status: string) => demo.team.members.find((m) => m.status === status)?.id ?? ''

describe('adding to a group', () => {
  it('returns the members unless told not to, and a job id that is one space', async () => {
    const { body } = await add([entry(id(0)), entry(id(1), { '.tag': 'owner' })])
    expect(body.async_job_id).toBe(' ')
    expect(body.group_info.member_count).toBe(2)
    const types = body.group_info.members.map((m: { access_type: unknown }) => m.access_type)
    expect(types).toContainEqual({ '.tag': 'owner' })
    const quiet = await add([entry(id(2))], { return_members: false })
    expect(quiet.body.group_info).not.toHaveProperty('members')
  })

  it('is applied as a whole or not at all', async () => {
    await add([entry(id(0))])
    expect(error(await add([entry(id(1)), entry(id(0), 'owner')]))).toEqual([409, { '.tag': 'duplicate_user' }])
    expect([...project.access]).toEqual([[id(0), 'member']])
    expect(error(await add([entry(id(1)), entry('dbmid:x')]))).toEqual([
      409,
      { '.tag': 'users_not_found', users_not_found: ['dbmid:x'] },
    ])
    const removed = first('removed')
    expect(error(await add([entry(removed), entry(id(1))]))).toEqual([
      409,
      { '.tag': 'members_not_in_team', members_not_in_team: [removed] },
    ])
    expect(project.access.size).toBe(1)
  })

  it('refuses suspended owners and takes suspended members', async () => {
    const suspended = first('suspended')
    expect(error(await add([entry(suspended, 'owner')]))).toEqual([409, { '.tag': 'user_must_be_active_to_be_owner' }])
    expect((await add([entry(suspended)])).status).toBe(200)
  })

  it('refuses owners of company-managed groups, and any change of the system’s own', async () => {
    project = demo.team.createGroup({ name: 'Treasury', management: 'company_managed' })
    const tag = 'user_cannot_be_manager_of_company_managed_group'
    expect(error(await add([entry(id(0), 'owner')]))).toEqual([409, { '.tag': tag, [tag]: [id(0)] }])
    await add([entry(id(0))])
    const promote = { group: group(project.id), user: member(id(0)), access_type: 'owner' }
    expect(error(await call(SET, promote))).toEqual([409, { '.tag': tag }])
    project = demo.team.groups.find((g) => g.management === 'system_managed') ?? project
    const disallowed = [409, { '.tag': 'system_managed_group_disallowed' }]
    expect(error(await add([entry(id(0))]))).toEqual(disallowed)
    expect(error(await remove(id(0)))).toEqual(disallowed)
  })
})

describe('removing from a group', () => {
  it('may take the only owner', async () => {
    await add([entry(id(0), 'owner'), entry(id(1))])
    expect((await remove(id(0))).body.group_info.member_count).toBe(1)
    expect([...project.access.values()]).toEqual(['member'])
    expect(demo.team.member(id(0))?.groupIds).not.toContain(project.id)
  })

  it('is refused as a whole when one of them is not in it', async () => {
    await add([entry(id(0))])
    expect(error(await remove(id(0), id(1)))).toEqual([409, { '.tag': 'member_not_in_group' }])
    expect(project.access.size).toBe(1)
    expect(error(await call(REMOVE, { group: group('g:x'), users: [] }))).toEqual([409, { '.tag': 'group_not_found' }])
  })
})

describe('changing the access type', () => {
  it('answers an array, also when nothing changes', async () => {
    await add([entry(id(0))])
    const change = (type: string) => call(SET, { group: group(project.id), user: member(id(0)), access_type: type })
    for (const type of ['owner', 'owner', 'member']) {
      const { status, body } = await change(type)
      expect(status).toBe(200)
      expect(body).toHaveLength(1)
      expect(body[0]['.tag']).toBe('group_info')
      expect(body[0].members[0].access_type).toEqual({ '.tag': type })
    }
    await remove(id(0))
    expect(error(await change('owner'))).toEqual([409, { '.tag': 'member_not_in_group' }])
  })
})
