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

describe('remove and recover', () => {
  const REMOVE = 'team/members/remove'

  it('wipes devices by default, sends a mail, empties groups and roles, and can be undone for 7 days', async () => {
    const person = demo.team.members.find(
      (m) => m.status === 'active' && m.groupIds.length > 0 && m.roleIds.length === 0,
    )
    const id = person?.id ?? ''
    const groups = person?.groupIds ?? []
    expect((await call(REMOVE, { user: member(id) })).body).toEqual({ '.tag': 'complete' })
    expect(demo.effects.wipedDevices.map((wiped) => wiped.memberId)).toEqual([id])
    expect(demo.effects.mails.map((mail) => mail.about)).toEqual(['removed-from-team'])
    for (const groupId of groups) expect(demo.team.group(groupId)?.access.has(id)).toBe(false)
    const { members_info: infos } = (await call('team/members/get_info_v2', { members: [member(id)] })).body
    expect(infos[0].profile.status).toEqual({ '.tag': 'removed', is_recoverable: true, is_disconnected: false })
    expect(await tag(REMOVE, { user: member(id) })).toBe('409 user_not_in_team')
    expect((await call('team/members/recover', { user: member(id) })).body).toBeNull()
    expect(demo.team.member(id)?.status).toBe('active')
    expect(await tag('team/members/recover', { user: member(id) })).toBe('409 user_unrecoverable')
  })

  it('forgets people after 7 days', async () => {
    let time = Date.UTC(2026, 10, 1)
    const later = await startDemoTeam({ members: 30, now: () => new Date(time), accessTokenSeconds: 30 * 86_400 })
    onTestFinished(() => later.close())
    const asAdmin = await connect(later)
    const id = later.team.members.find((m) => m.status === 'invited')?.id ?? ''
    await asAdmin(REMOVE, { user: member(id), wipe_data: false })
    time += 8 * 86_400_000
    const { body } = await asAdmin('team/members/recover', { user: member(id) })
    expect(body.error['.tag']).toBe('user_unrecoverable')
  })

  const user = { '.tag': 'email', email: '' }
  const admin = { '.tag': 'email', email: 'admin' }
  const other = { '.tag': 'email', email: 'other' }
  it.each([
    ['cannot_keep_account_and_delete_data', { keep_account: true }],
    ['cannot_keep_account_and_transfer', { keep_account: true, wipe_data: false, transfer_dest_id: other }],
    ['cannot_retain_shares_when_no_account_kept', { retain_team_shares: true, wipe_data: false }],
    ['cannot_retain_shares_when_data_wiped', { retain_team_shares: true }],
    ['cannot_permanently_delete_and_transfer', { permanently_delete_files: true, transfer_dest_id: other }],
    ['unspecified_transfer_admin_id', { transfer_dest_id: other }],
    ['transfer_admin_is_not_admin', { transfer_dest_id: admin, transfer_admin_id: other }],
    ['removed_and_transfer_dest_should_differ', { transfer_dest_id: user, transfer_admin_id: admin }],
    ['transfer_dest_user_not_found', { transfer_dest_id: member('dbmid:x'), transfer_admin_id: admin }],
  ])('refuses contradictions: %s', async (expected, options) => {
    const [a, b] = ordinary()
    const emails: Record<string, string> = {
      '': a?.email ?? '',
      admin: demo.admins()[0]?.email ?? '',
      other: b?.email ?? '',
    }
    const argument = JSON.parse(JSON.stringify({ user, ...options }), (key, value) =>
      key === 'email' ? (emails[value] ?? value) : value,
    )
    expect(await tag(REMOVE, argument)).toBe(`409 ${expected}`)
    expect(a?.status).toBe('active')
    expect(demo.effects.mails).toEqual([])
  })

  it('may become a job that works when it ends', async () => {
    demo.faults.add({ route: REMOVE, kind: 'pending-jobs', polls: 2, ends: 'complete' })
    const id = ordinary()[0]?.id ?? ''
    const launched = (await call(REMOVE, { user: member(id), wipe_data: false })).body
    expect(launched['.tag']).toBe('async_job_id')
    const poll = async () =>
      (await call('team/members/remove/job_status/get', { async_job_id: launched.async_job_id })).body
    expect([await poll(), await poll()]).toEqual([{ '.tag': 'in_progress' }, { '.tag': 'in_progress' }])
    expect(demo.team.member(id)?.status).toBe('active')
    expect([await poll(), await poll()]).toEqual([{ '.tag': 'complete' }, { '.tag': 'complete' }])
    expect(demo.team.member(id)?.status).toBe('removed')
    expect(demo.effects.mails).toHaveLength(1)
    const add = { async_job_id: launched.async_job_id }
    expect(await tag('team/members/add/job_status/get_v2', add)).toBe('409 invalid_async_job_id')
  })

  it('may become a job that breaks after the work was done', async () => {
    demo.faults.add({ route: REMOVE, kind: 'pending-jobs', polls: 0, ends: 'internal_error', isApplied: true })
    const id = ordinary()[0]?.id ?? ''
    const { async_job_id: job } = (await call(REMOVE, { user: member(id), wipe_data: false })).body
    expect(await tag('team/members/remove/job_status/get', { async_job_id: job })).toBe('409 internal_error')
    expect(demo.team.member(id)?.status).toBe('removed')
  })
})

