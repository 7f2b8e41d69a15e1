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
const first = (status: string) => demo.team.members.find((m) => m.status === status)?.id ?? ''
const tag = async (route: string, argument: unknown) => {
  const { status, body } = await call(route, argument)
  return status === 200 ? 'done' : `${status} ${body.error?.['.tag']}`
}
const SUPPORT_ADMIN = 'pid_dbtmr:4567'

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
