// What came of an attempt to sync, in a sentence.
import { describeFailure } from '../../../shared/domain/failure-words.ts'
import type { SyncRun } from '../../../shared/domain/sync-run.ts'

/** For the list: what happened, without the next action. */
export const runWords = (run: SyncRun): string => {
  switch (run.outcome) {
    case 'running':
      return 'Reading the team now.'
    case 'done':
      return run.snapshotId === null ? 'Made a snapshot, which was deleted since.' : 'Made a snapshot.'
    case 'cancelled':
      return 'Cancelled; no snapshot was made.'
    case 'interrupted':
      return 'Attest closed before it ended; no snapshot was made.'
    case 'failed':
      return run.failure ? describeFailure(run.failure).what : 'No snapshot was made.'
  }
}
