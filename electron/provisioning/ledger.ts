// Keeps account, step by step, of what a plan leaves: team admins, owners, holders. Two steps that are harmless alone may
// not be so together; the second of them meets the objection.
import type { AccountId, ResourceId } from '../../shared/domain/ids.ts'
import type { StepAction } from '../../shared/domain/plan.ts'
import type { FreshTeam } from './fresh-team.ts'
import type { PlanContext } from './plan-revocations.ts'

export type Ledger = {
  /** Why a change must not be planned, given the steps before it; null when it may. */
  objection(action: StepAction): string | null
  /** Roles among these that nobody but this person holds by now. */
  heldByNobodyElse(roleIds: readonly ResourceId[], accountId: AccountId): ResourceId[]
  isLastOwner(groupId: ResourceId, accountId: AccountId): boolean
  /** Roles this person is left with after the steps so far. */
  rolesLeft(accountId: AccountId): readonly ResourceId[]
  enterPlanned(action: StepAction): void
  enterBlocked(action: StepAction): void
}

const LAST_ADMIN =
  'This would leave the team without an active team admin. Make somebody else team admin, then preview again.'
const ROLES_FIRST = 'Roles have to be cleared before the account is suspended, and that step is blocked.'

const isOnlyOne = (held: ReadonlySet<AccountId> | undefined, accountId: AccountId): boolean =>
  held?.has(accountId) === true && held.size === 1

export const createLedger = (fresh: FreshTeam, context: PlanContext): Ledger => {
  const admins = new Set(context.activeTeamAdmins)
  const holders = new Map([...context.roleHolders].map(([roleId, held]) => [roleId, new Set(held)]))
  const roles = new Map<AccountId, ResourceId[]>()
  for (const [accountId, person] of fresh.people) {
    const held = person?.roles.map((role) => role.roleId) ?? []
    roles.set(accountId, held)
    for (const roleId of held) holders.set(roleId, (holders.get(roleId) ?? new Set()).add(accountId))
  }
  const owners = new Map<ResourceId, Set<AccountId>>()
  for (const [groupId, group] of fresh.groups)
    owners.set(groupId, new Set(group?.members?.filter((m) => m.access === 'owner').map((m) => m.accountId) ?? []))
  const rolesBlocked = new Set<AccountId>()

  const endsTeamAdmin = (action: StepAction): boolean =>
    action.kind === 'suspend' ||
    (action.kind === 'set-roles' &&
      action.removeRoleIds.some((roleId) => context.teamAdminRoleIds.has(roleId)) &&
      !action.keepRoleIds.some((roleId) => context.teamAdminRoleIds.has(roleId)))

  return {
    objection: (action) => {
      if (action.kind === 'suspend' && rolesBlocked.has(action.accountId)) return ROLES_FIRST
      return endsTeamAdmin(action) && isOnlyOne(admins, action.accountId) ? LAST_ADMIN : null
    },
    heldByNobodyElse: (roleIds, accountId) => roleIds.filter((roleId) => isOnlyOne(holders.get(roleId), accountId)),
    isLastOwner: (groupId, accountId) => isOnlyOne(owners.get(groupId), accountId),
    rolesLeft: (accountId) => roles.get(accountId) ?? [],
    enterPlanned: (action) => {
      if (endsTeamAdmin(action)) admins.delete(action.accountId)
      if (action.kind === 'set-roles') {
        roles.set(action.accountId, action.keepRoleIds)
        for (const roleId of action.removeRoleIds) holders.get(roleId)?.delete(action.accountId)
      }
      if (action.kind === 'demote-owner' || action.kind === 'remove-from-group')
        owners.get(action.groupId)?.delete(action.accountId)
    },
    enterBlocked: (action) => {
      if (action.kind === 'set-roles') rolesBlocked.add(action.accountId)
    },
  }
}
