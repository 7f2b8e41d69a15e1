// Finds the people and groups an argument names, or refuses as the route would.
import type { Group, Member } from '../state/model.ts'
import type { World } from '../world.ts'
import type { GroupSelector, UserSelector } from './arguments.ts'
import { refusal } from './route.ts'

export const findUser = (world: World, user: UserSelector): Member | undefined => {
  if (user['.tag'] === 'team_member_id') return world.team.member(user.team_member_id)
  if (user['.tag'] === 'external_id') return world.team.memberByExternalId(user.external_id)
  return world.team.memberByEmail(user.email)
}

export const selectorText = (user: UserSelector): string =>
  user['.tag'] === 'team_member_id'
    ? user.team_member_id
    : user['.tag'] === 'external_id'
      ? user.external_id
      : user.email

/** @throws user_not_found, or user_not_in_team for somebody who was removed */
export const currentMember = (world: World, user: UserSelector): Member => {
  const member = findUser(world, user)
  if (!member) throw refusal('user_not_found')
  if (member.status === 'removed') throw refusal(world.assumptions.removedMemberError)
  return member
}

export const findGroup = (world: World, selector: GroupSelector): Group | undefined =>
  selector['.tag'] === 'group_id'
    ? world.team.group(selector.group_id)
    : world.team.groupByExternalId(selector.group_external_id)

/** @throws group_not_found, system_managed_group_disallowed */
export const changeableGroup = (world: World, selector: GroupSelector): Group => {
  const group = findGroup(world, selector)
  if (!group) throw refusal('group_not_found')
  if (group.management === 'system_managed') throw refusal('system_managed_group_disallowed')
  return group
}
