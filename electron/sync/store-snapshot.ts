// Makes a snapshot of what was written while the team was read: what only the whole picture shows, the proof, the seal.
import type { Connection } from '../../shared/domain/connection.ts'
import type { AccountId, Instant } from '../../shared/domain/ids.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import type { Meter } from '../dropbox/team-client.ts'
import { throwIfCancelled } from '../dropbox/wait.ts'
import type { RemoteStores } from '../store/remote.ts'
import { nextTurn } from '../turns.ts'
import { countRows, resourcesOf, unknownGroups } from './grants.ts'
import type { Picture } from './picture.ts'
import { countPopulation, provePopulation } from './proof.ts'
import type { Writing } from './recorder.ts'
import { storeCollected } from './store-collected.ts'
import type { Tally } from './tally.ts'

export type Storing = {
  snapshots: RemoteStores['snapshots']
  writing: Writing
  collected: RemoteStores['collected']
  connection: Connection
  startedAt: Instant
  clock: () => Date
  appVersion: string
  tally: Tally
  meter: Meter
  signal: AbortSignal
}

/** Until it is sealed no reader sees the snapshot. */
export const storeSnapshot = async (picture: Picture, storing: Storing): Promise<Snapshot> => {
  const { snapshots, writing, connection, startedAt, clock, appVersion, tally, meter, signal } = storing
  throwIfCancelled(signal)
  tally.phase = 'storing'
  tally.changed()
  const id = await writing.begun
  const described = snapshots.addResources(id, resourcesOf(picture))
  const dropped = snapshots.dropResources(
    id,
    unknownGroups(picture).map((resourceId) => ({ resourceType: 'group', resourceId })),
  )
  // Done when all that was given before is written; what is proved meanwhile needs this thread only.
  const settled = snapshots.settle(id)
  for (const asked of [described, dropped, settled]) asked.catch(() => {})
  const rowsOf = await countRows(picture, nextTurn)
  const population = await countPopulation(picture, startedAt, nextTurn)
  const proof = provePopulation(picture, population, rowsOf)
  await writing.finished()
  await Promise.all([described, dropped, settled])
  const read = picture.collected
  if (read) {
    const byDropboxAccount = dropboxAccountsNamed(picture)
    await storeCollected(id, read, storing.collected, (account) => byDropboxAccount.get(account), signal)
  }

  throwIfCancelled(signal)
  tally.phase = 'sealing'
  tally.changed()
  const { team } = picture
  return snapshots.seal(id, {
    takenAt: clock().toISOString(),
    ...(team ? { team: { teamId: team.teamId, teamName: team.teamName } } : {}),
    licences: {
      licensed: team?.licensed ?? null,
      provisioned: team?.provisioned ?? null,
      used: team?.used ?? null,
    },
    grantedScopes: connection.grantedScopes,
    calls: meter.calls,
    retries: meter.retries,
    appVersion,
    proof,
    hasGroups: picture.groups !== null,
    ...(read ? { collected: read.told } : {}),
  })
}

/** Accounts by Dropbox account, of those that sign-ins name by nothing else. */
const dropboxAccountsNamed = ({ members, collected }: Picture): Map<string, AccountId> => {
  const found = new Map<string, AccountId>()
  const named = collected?.signIns?.latest.byDropboxAccount
  if (!named || named.size === 0) return found
  for (const { account } of members.byId.values()) {
    if (account.dropboxAccountId !== null && named.has(account.dropboxAccountId))
      found.set(account.dropboxAccountId, account.accountId)
  }
  return found
}
