import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { type Caller, connect, createCaller, group, member, readAll, sdk, signIn } from './support.ts'

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
const everyone = () => demo.team.groups.find((g) => g.management === 'system_managed')?.id ?? ''

describe('requests', () => {
  it('carry a request id in the answer, whatever the answer is', async () => {
    for (const path of ['/2/team/get_info', '/2/nowhere', '/oauth2/token', '/']) {
      expect((await fetch(demo.url + path)).headers.get('x-dropbox-request-id')).toMatch(/^[0-9a-f]{32}$/)
    }
  })

  it('accept no body and null for routes without arguments, and nothing else', async () => {
    expect((await call('team/get_info')).status).toBe(200)
    expect((await call('team/get_info', null)).status).toBe(200)
    expect((await call('team/get_info', {})).body).toBe(
      'Error in call to API function "team/get_info": request body: expected null, got value',
    )
  })

  it.each([
    ['an unknown field', LIST, { limit: 5, order: 'name' }],
    ['a limit of 0', LIST, { limit: 0 }],
    ['a limit of 1001', LIST, { limit: 1001 }],
    ['a fractional limit', LIST, { limit: 2.5 }],
    ['null for a field with a default', LIST, { include_removed: null }],
    ['a missing field', CONTINUE, {}],
    ['an unknown tag', 'team/members/get_info_v2', { members: [{ '.tag': 'account_id', account_id: 'x' }] }],
    ['a tag without its value', 'team/members/get_info_v2', { members: [{ '.tag': 'email' }] }],
    ['a bare string for a member with a value', 'team/members/get_info_v2', { members: ['email'] }],
    ['two roles at once', 'team/members/set_admin_permissions_v2', { user: member('x'), new_roles: ['a', 'b'] }],
    ['21 new people', 'team/members/add_v2', { new_members: Array(21).fill({ member_email: 'a@b.example' }) }],
    ['a slash in a name', 'team/members/set_profile_v2', { user: member('x'), new_surname: 'a/b' }],
    ['no body at all', LIST, undefined],
  ])('are refused in plain text for %s', async (_, route, argument) => {
    const { status, body, headers } = await call(route, argument)
    expect(status).toBe(400)
    expect(headers.get('content-type')).toMatch(/^text\/plain/)
    expect(body).toMatch(`Error in call to API function "${route}": `)
  })

  it('are refused for a wrong content type, a wrong method, an unknown route, broken JSON', async () => {
    const { access_token: token } = await signIn(demo)
    const Authorization = `Bearer ${token}`
    const send = async (route: string, init: RequestInit) => {
      const answer = await fetch(`${demo.url}/2/${route}`, init)
      return `${answer.status} ${await answer.text()}`
    }
    const form = { Authorization, 'Content-Type': 'application/x-www-form-urlencoded' }
    const json = { Authorization, 'Content-Type': 'application/json' }
    expect(await send(LIST, { method: 'POST', headers: form, body: '{}' })).toMatch(/^400 .*Bad HTTP "Content-Type"/)
    expect(await send(LIST, { method: 'POST', headers: json, body: '{' })).toMatch(/^400 .*could not decode/)
    expect(await send(LIST, { headers: json })).toMatch(/^400 .*method "GET"/)
    expect(await send('team/members/frobnicate', { method: 'POST', headers: json })).toMatch(/^400 Unknown API/)
  })

  it('are refused without a token, with a wrong, an expired and a too narrow one', async () => {
    expect((await createCaller(demo, '', { Authorization: 'Basic x' })('team/get_info')).status).toBe(400)
    expect((await fetch(`${demo.url}/2/team/get_info`, { method: 'POST' })).status).toBe(400)
    const wrong = await createCaller(demo, 'nonsense')('team/get_info')
    expect([wrong.status, wrong.body.error]).toEqual([401, { '.tag': 'invalid_access_token' }])

    const narrow = await connect(demo, { scope: 'team_info.read' })
    const missing = await narrow(LIST, {})
    expect([missing.status, missing.body.error]).toEqual([
      401,
      { '.tag': 'missing_scope', required_scope: 'members.read' },
    ])
    demo.expireAccessTokens()
    const expired = await narrow('team/get_info')
    expect(expired.status).toBe(401)
    expect(expired.body.error_summary).toMatch(/^expired_access_token\/\.{0,3}$/)
    call = await connect(demo)
  })

  it('are refused under a foreign host name', async () => {
    const { request } = await import('node:http')
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${demo.url}/oauth2/authorize`, { headers: { Host: 'rebound.example' } }, (answer) =>
        resolve(answer.resume().statusCode),
      )
      sent.on('error', reject).end()
    })
    expect(status).toBe(403)
  })

  it('for one person are refused to a team token, unless it says in whose name', async () => {
    const { access_token: token } = await signIn(demo)
    const refused = await createCaller(demo, token)('auth/token/revoke')
    expect([refused.status, refused.body]).toEqual([
      400,
      expect.stringContaining('operates on a single Dropbox account'),
    ])
    const stranger = await createCaller(demo, token, { 'Dropbox-API-Select-User': 'dbmid:x' })('auth/token/revoke')
    expect(stranger.body.error).toEqual({ '.tag': 'invalid_select_user' })
    const admin = demo.admins()[0]?.teamMemberId ?? ''
    const revoke = createCaller(demo, token, { 'Dropbox-API-Select-User': admin })
    expect((await revoke('auth/token/revoke')).body).toBeNull()
    expect((await createCaller(demo, token)('team/get_info')).status).toBe(401)
  })

  it('of a team route are refused to a person’s own token', async () => {
    const own = await connect(demo, { scope: 'sharing.read', as: 'member' })
    expect((await own('team/get_info')).body).toContain('team management function')
  })
})

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
