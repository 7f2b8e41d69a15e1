import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { type Caller, connect, member } from './support.ts'

let demo: DemoTeam
let call: Caller
beforeEach(async () => {
  demo = await startDemoTeam({ members: 60 })
  const started = demo
  onTestFinished(() => started.close())
  call = await connect(demo)
})

const ordinary = () => demo.team.members.filter((m) => m.status === 'active' && m.roleIds.length === 0)
const tag = async (route: string, argument: unknown) => {
  const { status, body } = await call(route, argument)
  return status === 200 ? 'done' : `${status} ${body.error?.['.tag']}`
}

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
