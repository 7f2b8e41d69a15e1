// What a sync has read of a team, beside what it has already given to the store.
import type { Account } from '../../shared/domain/account.ts'
import type { AccountId, Instant, ResourceId } from '../../shared/domain/ids.ts'
import type { Group, Membership } from '../dropbox/group.ts'
import type { Member } from '../dropbox/member.ts'
import type { Role } from '../dropbox/roles.ts'
import type { TeamInfo } from '../dropbox/team.ts'
import type { CollectedRead } from './read-collected.ts'

/** Of each member what is still needed when everybody has been read; all else is in the store. */
export type Kept = {
  account: Pick<Account, 'accountId' | 'dropboxAccountId' | 'status' | 'licence'>
  /** When it was invited or joined, whichever was later, in seconds since 1970: a number takes no memory of its own. */
  cameAt: number | null
  groupIds: ResourceId[]
}

/**
 * `namedGroups`: how many accounts (removed ones aside) name a group in their profile. `removed` counts accounts. `roles`
 * and `licences` are those that somebody holds. `left`: read as members at first, and as removed or not at all later.
 */
export type Members = {
  byId: Map<AccountId, Kept>
  namedGroups: Map<ResourceId, number>
  removed: number
  roles: Map<ResourceId, Role>
  /** Every group's id once: each profile brings texts of its own. */
  groupIds: Map<ResourceId, ResourceId>
  licences: Set<Account['licence']>
  left: Set<AccountId>
}

export type GroupsById = Map<ResourceId, Group>

export type GroupLists = {
  /** Who is in a group as it tells itself; groups that are not here follow from the profiles. Access is in the store. */
  lists: Map<ResourceId, AccountId[]>
  /** Every account's id once: each list brings texts of its own. */
  accountIds: Map<AccountId, AccountId>
  /** Groups whose own list Dropbox refused although it is needed. */
  refused: Set<ResourceId>
  /** Groups that were deleted by somebody else while the sync ran. */
  gone: Set<ResourceId>
}

export type Picture = GroupLists & {
  /** Null without `team_info.read`. */
  team: TeamInfo | null
  /** Null when the team's plan has no roles to ask for: then only those held are known. */
  roles: Role[] | null
  members: Members
  /** Null without `groups.read`. */
  groups: GroupsById | null
  /** Not in the listing, found through a group: they joined while the members were being read. */
  lateComers: Set<AccountId>
  /** Last sign-ins, devices, linked apps, or why they are missing. */
  collected?: CollectedRead | undefined
}

export const emptyMembers = (): Members => ({
  byId: new Map(),
  namedGroups: new Map(),
  removed: 0,
  roles: new Map(),
  groupIds: new Map(),
  licences: new Set(),
  left: new Set(),
})

export const createGroupLists = (): GroupLists => ({
  lists: new Map(),
  accountIds: new Map(),
  refused: new Set(),
  gone: new Set(),
})

/** Keeps a group's own list; one that was read before is replaced. */
export const putList = ({ lists, accountIds }: GroupLists, groupId: ResourceId, list: readonly Membership[]): void => {
  lists.set(
    groupId,
    list.map(({ accountId }) => sameText(accountIds, accountId)),
  )
}

/** Adds a member; one that was there already (a page overlapped) is replaced by the newer reading. */
export const putMember = (members: Members, { account, roles, groupIds }: Member): void => {
  const { accountId, dropboxAccountId, status, licence } = account
  const earlier = members.byId.get(accountId)
  if (earlier) count(members, earlier, -1)
  const kept: Kept = {
    account: { accountId, dropboxAccountId, status, licence },
    cameAt: cameAt(account),
    groupIds: [...new Set(groupIds)].map((id) => sameText(members.groupIds, id)),
  }
  count(members, kept, 1)
  members.byId.set(accountId, kept)
  if (earlier && earlier.account.status !== 'removed' && status === 'removed') members.left.add(accountId)
  if (status === 'removed') return
  members.licences.add(licence)
  for (const role of roles) if (!members.roles.has(role.roleId)) members.roles.set(role.roleId, role)
}

/** Instants of one form are in the order of their texts. */
const cameAt = ({ joinedOn, invitedOn }: Account): number | null => {
  const last = joinedOn !== null && (invitedOn === null || joinedOn > invitedOn) ? joinedOn : invitedOn
  return last === null ? null : secondsOf(last)
}

export const secondsOf = (instant: Instant): number => Math.floor(Date.parse(instant) / 1000)

const sameText = <T extends string>(known: Map<T, T>, text: T): T => {
  const same = known.get(text)
  if (same !== undefined) return same
  known.set(text, text)
  return text
}

/** How many profiles read so far name the group. */
export const namedBy = (members: Members, group: Group): number =>
  members.namedGroups.get(group.resource.resourceId) ?? 0

const count = (members: Members, { account, groupIds }: Kept, by: 1 | -1): void => {
  if (account.status === 'removed') {
    members.removed += by
    return
  }
  for (const groupId of groupIds) members.namedGroups.set(groupId, (members.namedGroups.get(groupId) ?? 0) + by)
}
