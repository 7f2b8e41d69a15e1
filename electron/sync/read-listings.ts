// The four things a sync asks for at once: the team, its roles, all members and all groups.
import { isFailure } from '../../shared/domain/failure.ts'
import type { AccountId } from '../../shared/domain/ids.ts'
import type { Group } from '../dropbox/group.ts'
import { GROUPS_LISTING, groupsPages } from '../dropbox/groups.ts'
import { MEMBERS_LISTING, membersPages } from '../dropbox/members.ts'
import { getAvailableRoles, type Role } from '../dropbox/roles.ts'
import { getTeamInfo, type TeamInfo } from '../dropbox/team.ts'
import { readListing } from './listing.ts'
import { emptyMembers, type GroupsById, type Members, putMember } from './picture.ts'
import type { Reading } from './read-team.ts'

/**
 * Null when the scope was never granted: not collected, which is not the same as none. One that was granted and is
 * refused now fails the sync instead: everybody would look as if they had lost what it shows.
 */
const unlessNotGranted = async <T>(
  { log, grantedScopes }: Reading,
  what: string,
  read: Promise<T>,
): Promise<T | null> => {
  try {
    return await read
  } catch (error) {
    if (!isFailure(error)) throw error
    const { detail } = error
    if (detail.kind !== 'scope-missing' && detail.kind !== 'access-denied') throw error
    if (detail.kind === 'scope-missing' && grantedScopes.includes(detail.scope)) throw error
    const reason = detail.kind === 'scope-missing' ? `${detail.scope} is not granted` : detail.reason
    log.warn(`${what} not collected`, { reason })
    return null
  }
}

export const readTeamInfo = (reading: Reading): Promise<TeamInfo | null> =>
  unlessNotGranted(
    reading,
    'team totals',
    getTeamInfo(reading.client, reading.signal).then((team) => {
      reading.tally.expectedAccounts = Math.max(team.provisioned, team.used ?? 0)
      reading.tally.changed()
      return team
    }),
  )

export const readRoles = async (reading: Reading): Promise<Role[] | null> => {
  const { client, log, tally, signal } = reading
  try {
    const roles = await getAvailableRoles(client, signal)
    tally.roles = roles.length
    tally.changed()
    return roles
  } catch (error) {
    // A plan without roles. A missing scope is another matter: it is the one the members need too.
    if (!isFailure(error) || error.detail.kind !== 'access-denied') throw error
    log.warn('available roles not collected', { reason: error.detail.reason })
    return null
  }
}

/** `sawPage` gets the collection after every page, so that others can begin before the last. */
export const readMembers = async (reading: Reading, sawPage: (members: Members) => void): Promise<Members> => {
  const { client, log, tally, recorder, signal } = reading
  // Of listings that had to begin anew: whoever they named and the last one does not has left.
  const seen = new Set<AccountId>()
  let current = emptyMembers()
  const members = await readListing({
    route: MEMBERS_LISTING,
    read: membersPages(client, signal),
    begin: () => {
      tally.accounts = 0
      current = emptyMembers()
      return current
    },
    add: (members, page) => {
      for (const member of page) putMember(members, member)
      tally.accounts = members.byId.size - members.removed
      tally.changed()
      sawPage(members)
      return recorder.members(page)
    },
    onRestart: (times) => {
      log.warn('Dropbox lost its place in the members; reading them anew', { times })
      for (const [id, { account }] of current.byId) if (account.status !== 'removed') seen.add(id)
      return recorder.restartMembers()
    },
  })
  for (const id of seen) if ((members.byId.get(id)?.account.status ?? 'removed') === 'removed') members.left.add(id)
  return members
}

export const readGroups = (reading: Reading): Promise<GroupsById | null> => {
  const { client, log, tally, signal } = reading
  const read = readListing({
    route: GROUPS_LISTING,
    read: groupsPages(client, signal),
    begin: (): GroupsById => new Map(),
    add: (groups, page: Group[]) => {
      for (const group of page) groups.set(group.resource.resourceId, group)
      tally.groups = groups.size
      tally.changed()
    },
    onRestart: (times) => log.warn('Dropbox lost its place in the groups; reading them anew', { times }),
  })
  return unlessNotGranted(reading, 'groups', read)
}
