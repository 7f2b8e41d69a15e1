// What people do with snapshots once they are there: name, note, pin, delete, and how long they are kept.
import type { Topic } from '../../shared/contract/changes.ts'
import { personWords } from '../../shared/domain/connection.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { ConnectionId, SnapshotId } from '../../shared/domain/ids.ts'
import { dayWords } from '../../shared/domain/raise-flags.ts'
import { letGo, type Retained, type RetentionRule, retentionWords } from '../../shared/domain/retention.ts'
import { newestOf, type Snapshot } from '../../shared/domain/snapshot.ts'
import type { RemoteStores } from '../store/remote.ts'

type UpkeepDependencies = {
  stores: Pick<RemoteStores, 'connections' | 'snapshots' | 'notes' | 'activity'>
  clock: () => Date
  announce: (topic: Topic, notice?: string) => void
}

/** The run of a sync is kept open meanwhile, so the rest waits for the next one. */
const LONGEST_REMOVAL_MS = 5_000

type BySnapshot = { snapshotId: SnapshotId }
type ByConnection = { connectionId: ConnectionId }

const takenWords = ({ takenAt }: Snapshot): string => `${dayWords(takenAt)}, ${takenAt.slice(11, 16)} UTC`

export const createUpkeep = ({ stores, clock, announce }: UpkeepDependencies) => {
  const { snapshots, notes } = stores

  const found = async (snapshotId: SnapshotId): Promise<Snapshot> => {
    const snapshot = await snapshots.get(snapshotId)
    if (!snapshot) throw new Failure({ kind: 'not-found', what: 'snapshot' })
    return snapshot
  }

  const record = async (connectionId: ConnectionId, actor: 'person' | 'Attest', text: string): Promise<void> => {
    const connection = await stores.connections.get(connectionId)
    const by = actor === 'Attest' || !connection ? 'Attest' : personWords(connection.authorizedAs)
    await stores.activity.add({ at: clock().toISOString(), actor: by, kind: 'snapshots', text })
    announce('activity')
  }

  /** Why a snapshot must stay, in a sentence; null when it may go. */
  const keptBecause = async ({ snapshotId }: BySnapshot): Promise<string | null> => {
    const snapshot = await found(snapshotId)
    const kept = await snapshots.keptFor(snapshotId)
    if (kept) return `The campaign “${kept.campaign}” rests on it: its decisions point to these rows.`
    if (snapshot.isPinned) return 'It is pinned. Unpin it first.'
    const linked = (await stores.connections.list()).find((one) => one.connectionId === snapshot.connectionId)
    const newest = newestOf(await snapshots.list(snapshot.connectionId))
    if (linked && linked.kind !== 'import' && newest?.snapshotId === snapshotId)
      return 'It is the newest, which stands for the team as it is now. Sync again first.'
    return null
  }

  const retainedOf = async (connectionId: ConnectionId): Promise<Retained[]> => {
    const under = new Set(await notes.underCampaigns(connectionId))
    const list = await snapshots.list(connectionId)
    return (
      list
        // One that waits for a person is not the newest, whatever its number.
        .toSorted((a, b) => Number(a.isHeldBack) - Number(b.isHeldBack))
        .map((snapshot) => ({
          snapshotId: snapshot.snapshotId,
          takenAt: snapshot.takenAt,
          isProtected:
            snapshot.isPinned ||
            snapshot.isHeldBack ||
            snapshot.name !== null ||
            snapshot.note !== null ||
            snapshot.source.kind === 'import' ||
            under.has(snapshot.snapshotId),
        }))
    )
  }

  return {
    keptBecause,

    describe: async ({ snapshotId, name, note }: BySnapshot & { name: string; note: string }): Promise<Snapshot> => {
      await notes.describe(snapshotId, { name, note })
      announce('snapshots')
      return found(snapshotId)
    },

    pin: async ({ snapshotId, isPinned }: BySnapshot & { isPinned: boolean }): Promise<Snapshot> => {
      await notes.pin(snapshotId, isPinned)
      announce('snapshots')
      return found(snapshotId)
    },

    /** @throws Failure not-allowed with the reason, not-found, already-running while a sync writes */
    remove: async ({ snapshotId }: BySnapshot): Promise<void> => {
      const snapshot = await found(snapshotId)
      const why = await keptBecause({ snapshotId })
      if (why !== null) throw new Failure({ kind: 'not-allowed', why: `This snapshot cannot be deleted. ${why}` })
      await snapshots.remove(snapshotId)
      announce('snapshots')
      // A team that was disconnected is listed as long as there is something of it to look at.
      announce('connections')
      const named = snapshot.name === null ? '' : ` “${snapshot.name}”`
      const digest = snapshot.digest.slice(0, 12)
      const text = `Deleted the snapshot${named} of ${snapshot.teamName}, ${takenWords(snapshot)} (digest ${digest}…).`
      await record(snapshot.connectionId, 'person', text)
    },

    retention: ({ connectionId }: ByConnection): Promise<RetentionRule> => notes.retention(connectionId),

    setRetention: async ({ connectionId, rule }: ByConnection & { rule: RetentionRule }): Promise<RetentionRule> => {
      const connection = await stores.connections.get(connectionId)
      if (!connection) throw new Failure({ kind: 'not-found', what: 'connection' })
      await notes.setRetention(connectionId, rule)
      announce('snapshots')
      const words = retentionWords(rule)
      await record(
        connectionId,
        'person',
        `Set how long snapshots of ${connection.label} are kept: ${words.charAt(0).toLowerCase()}${words.slice(1)}.`,
      )
      return rule
    },

    measureRetention: async ({ connectionId, rule }: ByConnection & { rule: RetentionRule }) => {
      const retained = await retainedOf(connectionId)
      const now = clock().toISOString()
      const removed = letGo(retained, rule, now).length
      const bare = letGo(
        retained.map((one) => ({ ...one, isProtected: false })),
        rule,
        now,
      )
      return { snapshots: retained.length, removed, protectedOnes: bare.length - removed }
    },

    /** After each sync, while its run still counts as running, so that no other begins meanwhile. */
    applyRetention: async ({ connectionId }: ByConnection): Promise<void> => {
      const rule = await notes.retention(connectionId)
      const began = clock()
      let gone = 0
      // Oldest first: what is left over, if anything, is what is nearest to being kept.
      for (const snapshotId of letGo(await retainedOf(connectionId), rule, began.toISOString()).reverse()) {
        if (clock().getTime() - began.getTime() > LONGEST_REMOVAL_MS) break
        await snapshots.remove(snapshotId)
        gone += 1
      }
      if (gone === 0) return
      announce('snapshots')
      const left = (await snapshots.list(connectionId)).length
      const label = (await stores.connections.get(connectionId))?.label ?? 'a team'
      const removed = gone === 1 ? '1 older snapshot' : `${gone} older snapshots`
      const words = retentionWords(rule)
      const setting = `${words.charAt(0).toLowerCase()}${words.slice(1)}`
      await record(connectionId, 'Attest', `Removed ${removed} of ${label}, as set (${setting}). ${left} are kept.`)
    },
  }
}
