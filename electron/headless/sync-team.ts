// One sync of one team from beginning to end, and what became of it.
import { missingWords } from '../../shared/domain/collected.ts'
import type { Connection } from '../../shared/domain/connection.ts'
import { Failure, type FailureDetail } from '../../shared/domain/failure.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import type { SyncEvent } from '../../shared/domain/sync-run.ts'
import type { Session } from './session.ts'

export type SyncOutcome =
  | { kind: 'done'; snapshot: Snapshot; missing: string[] }
  | { kind: 'failed'; failure: FailureDetail }
  | { kind: 'cancelled' }

type Ended = Exclude<SyncEvent, { kind: 'idle' } | { kind: 'progress' }>

/** Watched before it is started, so that its end cannot be missed. */
const run = async (
  { dependencies, early }: Session,
  { connectionId }: Connection,
  signal: AbortSignal,
): Promise<Ended> => {
  const { syncs } = dependencies
  const events = syncs.watch(connectionId)
  await events.next()
  const cancel = () => void syncs.cancel({ connectionId })
  const { runId } = await syncs.start({ connectionId }, early?.askedAt() ?? undefined)
  signal.addEventListener('abort', cancel, { once: true })
  if (signal.aborted) cancel()
  try {
    for await (const event of events)
      if (event.kind !== 'idle' && event.kind !== 'progress' && event.runId === runId) return event
    return { kind: 'cancelled', runId }
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

/** What the snapshot lacks of what every snapshot is expected to have, and of what was asked for, as sentences. */
const missingOf = ({ groups, isHeldBack, holdBack, collected }: Snapshot, wantsSignIns: boolean): string[] => [
  ...(isHeldBack ? [`It is held back until somebody confirms it: ${holdBack?.reason ?? 'it differs too much.'}`] : []),
  ...(groups === null ? ['Groups were not collected: groups.read is not granted.'] : []),
  ...(wantsSignIns && collected.signIns.state === 'not-collected'
    ? [`Last sign-ins: ${missingWords('signIns', collected.signIns.why).what}`]
    : []),
]

/** @throws Failure not-found, already-running */
export const syncTeam = async (
  session: Session,
  connection: Connection,
  wantsSignIns: boolean,
  signal: AbortSignal,
): Promise<SyncOutcome> => {
  if (signal.aborted) throw new Failure({ kind: 'cancelled' })
  const { connections, stores } = session.dependencies
  const ended = run(session, connection, signal)
  const synced = ended.then((event) => (event.kind === 'done' ? stores.snapshots.get(event.snapshotId) : null))
  const introduced = connections.introduce(
    connection,
    synced.catch(() => null),
  )
  const [event, snapshot] = await Promise.all([ended, synced, introduced])
  if (event.kind === 'failed') return { kind: 'failed', failure: event.failure }
  if (event.kind === 'cancelled' || !snapshot) return { kind: 'cancelled' }
  return { kind: 'done', snapshot, missing: missingOf(snapshot, wantsSignIns) }
}
