// Snapshots that wait for a person: confirmed, discarded, or replaced by the next sync that comes to an end.
import type { Topic } from '../../shared/contract/changes.ts'
import { personWords } from '../../shared/domain/connection.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { dayWords } from '../../shared/domain/raise-flags.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import type { RemoteStores } from '../store/remote.ts'

type HeldBackDeps = {
  stores: Pick<RemoteStores, 'connections' | 'snapshots' | 'activity'>
  clock: () => Date
  announce: (topic: Topic, notice?: string) => void
  /** Told of a snapshot once it stands for the team. */
  onAccepted: (snapshotId: SnapshotId) => Promise<void>
  /** Tells a person who may be looking elsewhere. */
  alert?: ((title: string, text: string) => void) | undefined
}

/** "21 Nov 2026, 02:00 UTC" */
const takenWords = ({ takenAt }: Snapshot): string => `${dayWords(takenAt)}, ${takenAt.slice(11, 16)} UTC`

export const createHeldBack = ({ stores, clock, announce, onAccepted, alert }: HeldBackDeps) => {
  const { snapshots } = stores

  const waiting = async (snapshotId: SnapshotId): Promise<Snapshot> => {
    const snapshot = await snapshots.get(snapshotId)
    if (!snapshot?.isHeldBack) throw new Failure({ kind: 'not-found', what: 'snapshot that waits for you' })
    return snapshot
  }
  const actorOf = async (snapshot: Snapshot): Promise<string> => {
    const connection = await stores.connections.get(snapshot.connectionId)
    return connection ? personWords(connection.authorizedAs) : snapshot.teamName
  }
  const note = async (actor: string, text: string): Promise<void> => {
    await stores.activity.add({ at: clock().toISOString(), actor, kind: 'snapshots', text })
    announce('snapshots')
    announce('activity')
  }

  return {
    /** Makes it the newest snapshot. @throws Failure not-found unless it is held back */
    confirm: async ({ snapshotId }: { snapshotId: SnapshotId }): Promise<void> => {
      const snapshot = await waiting(snapshotId)
      const by = await actorOf(snapshot)
      await snapshots.confirm(snapshotId, { at: clock().toISOString(), by })
      await onAccepted(snapshotId)
      await note(by, `Confirmed the snapshot of ${takenWords(snapshot)} although ${reasonIn(snapshot)}`)
    },

    /** Removes it for good. @throws Failure not-found unless it is held back */
    discard: async ({ snapshotId }: { snapshotId: SnapshotId }): Promise<void> => {
      const snapshot = await waiting(snapshotId)
      await snapshots.remove(snapshotId)
      await note(
        await actorOf(snapshot),
        `Discarded the snapshot of ${takenWords(snapshot)}, held back because ${reasonIn(snapshot)}`,
      )
    },

    /** For every new snapshot: what was held back before it is in doubt no longer, it has been read anew. */
    onSnapshot: async (snapshotId: SnapshotId): Promise<void> => {
      const snapshot = await snapshots.get(snapshotId)
      if (!snapshot) return
      for (const earlier of await snapshots.list(snapshot.connectionId)) {
        if (!earlier.isHeldBack || earlier.snapshotId >= snapshotId) continue
        await snapshots.remove(earlier.snapshotId)
        await note(
          await actorOf(earlier),
          `Discarded the snapshot of ${takenWords(earlier)}, which was held back: the team has been read again since.`,
        )
      }
      if (!snapshot.isHeldBack) await onAccepted(snapshotId)
      else alert?.(`A sync of ${snapshot.teamName} is held back`, `${snapshot.holdBack?.reason} Confirm or discard it.`)
    },
  }
}

const reasonIn = ({ holdBack }: Snapshot): string => {
  const reason = holdBack?.reason ?? 'it was in doubt.'
  return reason.charAt(0).toLowerCase() + reason.slice(1)
}
