// The people and groups a plan concerns, as Dropbox has them at this moment: the shapes planning and checking work on.
import type { Account } from '../../shared/domain/account.ts'
import type { Resource } from '../../shared/domain/entitlement.ts'
import type { AccountId, ResourceId } from '../../shared/domain/ids.ts'
import type { StepAction } from '../../shared/domain/plan.ts'

export type GroupAccess = 'member' | 'owner'

export type FreshPerson = {
  account: Account
  roles: readonly { roleId: ResourceId; name: string }[]
  groupIds: readonly ResourceId[]
}

/** `members` null: Dropbox did not say who is in it, which is not the same as nobody. */
export type FreshGroup = {
  resource: Resource
  memberCount: number | null
  members: readonly { accountId: AccountId; access: GroupAccess }[] | null
}

/** A key that is missing was not asked for; null means Dropbox does not know it. */
export type FreshTeam = {
  people: ReadonlyMap<AccountId, FreshPerson | null>
  groups: ReadonlyMap<ResourceId, FreshGroup | null>
  /** Whoever the connection's token belongs to: never touched. */
  actingAdminId: AccountId
}

/** What one step concerns. `group` is null for steps without a group, too. */
export type Scene = { person: FreshPerson | null; group: FreshGroup | null; actingAdminId: AccountId }

/** The group an action concerns; null where it concerns none. */
export const groupOf = (action: StepAction): ResourceId | null =>
  action.kind === 'demote-owner' || action.kind === 'remove-from-group' ? action.groupId : null

const known = <K, V>(map: ReadonlyMap<K, V>, key: K): V => {
  const value = map.get(key)
  // Taking something that was never asked for as gone would call a revoke done that was not.
  if (value === undefined) throw new Error(`${String(key)} was not read from Dropbox`)
  return value
}

/** @throws Error when the team was read without what the action concerns */
export const sceneOf = (action: StepAction, team: FreshTeam): Scene => {
  const groupId = groupOf(action)
  return {
    person: known(team.people, action.accountId),
    group: groupId === null ? null : known(team.groups, groupId),
    actingAdminId: team.actingAdminId,
  }
}