describe('add_v2', () => {
  const ADD = 'team/members/add_v2'
  const person = (member_email: string, more: object = {}) => ({ member_email, ...more })

  it('invites with a mail and a licence, and reports failures one by one in a 200', async () => {
    const known = ordinary()[0]?.email ?? ''
    const leaver = demo.team.members.find((m) => m.status === 'removed' && m.recoverableUntil === undefined)
    const { body, status } = await call(ADD, {
      new_members: [
        person('new.person@halden.example', { member_given_name: 'New', member_surname: 'Person' }),
        person('quiet@halden.example', { send_welcome_email: false, role_ids: [SUPPORT_ADMIN] }),
        person(known),
        person(leaver?.email ?? ''),
      ],
    })
    expect(status).toBe(200)
    expect(body.complete.map((item: { '.tag': string }) => item['.tag'])).toEqual([
      'success',
      'success',
      'user_already_on_team',
      'success',
    ])
    expect(body.complete[0].profile).toMatchObject({
      status: { '.tag': 'invited' },
      name: { display_name: 'New Person' },
    })
    expect(body.complete[0].profile).not.toHaveProperty('account_id')
    expect(body.complete[1].roles).toHaveLength(1)
    expect(demo.effects.mails.map((mail) => mail.to)).toEqual(['new.person@halden.example', leaver?.email])
    expect(demo.effects.licencesTaken).toHaveLength(3)
  })

  it('stops at the licences there are', async () => {
    demo.team.setLicences(demo.team.members.filter((m) => m.status !== 'removed').length + 1)
    const { body } = await call(ADD, { new_members: [person('a@x.example'), person('b@x.example')], force_async: true })
    const done = await call('team/members/add/job_status/get_v2', { async_job_id: body.async_job_id })
    expect(done.body.complete.map((item: { '.tag': string }) => item['.tag'])).toEqual([
      'success',
      'team_license_limit',
    ])
    expect(done.body.complete[1].team_license_limit).toBe('b@x.example')
  })
})

describe('set_profile_v2', () => {
  const SET = 'team/members/set_profile_v2'

  it('changes names and addresses, and finds people under the new address', async () => {
    const id = ordinary()[0]?.id ?? ''
    const { body } = await call(SET, { user: member(id), new_surname: 'Renamed', new_email: 'renamed@x.example' })
    expect(body.profile).toMatchObject({ email: 'renamed@x.example', name: { surname: 'Renamed' } })
    expect(demo.team.memberByEmail('Renamed@x.example')?.id).toBe(id)
  })

  it('refuses what is taken, empty or not there', async () => {
    const [a, b] = ordinary()
    const user = member(a?.id ?? '')
    expect(await tag(SET, { user })).toBe('409 no_new_data_specified')
    expect(await tag(SET, { user, new_email: b?.email })).toBe('409 email_reserved_for_other_user')
    expect(await tag(SET, { user, new_given_name: '' })).toBe('409 param_cannot_be_empty')
    const removed = { user: member(first('removed')), new_surname: 'X' }
    expect(await tag(SET, removed)).toBe('409 set_profile_disallowed')
  })
})
