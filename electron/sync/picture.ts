// What a sync has read of a team, before it becomes a snapshot.
import type { AccountId, ResourceId } from '../../shared/domain/ids.ts'
import type { Group, Membership } from '../dropbox/group.ts'
import type { Member } from '../dropbox/member.ts'
import type { Role } from '../dropbox/roles.ts'
import type { TeamInfo } from '../dropbox/team.ts'

/** `namedGroups`: how many accounts (removed ones aside) name a group in their profile. `removed` counts accounts. */
export type Members = { byId: Map<AccountId, Member>; namedGroups: Map<ResourceId, number>; removed: number }

export type GroupsById = Map<ResourceId, Group>

export type GroupLists = {
  /** Members and owners as the group itself tells them; groups that are not here follow from the profiles. */
  lists: Map<ResourceId, Membership[]>
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
}

export const emptyMembers = (): Members => ({ byId: new Map(), namedGroups: new Map(), removed: 0 })

export const createGroupLists = (): GroupLists => ({ lists: new Map(), refused: new Set(), gone: new Set() })

/** Adds a member; one that was there already (a page overlapped) is replaced by the newer reading. */
export const putMember = (members: Members, member: Member): void => {
  const { accountId } = member.account
  const earlier = members.byId.get(accountId)
  if (earlier) count(members, earlier, -1)
  count(members, member, 1)
  members.byId.set(accountId, member)
}

/** How many profiles read so far name the group. */
export const namedBy = (members: Members, group: Group): number =>
  members.namedGroups.get(group.resource.resourceId) ?? 0

const count = (members: Members, member: Member, by: 1 | -1): void => {
  if (member.account.status === 'removed') {
    members.removed += by
    return
  }
  for (const groupId of new Set(member.groupIds)) {
    members.namedGroups.set(groupId, (members.namedGroups.get(groupId) ?? 0) + by)
  }
}
