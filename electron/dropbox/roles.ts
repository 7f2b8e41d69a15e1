// Team member roles: which there are, who holds which, and setting them.
// Source: https://www.dropbox.com/developers/documentation/http/teams#team-members-set_admin_permissions
import { z } from 'zod'
import { Failure } from '../../shared/domain/failure.ts'
import { type AccountId, accountIdSchema, type ResourceId, resourceIdSchema } from '../../shared/domain/ids.ts'
import { isFields, type Plain, plainId, plainText, UNUSUAL } from './plain.ts'
import { defineRoute } from './route.ts'
import { byMemberId, type UserSelector } from './selectors.ts'
import type { TeamClient } from './team-client.ts'
import { list, optional } from './wire.ts'

export type Role = { roleId: ResourceId; name: string; description: string }

export const roleSchema = z
  .object({ role_id: resourceIdSchema, name: z.string(), description: optional(z.string()) })
  .transform((role): Role => ({ roleId: role.role_id, name: role.name, description: role.description ?? '' }))

/** As the schema reads it. */
export const plainRole = (value: unknown): Plain<Role> => {
  if (!isFields(value)) return UNUSUAL
  const roleId = plainId(value.role_id)
  const description = plainText(value.description)
  if (roleId === UNUSUAL || typeof value.name !== 'string' || description === UNUSUAL) return UNUSUAL
  return { roleId: roleId as ResourceId, name: value.name, description: description ?? '' }
}

const availableRolesRoute = defineRoute(
  'team/members/get_available_team_member_roles',
  (sdk, _: null, options) => sdk.teamMembersGetAvailableTeamMemberRoles(options),
  z.object({ roles: list(roleSchema) }),
)

const setRolesRoute = defineRoute(
  'team/members/set_admin_permissions_v2',
  (sdk, arg: { user: UserSelector; new_roles: ResourceId[] }, options) =>
    sdk.teamMembersSetAdminPermissionsV2(arg, options),
  z.object({ team_member_id: accountIdSchema, roles: list(roleSchema) }),
)

/** Every role the team can give, also those nobody holds. */
export const getAvailableRoles = async (client: TeamClient, signal?: AbortSignal): Promise<Role[]> =>
  (await client.read(availableRolesRoute, null, signal)).roles

/**
 * Replaces all roles of an account: with none it is an ordinary member. Dropbox sets at most one.
 * Conflicts: `last_admin`, `cannot_set_permissions`, `role_not_found`, `user_not_found`, `user_not_in_team`.
 */
export const setRoles = async (
  client: TeamClient,
  accountId: AccountId,
  roleIds: readonly ResourceId[],
  signal?: AbortSignal,
): Promise<{ requestId: string | null; roles: Role[] }> => {
  if (roleIds.length > 1) throw new Failure({ kind: 'not-allowed', why: 'Dropbox sets at most one role at a time.' })
  const arg = { user: byMemberId(accountId), new_roles: [...roleIds] }
  const { result, requestId } = await client.write(setRolesRoute, arg, signal)
  return { requestId, roles: result.roles }
}
