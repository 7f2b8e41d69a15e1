// team/members: suspend, unsuspend, set_admin_permissions_v2, with the rules that protect the last admin.
import { z } from 'zod'
import type { Member } from '../state/model.ts'
import { findRole, TEAM_ADMIN } from '../state/roles.ts'
import type { World } from '../world.ts'
import { flag, userSelector } from './arguments.ts'
import { currentMember } from './find.ts'
import { isOverLicensed } from './licences.ts'
import { refusal, route } from './route.ts'
import { rolesOf } from './wire.ts'

/** Whether the team would be left without an active Team admin. */
export const isLastAdmin = (world: World, member: Member): boolean => {
  const admins = world.team.activeTeamAdmins()
  return admins.length === 1 && admins[0] === member
}

export const memberStatusRoutes = [
  route(
    'team/members/suspend',
    'members.write',
    // Left out, wipe_data is true: the person's linked devices are wiped.
    z.strictObject({ user: userSelector, wipe_data: flag(true) }),
    ({ user, wipe_data: wipesData }, world) => {
      const member = currentMember(world, user)
      // Suspended already, or invited only: the tag is the same.
      if (member.status !== 'active') throw refusal('suspend_inactive_user')
      if (isLastAdmin(world, member)) throw refusal('suspend_last_admin')
      const at = world.now().getTime()
      const { suspendedKeepRoles: keepsRoles, suspendedKeepGroups: keepsGroups } = world.assumptions
      world.team.change({ kind: 'member-suspended', id: member.id, at: wholeSecond(at), keepsRoles, keepsGroups })
      if (wipesData) world.effects.wipedDevices.push({ memberId: member.id, by: 'suspend', at })
      return null
    },
  ),

  route('team/members/unsuspend', 'members.write', z.strictObject({ user: userSelector }), ({ user }, world) => {
    const member = currentMember(world, user)
    if (member.status !== 'suspended') throw refusal('unsuspend_non_suspended_member')
    if (isOverLicensed(world)) throw refusal('team_license_limit')
    world.team.change({ kind: 'member-unsuspended', id: member.id })
    world.effects.mails.push({ to: member.email, about: 'access-restored', at: world.now().getTime() })
    return null
  }),

  route(
    'team/members/set_admin_permissions_v2',
    'members.write',
    z.strictObject({ user: userSelector, new_roles: z.array(z.string().max(128)).max(1).nullish() }),
    ({ user, new_roles: newRoles }, world) => {
      const member = currentMember(world, user)
      if (member.status === 'suspended') throw refusal('cannot_set_permissions')
      if (newRoles?.some((id) => !findRole(id))) throw refusal('role_not_found')
      const isOmitted = newRoles === undefined || newRoles === null
      const roleIds = isOmitted && world.assumptions.omittedRolesChangeNothing ? member.roleIds : (newRoles ?? [])
      if (!roleIds.includes(TEAM_ADMIN) && isLastAdmin(world, member)) throw refusal('last_admin')
      if (!isSameList(roleIds, member.roleIds)) world.team.change({ kind: 'roles-set', id: member.id, roleIds })
      return { team_member_id: member.id, roles: rolesOf(member) }
    },
  ),
]

export const wholeSecond = (time: number) => Math.floor(time / 1000) * 1000

const isSameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((entry, i) => entry === b[i])
