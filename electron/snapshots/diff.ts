// Differences between snapshots, for the window and the command line. The comparing is the store's (store/diffs.ts).
import type { DiffRow, DiffSummary, SnapshotPair, TimelinePoint } from '../../shared/contract/diff.ts'
import type { ConnectionId } from '../../shared/domain/ids.ts'
import type { RemoteStores } from '../store/remote.ts'

type PageInput = Parameters<RemoteStores['diffs']['page']>[0]

/** A year of daily snapshots. */
const MOST_POINTS = 366
const ROWS_AT_ONCE = 500

export const createDiff = ({ stores }: { stores: RemoteStores }) => ({
  /** How much differs. @throws Failure not-found; not-allowed for snapshots of different teams */
  summary: (pair: SnapshotPair): Promise<DiffSummary> => stores.diffs.summary(pair),

  page: (input: PageInput): Promise<{ rows: DiffRow[]; filtered: number; total: number }> => stores.diffs.page(input),

  /** Every row that the filters leave, in order. */
  rows: async function* (input: Omit<PageInput, 'window'>): AsyncGenerator<DiffRow, void> {
    for (let offset = 0; ; offset += ROWS_AT_ONCE) {
      const { rows, filtered } = await stores.diffs.page({ ...input, window: { offset, limit: ROWS_AT_ONCE } })
      yield* rows
      if (offset + rows.length >= filtered || rows.length === 0) return
    }
  },

  /** Oldest first. What was counted once is remembered in the file; what is new is counted one pair at a time. */
  timeline: async ({ connectionId }: { connectionId: ConnectionId }): Promise<TimelinePoint[]> => {
    const snapshots = (await stores.snapshots.list(connectionId)).filter((snapshot) => !snapshot.isHeldBack)
    const shown = snapshots.slice(0, MOST_POINTS).toReversed()
    const first = snapshots[MOST_POINTS]?.snapshotId ?? null
    const points: TimelinePoint[] = []
    for (const [i, { snapshotId, takenAt }] of shown.entries()) {
      const before = shown[i - 1]?.snapshotId ?? first
      const counts = before === null ? null : await stores.diffs.counts({ before, after: snapshotId })
      points.push({ snapshotId, takenAt, before, counts })
    }
    return points
  },
})
