// The counts of a run while it goes on; the window sees them as progress.
import type { ConnectionId, Instant, RunId } from '../../shared/domain/ids.ts'
import type { SyncPhase, SyncProgress } from '../../shared/domain/sync-run.ts'
import type { Meter } from '../dropbox/team-client.ts'

/** Written to by whoever does the work; `changed` tells that it was. */
export type Tally = {
  phase: SyncPhase
  accounts: number
  expectedAccounts: number | null
  groups: number
  groupsRead: number
  groupsToRead: number | null
  roles: number
  stored: number
  changed: () => void
}

export const createTally = (changed: () => void): Tally => ({
  phase: 'starting',
  accounts: 0,
  expectedAccounts: null,
  groups: 0,
  groupsRead: 0,
  groupsToRead: null,
  roles: 0,
  stored: 0,
  changed,
})

export const progressOf = (
  run: { runId: RunId; connectionId: ConnectionId; startedAt: Instant },
  { changed: _, ...counts }: Tally,
  meter: Meter | undefined,
  now: Date,
): SyncProgress => ({
  ...run,
  ...counts,
  calls: meter?.calls ?? 0,
  retries: meter?.retries ?? 0,
  waitingSeconds: meter?.pausedUntil ? Math.max(0, Math.ceil((meter.pausedUntil - now.getTime()) / 1000)) : null,
})
