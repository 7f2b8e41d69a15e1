// Which role is the one that can do everything. Its id is opaque and the API marks it in no other way than by its name.
import type { ResourceId } from '../../shared/domain/ids.ts'
import { isTeamAdminRole } from '../../shared/domain/raise-flags.ts'

type Role = { roleId: ResourceId; name: string }

/**
 * The team admin role's id among the roles seen. Where none bears a known name (renamed or translated), every role of the
 * acting admin counts: only a team admin can authorize an app for the whole team. That errs towards protecting too many.
 */
export const teamAdminRoleIds = (seen: Iterable<Role>, ofActingAdmin: readonly Role[]): ReadonlySet<ResourceId> => {
  const named = [...seen, ...ofActingAdmin].filter((role) => isTeamAdminRole(role.name))
  return new Set((named.length > 0 ? named : ofActingAdmin).map((role) => role.roleId))
}
