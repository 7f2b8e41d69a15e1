// Which groups' own member lists have to be read, and in which calls. Profiles name a member's groups; they say
// nothing of owners, may leave system-managed groups out, and are a moment older or newer than the group's count.
import type { ResourceId } from '../../shared/domain/ids.ts'
import type { Group } from '../dropbox/group.ts'

/** About as many members as one page holds: an answer of that size is parsed well within a frame or two. */
export const MEMBERS_PER_CALL = 1000
/** The limit of ids per call is not documented. */
const GROUPS_PER_CALL = 100
/** What an unknown count is taken for when calls are packed. */
const UNKNOWN_COUNT = 100

/** Groups where owners may exist: the profiles cannot say who they are. */
export const mayHaveOwners = (group: Group): boolean =>
  group.memberCount !== 0 && (group.resource.management === 'user_managed' || group.resource.management === 'other')

export const isSystemManaged = (group: Group): boolean => group.resource.management === 'system_managed'

/** Groups whose own count is not what the profiles say, or is not told. */
export const disagrees = (group: Group, namedBy: number): boolean => group.memberCount !== namedBy

/**
 * Can be said after the first page of members: a large system-managed group (everybody, say) that none of them names,
 * so that its list can be read while the other pages are. Guessing wrong costs a few calls, never a wrong row.
 */
export const isSurelyUnnamed = (group: Group, namedBy: number, provisioned: number): boolean =>
  isSystemManaged(group) && namedBy === 0 && (group.memberCount ?? 0) * 2 > provisioned

/** One `get_info` call reads several small groups; a large one is read in pages of its own. */
export type ListPlan = { together: ResourceId[][]; paged: ResourceId[] }

/** Packs groups into calls of about a thousand members, largest first, so that few calls are needed. */
export const planLists = (groups: readonly Group[]): ListPlan => {
  const size = (group: Group) => group.memberCount ?? UNKNOWN_COUNT
  const isPaged = (group: Group) => isSystemManaged(group) || size(group) > MEMBERS_PER_CALL
  const small = groups.filter((group) => !isPaged(group)).sort((a, b) => size(b) - size(a))
  const calls: { room: number; ids: ResourceId[] }[] = []
  for (const group of small) {
    const call = calls.find(({ room, ids }) => room >= size(group) && ids.length < GROUPS_PER_CALL)
    if (call) {
      call.ids.push(group.resource.resourceId)
      call.room -= size(group)
    } else {
      calls.push({ room: MEMBERS_PER_CALL - size(group), ids: [group.resource.resourceId] })
    }
  }
  return {
    together: calls.map((call) => call.ids),
    paged: groups.filter(isPaged).map((group) => group.resource.resourceId),
  }
}
