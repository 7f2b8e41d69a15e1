// Starts a sync for a schedule and waits for its end, or for the end of the one that is under way.
import { isFailure } from '../../shared/domain/failure.ts'
import type { ConnectionId, RunId } from '../../shared/domain/ids.ts'
import type { SyncEvent } from '../../shared/domain/sync-run.ts'
import type { Syncs } from '../sync/syncs.ts'

type Ended = Exclude<SyncEvent, { kind: 'idle' } | { kind: 'progress' }>

/** How a sync ended; of one that somebody else began only whether it was called off, else null. Null on stopping. */
export const endOfSync = async (
  syncs: Pick<Syncs, 'start' | 'watch'>,
  connectionId: ConnectionId,
  signal: AbortSignal,
): Promise<Ended | null> => {
  // Watched before it is started, so that its end cannot be missed.
  const events = syncs.watch(connectionId, signal)
  const first = await events.next()
  const isFree = first.done !== true && first.value.kind !== 'progress'
  const runId = isFree ? await startedOrNot(syncs, connectionId) : null
  for await (const event of events) {
    if (event.kind === 'idle' || event.kind === 'progress') continue
    if (runId === null) return event.kind === 'cancelled' ? event : null
    if (event.runId === runId) return event
  }
  return null
}

const startedOrNot = async (syncs: Pick<Syncs, 'start'>, connectionId: ConnectionId): Promise<RunId | null> => {
  try {
    return (await syncs.start({ connectionId })).runId
  } catch (error) {
    if (isFailure(error) && error.detail.kind === 'already-running') return null
    throw error
  }
}
