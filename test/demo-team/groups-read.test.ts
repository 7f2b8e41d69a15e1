import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { type Caller, connect, group, readAll, sdk, signIn } from './support.ts'

let demo: DemoTeam
let call: Caller
beforeAll(async () => {
  demo = await startDemoTeam({ members: 240 })
  call = await connect(demo)
})
afterAll(() => demo.close())

const LIST = 'team/members/list_v2'

const everyone = () => demo.team.groups.find((g) => g.management === 'system_managed')?.id ?? ''

describe('the team', () => {
  it('counts licences and people consistently', async () => {
    const { body } = await call('team/get_info')
    const count = (...statuses: string[]) => demo.team.members.filter((m) => statuses.includes(m.status)).length
    expect(body.num_provisioned_users).toBe(count('active', 'invited'))
    expect(body.num_used_licenses).toBe(count('active', 'invited', 'suspended'))
    expect(body.num_licensed_users).toBeGreaterThan(body.num_used_licenses)
  })

  it('tells features, by bare strings too, and wants at least one', async () => {
    const { values } = (await call('team/features/get_values', { features: ['has_team_file_events'] })).body
    expect(values).toEqual([
      { '.tag': 'has_team_file_events', has_team_file_events: { '.tag': 'enabled', enabled: false } },
    ])
    expect((await call('team/features/get_values', { features: [] })).body.error['.tag']).toBe('empty_features_list')
  })

  it('says when the admin who connected it is no admin any more', async () => {
    const own = await startDemoTeam({ members: 30 })
    const asAdmin = await connect(own)
    const { team_member_id: id } = (await asAdmin('team/token/get_authenticated_admin')).body.admin_profile
    own.team.takeRole(id, 'Team admin')
    const reply = await asAdmin('team/token/get_authenticated_admin')
    await own.close()
    expect([reply.status, reply.body.error['.tag']]).toEqual([409, 'admin_not_active'])
  })
})

describe('groups', () => {
  it('are of three kinds and count their members', async () => {
    const all = await readAll(call, 'team/groups/list', 'team/groups/list/continue', 'groups', { limit: 5 })
    expect(all).toHaveLength(24)
    expect(new Set(all.map((g) => g.group_management_type['.tag'])).size).toBe(3)
    for (const { group_id: id, member_count: count } of all) {
      const members = await readAll(call, 'team/groups/members/list', 'team/groups/members/list/continue', 'members', {
        group: group(id),
        limit: 50,
      })
      expect(members).toHaveLength(count)
      expect(new Set(members.map((m) => m.profile.team_member_id)).size).toBe(count)
    }
  })

  it('say of their members what is so now, whatever they said before', async () => {
    const own = await startDemoTeam({ members: 30 })
    const asAdmin = await connect(own)
    const system = own.team.groups.find((g) => g.management === 'system_managed')?.id ?? ''
    const { id } = own.team.members.find((m) => m.status === 'active' && m.roleIds.length === 0) ?? { id: '' }
    const listed = async () => {
      const { members } = (await asAdmin('team/groups/members/list', { group: group(system), limit: 1000 })).body
      return members.find((m: { profile: { team_member_id: string } }) => m.profile.team_member_id === id).profile
    }
    const before = await listed()
    own.team.change({ kind: 'member-changed', id, patch: { displayName: 'Somebody Else' } })
    const after = await listed()
    own.team.suspendMember(id)
    const last = await listed()
    await own.close()
    expect(before.name.display_name).not.toBe('Somebody Else')
    expect(after).toEqual({ ...before, name: { ...before.name, display_name: 'Somebody Else' } })
    expect(last.status).toEqual({ '.tag': 'suspended' })
  })

  it('answer get_info as an array, without the members of the system’s own group', async () => {
    const ids = [...demo.team.groups.map((g) => g.id), 'g:gone']
    const { body } = await call('team/groups/get_info', { '.tag': 'group_ids', group_ids: ids })
    expect(body).toHaveLength(ids.length)
    expect(body.at(-1)).toEqual({ '.tag': 'id_not_found', id_not_found: 'g:gone' })
    for (const info of body.slice(0, -1)) {
      const isSystem = info.group_management_type['.tag'] === 'system_managed'
      expect('members' in info).toBe(!isSystem)
      if (!isSystem) expect(info.members).toHaveLength(info.member_count)
      expect(info.created).toBeGreaterThan(1_400_000_000_000)
      for (const { profile } of info.members ?? []) expect(profile).not.toHaveProperty('groups')
    }
  })

  it('agree with the groups in the profiles, except the system’s own', async () => {
    const { members } = (await call(LIST, {})).body
    for (const { profile } of members) {
      const inGroups = demo.team.groups.filter((g) => g.access.has(profile.team_member_id)).map((g) => g.id)
      expect([...profile.groups].sort()).toEqual(inGroups.sort())
      expect(profile.groups).not.toContain(everyone())
    }
  })

  it('that are unknown are refused, and end a listing when deleted in the middle', async () => {
    const gone = await call('team/groups/members/list', { group: group('g:gone') })
    expect([gone.status, gone.body.error['.tag']]).toEqual([409, 'group_not_found'])
    const project = demo.team.createGroup({ name: 'Short-lived' })
    for (const m of demo.team.members.filter((x) => x.status === 'active').slice(0, 3)) {
      demo.team.addToGroup(project.id, m.id)
    }
    const { cursor } = (await call('team/groups/members/list', { group: group(project.id), limit: 1 })).body
    demo.team.deleteGroup(project.id)
    const next = await call('team/groups/members/list/continue', { cursor })
    expect(next.body.error['.tag']).toBe('invalid_cursor')
  })
})

describe('the official SDK', () => {
  it('reads members, groups and roles', async () => {
    const { access_token: accessToken } = await signIn(demo)
    const { dropbox } = sdk(demo, { accessToken })
    const first = (await dropbox.teamMembersListV2({ limit: 100 })).result
    const second = (await dropbox.teamMembersListContinueV2({ cursor: first.cursor })).result
    expect([first.members.length, second.members.length]).toEqual([100, 100])
    const { groups } = (await dropbox.teamGroupsList({})).result
    const ids = groups.map((g) => g.group_id)
    const infos = (await dropbox.teamGroupsGetInfo({ '.tag': 'group_ids', group_ids: ids })).result
    expect(infos).toHaveLength(ids.length)
    await expect(dropbox.teamMembersListContinueV2({ cursor: 'dead' })).rejects.toMatchObject({
      status: 409,
      error: { error: { '.tag': 'invalid_cursor' } },
    })
  })
})
