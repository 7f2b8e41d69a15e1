// Syncs: one at a time per connection, watched, cancelled, logged; each ends in a complete snapshot or in nothing.

import type { Topic } from '../../shared/contract/changes.ts'
import type { CollectedPart } from '../../shared/domain/collected.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { ConnectionId, RunId, SnapshotId } from '../../shared/domain/ids.ts'
import type { LogLine, SyncEvent, SyncRun } from '../../shared/domain/sync-run.ts'
import type { Log } from '../dropbox/log.ts'
import type { TeamClient } from '../dropbox/team-client.ts'
import type { RemoteStores } from '../store/remote.ts'
import { type Broadcast, createBroadcast } from './broadcast.ts'
import { beginSync } from './run-sync.ts'

export type SyncDependencies = {
  stores: Pick<RemoteStores, 'connections' | 'runs' | 'snapshots' | 'collected' | 'activity'>
  clientFor: (connectionId: ConnectionId) => Promise<TeamClient>
  clock: () => Date
  newId: (prefix: string) => string
  appVersion: string
  log: Log
  announce: (topic: Topic, notice?: string) => void
  /** Told of every new snapshot, before the run is said to be done. */
  onSnapshot?: ((snapshotId: SnapshotId) => Promise<void>) | undefined
  /** Reads at the same time; four unless told otherwise. */
  readsTogether?: number | undefined
  /** Parts with an optional scope: each is read where it is granted, unless this says false. */
  collects?: Partial<Record<CollectedPart, boolean>> | undefined
}

export type Syncs = {
  /** `since`: when the team began to be read, where that was before now. */
  start(input: { connectionId: ConnectionId }, since?: Date): Promise<{ runId: RunId }>
  cancel(input: { connectionId: ConnectionId }): Promise<void>
  /** What is going on now, then every change; ends when the signal aborts. */
  watch(connectionId: ConnectionId, signal?: AbortSignal): AsyncGenerator<SyncEvent, void, undefined>
  runs(connectionId: ConnectionId): Promise<SyncRun[]>
  log(runId: RunId): Promise<LogLine[]>
  /** Calls every sync off and waits until each has been written down as cancelled. */
  stop(): Promise<void>
}

type Running = { runId: RunId; abort: AbortController; ended: Promise<void> }

export const createSyncs = (deps: SyncDependencies): Syncs => {
  const running = new Map<ConnectionId, Running>()
  const broadcasts = new Map<ConnectionId, Broadcast>()

  const broadcastOf = (connectionId: ConnectionId): Broadcast => {
    const known = broadcasts.get(connectionId)
    if (known) return known
    const made = createBroadcast()
    broadcasts.set(connectionId, made)
    return made
  }

  const cancel = async ({ connectionId }: { connectionId: ConnectionId }): Promise<void> => {
    const run = running.get(connectionId)
    run?.abort.abort()
    await run?.ended
  }

  return {
    start: async ({ connectionId }, since = deps.clock()) => {
      if (running.has(connectionId)) throw new Failure({ kind: 'already-running', what: 'A sync of this team' })
      const runId = deps.newId('run') as RunId
      const abort = new AbortController()
      const broadcast = broadcastOf(connectionId)
      const begun = beginSync(deps, { connectionId, runId, startedAt: since.toISOString() }, abort.signal, broadcast)
      const ended = begun
        .then((run) => run.ended)
        .then(
          (event) => {
            running.delete(connectionId)
            broadcast.end(event)
          },
          () => void running.delete(connectionId),
        )
      running.set(connectionId, { runId, abort, ended })
      await begun
      return { runId }
    },
    cancel,
    watch: (connectionId, signal) => broadcastOf(connectionId).watch(signal),
    runs: (connectionId) => deps.stores.runs.list(connectionId),
    log: (runId) => deps.stores.runs.log(runId),
    stop: async () => {
      await Promise.all([...running.keys()].map((connectionId) => cancel({ connectionId })))
    },
  }
}
