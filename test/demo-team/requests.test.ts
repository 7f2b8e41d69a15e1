import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { type Caller, connect, createCaller, group, member, signIn } from './support.ts'

let demo: DemoTeam
let call: Caller
beforeAll(async () => {
  demo = await startDemoTeam({ members: 240 })
  call = await connect(demo)
})
afterAll(() => demo.close())

const LIST = 'team/members/list_v2'
const CONTINUE = 'team/members/list/continue_v2'

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

describe('what no source tells', () => {
  it('can be chosen the other way', async () => {
    const other = await startDemoTeam({
      members: 40,
      assumptions: {
        profileListsSystemGroups: true,
        systemGroupsListMembers: false,
        getInfoFindsRemoved: false,
        removedMemberError: 'user_not_found',
        revokeRefusesTeamToken: false,
        tokensOutliveTheirAdmin: false,
      },
    })
    const own = await connect(other)
    const system = other.team.groups.find((g) => g.management === 'system_managed')?.id ?? ''
    const { members } = (await own(LIST, {})).body
    for (const { profile } of members) {
      expect(profile.groups.includes(system)).toBe(profile.status['.tag'] !== 'invited')
    }
    const refused = await own('team/groups/members/list', { group: group(system) })
    expect(refused.body.error['.tag']).toBe('group_not_found')
    const user = member(other.team.members.find((m) => m.status === 'removed')?.id ?? '')
    const { members_info: infos } = (await own('team/members/get_info_v2', { members: [user] })).body
    expect(infos[0]['.tag']).toBe('id_not_found')
    expect((await own('team/members/suspend', { user })).body.error['.tag']).toBe('user_not_found')
    expect((await own('auth/token/revoke')).body).toBeNull()
    const again = await connect(other)
    other.team.suspendMember(other.admins()[0]?.teamMemberId ?? '')
    const dead = await again('team/get_info')
    await other.close()
    expect(dead.body.error['.tag']).toBe('invalid_access_token')
  })
})
