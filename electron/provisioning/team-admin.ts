// Which role is the one that can do everything. Its id is opaque and the API marks it in no other way than by its name.
import type { ResourceId } from '../../shared/domain/ids.ts'

type Role = { roleId: ResourceId; name: string }

// "Team admin" in Dropbox's published examples; teams in the wild answer "Team" ("Manage everything and access all
// permissions"). No other built-in role begins with that word.
const isNamedTeamAdmin = (name: string): boolean => /^team( admin)?$/i.test(name.trim())

/**
 * The team admin role's id among the roles seen. Where none bears a known name (renamed or translated), every role of the
 * acting admin counts: only a team admin can authorize an app for the whole team. That errs towards protecting too many.
 */
export const teamAdminRoleIds = (seen: Iterable<Role>, ofActingAdmin: readonly Role[]): ReadonlySet<ResourceId> => {
  const named = [...seen, ...ofActingAdmin].filter((role) => isNamedTeamAdmin(role.name))
  return new Set((named.length > 0 ? named : ofActingAdmin).map((role) => role.roleId))
}
