import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { addToGroup, removeFromGroup, setGroupAccess } from '../../electron/dropbox/group-changes.ts'
import { getGroups } from '../../electron/dropbox/groups.ts'
import { getMembers, suspendMember, unsuspendMember } from '../../electron/dropbox/members.ts'
import { getAvailableRoles, setRoles } from '../../electron/dropbox/roles.ts'
import { getAuthenticatedAdmin } from '../../electron/dropbox/team.ts'
import type { AccountId, ResourceId } from '../../shared/domain/ids.ts'
import { connectClient, failureOf } from './support.ts'

let demo: DemoTeam
let client: Awaited<ReturnType<typeof connectClient>>['client']
beforeEach(async () => {
  demo = await startDemoTeam({ members: 60, groups: 14 })
  client = (await connectClient(demo)).client
})
afterEach(() => demo.close())

const ordinary = (): AccountId => {
  const found = demo.team.members.find((m) => m.status === 'active' && m.roleIds.length === 0)
  return (found?.id ?? '') as AccountId
}
const groupOf = (management: string): ResourceId => {
  const found = demo.team.groups.find((g) => g.management === management)
  return (found?.id ?? '') as ResourceId
}
const stateOf = async (accountId: AccountId) => (await getMembers(client, [accountId])).get(accountId)

describe('accounts', () => {
  it('are suspended without wiping devices, and come back', async () => {
    const accountId = ordinary()
    await suspendMember(client, accountId, { wipeData: false })
    expect((await stateOf(accountId))?.account).toMatchObject({ status: 'suspended', isRecoverable: null })
    expect(await failureOf(suspendMember(client, accountId, { wipeData: false }))).toMatchObject({
      kind: 'conflict',
      tag: 'suspend_inactive_user',
    })
    await unsuspendMember(client, accountId)
    expect((await stateOf(accountId))?.account.status).toBe('active')
    expect(demo.effects.wipedDevices).toEqual([])
  })

  it('are null when the team does not know them', async () => {
    const nobody = 'dbmid:nobody' as AccountId
    const found = await getMembers(client, [nobody, ordinary()])
    expect(found.get(nobody)).toBeNull()
    expect(found.get(ordinary())?.account.accountId).toBe(ordinary())
  })

  it('that an answer says nothing about are not taken for gone', async () => {
    demo.faults.add({ kind: 'unknown-tags', route: 'team/members/get_info_v2' })
    expect((await failureOf(getMembers(client, [ordinary()]))).kind).toBe('answer-unreadable')
  })

  it('are read many at a time', async () => {
    const ids = demo.team.members.map((member) => member.id as AccountId)
    const found = await getMembers(client, [...ids, ...ids.map((id) => `${id}-gone` as AccountId)])
    expect(found.size).toBe(2 * ids.length)
    expect([...found.values()].filter((member) => member === null)).toHaveLength(ids.length)
  })
})

describe('roles', () => {
  it('are replaced, one at most', async () => {
    const accountId = ordinary()
    const [first, second] = await getAvailableRoles(client)
    const given = await setRoles(client, accountId, [second?.roleId ?? ('' as ResourceId)])
    expect(given.roles).toEqual([second])
    expect((await stateOf(accountId))?.roles).toEqual([second])
    expect((await setRoles(client, accountId, [])).roles).toEqual([])
    const both = [first?.roleId, second?.roleId] as ResourceId[]
    expect((await failureOf(setRoles(client, accountId, both))).kind).toBe('not-allowed')
  })

  it('of the last admin stay', async () => {
    const { accountId } = await getAuthenticatedAdmin(client)
    for (const { teamMemberId } of demo.admins()) {
      if (teamMemberId !== accountId) await setRoles(client, teamMemberId as AccountId, [])
    }
    expect(await failureOf(setRoles(client, accountId, []))).toMatchObject({ kind: 'conflict', tag: 'last_admin' })
  })
})

describe('groups', () => {
  it('take people in, promote, demote and let go', async () => {
    const groupId = groupOf('user_managed')
    const account = demo.team.addMember({ email: 'a@acme.example', givenName: 'A', surname: 'B', joined: true })
    const accountId = account.id as AccountId
    const accessOf = async () => {
      const group = (await getGroups(client, [groupId])).get(groupId)
      expect(group?.memberCount).toBe(group?.members?.length)
      return group?.members?.find((member) => member.accountId === accountId)?.access
    }
    await addToGroup(client, groupId, accountId, 'member')
    expect(await accessOf()).toBe('member')
    expect(await failureOf(addToGroup(client, groupId, accountId, 'owner'))).toMatchObject({ tag: 'duplicate_user' })
    await setGroupAccess(client, groupId, accountId, 'owner')
    expect(await accessOf()).toBe('owner')
    await setGroupAccess(client, groupId, accountId, 'member')
    expect(await accessOf()).toBe('member')
    await removeFromGroup(client, groupId, accountId)
    expect(await accessOf()).toBeUndefined()
    expect(await failureOf(removeFromGroup(client, groupId, accountId))).toMatchObject({ tag: 'member_not_in_group' })
  })

  it('are told with their created date; members of system-managed ones are unknown, not none', async () => {
    const ids = [groupOf('user_managed'), groupOf('system_managed'), 'g:gone' as ResourceId]
    const found = await getGroups(client, ids)
    expect(found.get(ids[0] as ResourceId)?.resource.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(found.get(ids[1] as ResourceId)?.members).toBeNull()
    expect(found.get(ids[2] as ResourceId)).toBeNull()
  })
})
