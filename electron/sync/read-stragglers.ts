// What turns up in one listing and is missing from another, because the team changed while it was read.
import type { AccountId, ResourceId } from '../../shared/domain/ids.ts'
import { chunksOf } from '../dropbox/batches.ts'
import { getGroupBatch } from '../dropbox/groups.ts'
import type { Member } from '../dropbox/member.ts'
import { getMembers } from '../dropbox/members.ts'
import { nextTurn } from '../turns.ts'
import { ROWS_A_BREATH } from './grants.ts'
import { disagrees, mayHaveOwners } from './lists-needed.ts'
import { type GroupLists, type GroupsById, type Members, namedBy, putList, putMember } from './picture.ts'
import { readLists } from './read-lists.ts'
import type { Reading } from './read-team.ts'
import type { ListPart } from './recorder.ts'

/** Reads groups that only profiles name and members that only groups name. Returns the members found that way. */
export const readStragglers = async (
  reading: Reading,
  members: Members,
  groups: GroupsById | null,
  known: GroupLists,
): Promise<Set<AccountId>> => {
  if (!groups) return new Set()
  await readUnlistedGroups(reading, members, groups, known)
  const lateComers = await readUnlistedMembers(reading, members, known)
  // Whoever came late may own a group whose list nobody had a reason to read so far.
  if (lateComers.size > 0) await readLists(reading, groups, known, (group) => disagrees(group, namedBy(members, group)))
  return lateComers
}

const readUnlistedGroups = async (
  reading: Reading,
  members: Members,
  groups: GroupsById,
  known: GroupLists,
): Promise<void> => {
  const unlisted: ResourceId[] = []
  for (const [id, names] of members.namedGroups) {
    if (names > 0 && !groups.has(id) && !known.gone.has(id)) unlisted.push(id)
  }
  await Promise.all(
    chunksOf(unlisted, 50).map((ids) =>
      reading.limit(async () => {
        const parts: ListPart[] = []
        for (const [id, group] of await getGroupBatch(reading.client, ids, reading.signal)) {
          reading.log.info(group ? 'a group was created while the sync ran' : 'profiles name a group that is gone', {
            group: id,
          })
          if (!group) continue
          groups.set(id, { ...group, members: null })
          if (!group.members) continue
          putList(known, id, group.members)
          parts.push({ groupId: id, members: group.members, isFirstPart: true })
        }
        await reading.recorder.holders(parts)
      }),
    ),
  )
  if (unlisted.length > 0) await readLists(reading, groups, known, mayHaveOwners)
}

const readUnlistedMembers = async (reading: Reading, members: Members, known: GroupLists): Promise<Set<AccountId>> => {
  const unlisted = new Set<AccountId>()
  let looked = 0
  for (const list of known.lists.values()) {
    for (const accountId of list) {
      if (!members.byId.has(accountId)) unlisted.add(accountId)
      if (++looked % ROWS_A_BREATH === 0) await nextTurn()
    }
  }
  const lateComers = new Set<AccountId>()
  const found: Member[] = []
  if (unlisted.size === 0) return lateComers
  for (const [id, member] of await getMembers(reading.client, [...unlisted], reading.signal)) {
    reading.log.info(member ? 'an account joined while the sync ran' : 'a group names an account that is gone', {
      account: id,
    })
    if (!member || member.account.status === 'removed') members.left.add(id)
    if (!member) continue
    putMember(members, member)
    lateComers.add(id)
    found.push(member)
  }
  await reading.recorder.members(found)
  reading.tally.accounts = members.byId.size - members.removed
  return lateComers
}
