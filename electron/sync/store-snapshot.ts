// Writes a picture as a snapshot: resources, then accounts with their grants a thousand at a time, then the seal.
import type { Connection } from '../../shared/domain/connection.ts'
import type { Instant, RunId, SnapshotId } from '../../shared/domain/ids.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import type { Member } from '../dropbox/member.ts'
import type { Meter } from '../dropbox/team-client.ts'
import { throwIfCancelled } from '../dropbox/wait.ts'
import type { RemoteStores } from '../store/remote.ts'
import { indexGrants, resourcesOf } from './grants.ts'
import type { Picture } from './picture.ts'
import { provePopulation } from './proof.ts'
import type { Tally } from './tally.ts'

const ACCOUNTS_PER_WRITE = 1000

export type Storing = {
  snapshots: RemoteStores['snapshots']
  connection: Connection
  runId: RunId
  startedAt: Instant
  clock: () => Date
  appVersion: string
  tally: Tally
  meter: Meter
  signal: AbortSignal
}

/** A new turn of the event loop, so that clicks and other answers are not held up. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Until it is sealed no reader sees the snapshot; whatever goes wrong before, nothing of it stays. */
export const storeSnapshot = async (picture: Picture, storing: Storing): Promise<Snapshot> => {
  const { snapshots, connection, runId, startedAt, tally, signal } = storing
  throwIfCancelled(signal)
  tally.phase = 'storing'
  tally.changed()
  const id = await snapshots.begin({
    connectionId: connection.connectionId,
    runId,
    teamId: picture.team?.teamId ?? connection.teamId,
    teamName: picture.team?.teamName ?? connection.teamName,
    startedAt,
  })
  try {
    return await fill(id, picture, storing)
  } catch (error) {
    await snapshots.discard(id).catch(() => {})
    throw error
  }
}

const fill = async (id: SnapshotId, picture: Picture, storing: Storing): Promise<Snapshot> => {
  const { snapshots, connection, startedAt, clock, appVersion, tally, meter, signal } = storing
  await snapshots.addResources(id, resourcesOf(picture))
  const index = await indexGrants(picture, breathe)
  // Before the accounts are let go of, one batch after the other.
  const proof = provePopulation(picture, index.rowsOf, startedAt)

  const { byId } = picture.members
  for (;;) {
    const batch = takeSome(byId, ACCOUNTS_PER_WRITE)
    if (batch.length === 0) break
    throwIfCancelled(signal)
    await snapshots.addAccounts(
      id,
      batch.map((member) => ({ account: member.account, grants: index.grantsOf(member) })),
    )
    tally.stored += batch.length
    tally.changed()
  }
  throwIfCancelled(signal)
  tally.phase = 'sealing'
  tally.changed()
  const { team } = picture
  return snapshots.seal(id, {
    takenAt: clock().toISOString(),
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
  })
}

/** Takes members out of the map, so that their memory can be used again while the rest is written. */
const takeSome = <K>(members: Map<K, Member>, count: number): Member[] => {
  const taken: Member[] = []
  for (const [key, member] of members) {
    if (taken.length === count) break
    taken.push(member)
    members.delete(key)
  }
  return taken
}
