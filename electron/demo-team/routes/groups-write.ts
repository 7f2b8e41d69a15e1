// team/groups/members: add, remove, set_access_type. Each call is applied as a whole or not at all.
import { z } from 'zod'
import type { Group, Member } from '../state/model.ts'
import { accessType, flag, groupSelector, type UserSelector, userSelector } from './arguments.ts'
import { changeableGroup, findUser, selectorText } from './find.ts'
import { type RouteContext, refusal, route } from './route.ts'
import { groupFullInfo } from './wire.ts'

/** Everybody named, or the refusal that lists who is unknown (`users_not_found`) or was removed (`members_not_in_team`). */
const everybody = (users: readonly UserSelector[], context: RouteContext): Member[] => {
  const found = users.map((user) => findUser(context, user))
  const unknown = users.filter((_, i) => !found[i])
  if (unknown.length > 0) throw refusal('users_not_found', unknown.map(selectorText))
  const members = found.filter((member) => member !== undefined)
  const gone = users.filter((_, i) => found[i]?.status === 'removed')
  if (gone.length > 0) throw refusal('members_not_in_team', gone.map(selectorText))
  return members
}

/** `async_job_id` is deprecated: always one space, never to be polled. */
const changeResult = (group: Group, context: RouteContext, withMembers: boolean) => ({
  group_info: groupFullInfo(group, context, withMembers),
  async_job_id: ' ',
})

export const groupWriteRoutes = [
  route(
    'team/groups/members/add',
    'groups.write',
    z.strictObject({
      group: groupSelector,
      members: z.array(z.strictObject({ user: userSelector, access_type: accessType })),
      return_members: flag(true),
    }),
    (argument, context) => {
      const group = changeableGroup(context, argument.group)
      const types = argument.members.map((entry) => entry.access_type)
      const members = everybody(
        argument.members.map((entry) => entry.user),
        context,
      )
      if (members.some((member) => group.access.has(member.id))) throw refusal('duplicate_user')
      if (new Set(members).size < members.length) throw refusal(context.assumptions.repeatedUserError)
      const owners = members.filter((_, i) => types[i] === 'owner')
      if (group.management === 'company_managed' && owners.length > 0) {
        const ids = owners.map((owner) => owner.id)
        throw refusal('user_cannot_be_manager_of_company_managed_group', ids)
      }
      if (owners.some((owner) => owner.status !== 'active')) throw refusal('user_must_be_active_to_be_owner')
      const access = members.map((member, i) => ({ memberId: member.id, type: types[i] ?? 'member' }))
      if (access.length > 0) context.team.change({ kind: 'access-set', groupId: group.id, access })
      return changeResult(group, context, argument.return_members)
    },
  ),

  route(
    'team/groups/members/remove',
    'groups.write',
    z.strictObject({ group: groupSelector, users: z.array(userSelector), return_members: flag(true) }),
    (argument, context) => {
      const group = changeableGroup(context, argument.group)
      const members = everybody(argument.users, context)
      if (members.some((member) => !group.access.has(member.id))) throw refusal('member_not_in_group')
      const memberIds = [...new Set(members.map((member) => member.id))]
      // Even the only owner may go: the group is then managed by admins alone.
      if (memberIds.length > 0) context.team.change({ kind: 'access-removed', groupId: group.id, memberIds })
      return changeResult(group, context, argument.return_members)
    },
  ),

  route(
    'team/groups/members/set_access_type',
    'groups.write',
    z.strictObject({ group: groupSelector, user: userSelector, access_type: accessType, return_members: flag(true) }),
    (argument, context) => {
      const group = changeableGroup(context, argument.group)
      const member = findUser(context, argument.user)
      if (!member || !group.access.has(member.id)) throw refusal('member_not_in_group')
      if (group.management === 'company_managed' && argument.access_type === 'owner') {
        throw refusal('user_cannot_be_manager_of_company_managed_group')
      }
      if (group.access.get(member.id) !== argument.access_type) {
        const access = [{ memberId: member.id, type: argument.access_type }]
        context.team.change({ kind: 'access-set', groupId: group.id, access })
      }
      // An array, as in get_info, unlike add and remove.
      return [{ '.tag': 'group_info', ...groupFullInfo(group, context, argument.return_members) }]
    },
  ),
]
