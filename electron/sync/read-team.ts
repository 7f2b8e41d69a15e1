// Reads a whole team: everything that does not wait for something else is asked at the same time.
import pLimit, { type LimitFunction } from 'p-limit'
import { READS_TOGETHER } from '../dropbox/batches.ts'
import type { Log } from '../dropbox/log.ts'
import type { TeamClient } from '../dropbox/team-client.ts'
import { disagrees, isSurelyUnnamed, mayHaveOwners } from './lists-needed.ts'
import { createGroupLists, type Members, namedBy, type Picture } from './picture.ts'
import { type Collecting, readCollected } from './read-collected.ts'
import { readGroups, readMembers, readRoles, readTeamInfo } from './read-listings.ts'
import { readLists } from './read-lists.ts'
import { readStragglers } from './read-stragglers.ts'
import type { Recorder } from './recorder.ts'
import type { Tally } from './tally.ts'
import { together } from './together.ts'

export type Reading = {
  client: TeamClient
  log: Log
  tally: Tally
  /** Takes members and lists as they come. */
  recorder: Recorder
  signal: AbortSignal
  /** What the sign-in granted: a part that was promised and is refused now makes the picture incomplete. */
  grantedScopes: readonly string[]
  /** Shared by all reads but the walk through the members, which every other read would only hold up. */
  limit: LimitFunction
}

/** Rejects with the first Failure that leaves the picture incomplete; a missing optional scope does not. */
export const readTeam = (
  run: Omit<Reading, 'limit'>,
  readsTogether = READS_TOGETHER,
  collecting?: Collecting,
): Promise<Picture> =>
  together(run.signal, async (part, signal) => {
    const reading: Reading = { ...run, signal, limit: pLimit(Math.max(1, readsTogether - 1)) }
    const { limit, tally } = reading
    tally.phase = 'reading'
    tally.changed()

    const firstPage = promised<Members>()
    const membersRead = part(readMembers(reading, firstPage.resolve))
    const teamRead = part(limit(() => readTeamInfo(reading)))
    const groupsRead = part(limit(() => readGroups(reading)))
    const rolesRead = part(limit(() => readRoles(reading)))
    const collectedRead = collecting && part(readCollected(reading, collecting))

    const lists = createGroupLists()
    const someMembers = Promise.race([firstPage.promise, membersRead])
    const listsRead = part(
      Promise.all([groupsRead, teamRead, someMembers]).then(([groups, team, members]) => {
        const provisioned = team?.provisioned ?? Number.POSITIVE_INFINITY
        return readLists(
          reading,
          groups,
          lists,
          (group) => mayHaveOwners(group) || isSurelyUnnamed(group, namedBy(members, group), provisioned),
        )
      }),
    )

    const [members, team, groups, roles] = await Promise.all([membersRead, teamRead, groupsRead, rolesRead])
    tally.phase = 'memberships'
    tally.changed()
    await listsRead
    await readLists(reading, groups, lists, (group) => disagrees(group, namedBy(members, group)))
    const lateComers = await readStragglers(reading, members, groups, lists)
    return { team, roles, members, groups, lateComers, ...lists, collected: await collectedRead }
  })

/** A promise and the function that resolves it (Promise.withResolvers is not in Node 20). */
const promised = <T>(): { promise: Promise<T>; resolve: (value: T) => void } => {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
