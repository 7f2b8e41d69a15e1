// Groups' own lists of members and owners: several small groups in a call, large ones page by page.
import { isFailure } from '../../shared/domain/failure.ts'
import type { AccountId, ResourceId } from '../../shared/domain/ids.ts'
import type { Group, Membership } from '../dropbox/group.ts'
import { GROUP_MEMBERS_LISTING, getGroupBatch, groupMembersPages } from '../dropbox/groups.ts'
import { nextTurn } from '../turns.ts'
import { readListing } from './listing.ts'
import { isSystemManaged, planLists } from './lists-needed.ts'
import { type GroupLists, type GroupsById, putList } from './picture.ts'
import type { Reading } from './read-team.ts'
import type { ListPart } from './recorder.ts'

/** Reads the lists of the wanted groups that were not read before, and drops groups that are gone. */
export const readLists = async (
  reading: Reading,
  groups: GroupsById | null,
  known: GroupLists,
  isWanted: (group: Group) => boolean,
): Promise<void> => {
  if (!groups) return
  const isKnown = ({ resource: { resourceId: id } }: Group) => known.lists.has(id) || known.refused.has(id)
  const wanted = [...groups.values()].filter((group) => !isKnown(group) && isWanted(group))
  if (wanted.length === 0) return
  const { limit, tally } = reading
  tally.groupsToRead = (tally.groupsToRead ?? 0) + wanted.length
  tally.changed()
  const plan = planLists(wanted)
  // Page after page takes longest, so its first request goes out before any other.
  const paged = Promise.all(plan.paged.map((id) => limit(() => readPaged(reading, groups, known, id))))
  paged.catch(() => {})
  await nextTurn()
  await Promise.all([paged, ...plan.together.map((ids) => limit(() => readBatch(reading, groups, known, ids)))])
}

const readBatch = async (
  reading: Reading,
  groups: GroupsById,
  known: GroupLists,
  ids: readonly ResourceId[],
): Promise<void> => {
  const found = await getGroupBatch(reading.client, ids, reading.signal)
  const parts: ListPart[] = []
  const withoutList: ResourceId[] = []
  for (const [id, group] of found) {
    if (!group) {
      drop(reading, groups, known, id)
      continue
    }
    groups.set(id, { ...group, members: null })
    if (group.members) {
      keep(reading, known, id, group.members)
      parts.push({ groupId: id, members: group.members, isFirstPart: true })
    } else withoutList.push(id)
  }
  await reading.recorder.holders(parts)
  for (const id of withoutList) await readPaged(reading, groups, known, id)
}

const readPaged = async (reading: Reading, groups: GroupsById, known: GroupLists, id: ResourceId): Promise<void> => {
  const { client, log, recorder, signal } = reading
  try {
    const members = await readListing({
      route: GROUP_MEMBERS_LISTING,
      read: groupMembersPages(client, id, signal),
      begin: () => new Map<AccountId, Membership>(),
      add: (collected, page, isFirstPage) => {
        for (const membership of page) collected.set(membership.accountId, membership)
        return recorder.holders([{ groupId: id, members: page, isFirstPart: isFirstPage }])
      },
      onRestart: (times) => log.warn('Dropbox lost its place in a group; reading it anew', { group: id, times }),
    })
    keep(reading, known, id, [...members.values()])
  } catch (error) {
    if (!isFailure(error)) throw error
    const { detail } = error
    const { kind } = detail
    if (kind !== 'conflict' && kind !== 'access-denied' && kind !== 'request-refused') throw error
    const group = groups.get(id)
    // Only what is said to be gone is: any other refusal leaves the group, with what the profiles say of it.
    const isGone = kind === 'conflict' && detail.tag === 'group_not_found'
    if (group && (isSystemManaged(group) || !isGone)) {
      known.refused.add(id)
      await recorder.withoutHolders(id)
      log.warn('members of a group not collected: Dropbox refused the list', { group: id, reason: kind })
      done(reading)
    } else {
      drop(reading, groups, known, id)
    }
  }
}

const keep = (reading: Reading, known: GroupLists, id: ResourceId, members: Membership[]): void => {
  putList(known, id, members)
  done(reading)
}

const drop = (reading: Reading, groups: GroupsById, known: GroupLists, id: ResourceId): void => {
  reading.log.warn('a group was deleted while the sync ran', { group: id })
  groups.delete(id)
  known.gone.add(id)
  reading.tally.groups = groups.size
  done(reading)
}

const done = ({ tally }: Reading): void => {
  tally.groupsRead++
  tally.changed()
}
