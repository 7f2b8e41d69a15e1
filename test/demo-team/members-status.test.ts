import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { type Caller, connect, member, sdk, signIn } from './support.ts'

let demo: DemoTeam
let call: Caller
beforeEach(async () => {
  demo = await startDemoTeam({ members: 60 })
  const started = demo
  onTestFinished(() => started.close())
  call = await connect(demo)
})

const ordinary = () => demo.team.members.filter((m) => m.status === 'active' && m.roleIds.length === 0)
const first = (status: string) => demo.team.members.find((m) => m.status === status)?.id ?? ''
const tag = async (route: string, argument: unknown) => {
  const { status, body } = await call(route, argument)
  return status === 200 ? 'done' : `${status} ${body.error?.['.tag']}`
}
/** Leaves one active Team admin: the one who connected the team. */
const leaveOneAdmin = () => {
  const [last, ...others] = demo.admins()
  for (const admin of others) demo.team.takeRole(admin.teamMemberId, 'Team admin')
  return last?.teamMemberId ?? ''
}
const TEAM_ADMIN = 'pid_dbtmr:2345'
const SUPPORT_ADMIN = 'pid_dbtmr:4567'

describe('suspend and unsuspend', () => {
  it('wipes devices unless told not to, and says so to nobody', async () => {
    const [a, b] = ordinary()
    expect((await call('team/members/suspend', { user: member(a?.id ?? '') })).body).toBeNull()
    expect((await call('team/members/suspend', { user: member(b?.id ?? ''), wipe_data: false })).status).toBe(200)
    expect(demo.effects.wipedDevices).toEqual([{ memberId: a?.id, by: 'suspend', at: expect.any(Number) }])
    expect(demo.effects.mails).toEqual([])
    expect(b?.status).toBe('suspended')
  })

  it('answers the same tag for the suspended and the invited', async () => {
    for (const status of ['suspended', 'invited']) {
      const argument = { user: member(first(status)), wipe_data: false }
      expect(await tag('team/members/suspend', argument)).toBe('409 suspend_inactive_user')
    }
    expect(await tag('team/members/suspend', { user: member('dbmid:x') })).toBe('409 user_not_found')
    expect(await tag('team/members/suspend', { user: member(first('removed')) })).toBe('409 user_not_in_team')
    expect(demo.effects.wipedDevices).toEqual([])
  })

  it('brings people back with a mail, but only the suspended', async () => {
    const id = first('suspended')
    expect(await tag('team/members/unsuspend', { user: member(id) })).toBe('done')
    expect(demo.team.member(id)).not.toHaveProperty('suspendedOn')
    expect(demo.effects.mails.map((mail) => mail.about)).toEqual(['access-restored'])
    expect(await tag('team/members/unsuspend', { user: member(id) })).toBe('409 unsuspend_non_suspended_member')
    demo.team.setLicences(10)
    const other = { user: member(first('suspended')) }
    expect(await tag('team/members/unsuspend', other)).toBe('409 team_license_limit')
  })

  it('keeps the team’s licences in use while suspended', async () => {
    const before = (await call('team/get_info')).body.num_used_licenses
    await call('team/members/suspend', { user: member(ordinary()[0]?.id ?? ''), wipe_data: false })
    expect((await call('team/get_info')).body.num_used_licenses).toBe(before)
  })

  it('works through the official SDK', async () => {
    const { dropbox } = sdk(demo, { accessToken: (await signIn(demo)).access_token })
    const user = { '.tag': 'team_member_id', team_member_id: ordinary()[0]?.id ?? '' } as const
    expect((await dropbox.teamMembersSuspend({ user, wipe_data: false })).result).toBeNull()
    await expect(dropbox.teamMembersSuspend({ user, wipe_data: false })).rejects.toMatchObject({
      status: 409,
      error: { error: { '.tag': 'suspend_inactive_user' } },
    })
  })
})

describe('the last admin', () => {
  it('cannot be suspended, removed or demoted; a suspended admin does not count', async () => {
    const last = leaveOneAdmin()
    expect(demo.team.members.some((m) => m.status === 'suspended' && m.roleIds.includes(TEAM_ADMIN))).toBe(true)
    const user = member(last)
    expect(await tag('team/members/suspend', { user })).toBe('409 suspend_last_admin')
    expect(await tag('team/members/remove', { user })).toBe('409 remove_last_admin')
    expect(await tag('team/members/set_admin_permissions_v2', { user, new_roles: [] })).toBe('409 last_admin')
    const other = { user, new_roles: [SUPPORT_ADMIN] }
    expect(await tag('team/members/set_admin_permissions_v2', other)).toBe('409 last_admin')
    demo.team.giveRole(ordinary()[0]?.id ?? '', 'Team admin')
    expect(await tag('team/members/set_admin_permissions_v2', { user, new_roles: [] })).toBe('done')
  })
})

describe('set_admin_permissions_v2', () => {
  const SET = 'team/members/set_admin_permissions_v2'

  it('replaces all roles and returns those held afterwards', async () => {
    const twice = demo.team.members.find((m) => m.roleIds.length === 2)?.id ?? ''
    const { body } = await call(SET, { user: member(twice), new_roles: [SUPPORT_ADMIN] })
    expect(body.team_member_id).toBe(twice)
    expect(body.roles.map((role: { role_id: string }) => role.role_id)).toEqual([SUPPORT_ADMIN])
    expect((await call(SET, { user: member(twice), new_roles: [] })).body.roles).toEqual([])
    expect((await call(SET, { user: member(twice), new_roles: [] })).status).toBe(200)
  })

  it('refuses the suspended, the unknown role and two roles', async () => {
    const id = ordinary()[0]?.id ?? ''
    expect(await tag(SET, { user: member(first('suspended')), new_roles: [] })).toBe('409 cannot_set_permissions')
    expect(await tag(SET, { user: member(id), new_roles: ['pid_dbtmr:1'] })).toBe('409 role_not_found')
    const two = await call(SET, { user: member(id), new_roles: [TEAM_ADMIN, SUPPORT_ADMIN] })
    expect([two.status, typeof two.body]).toEqual([400, 'string'])
  })
})
