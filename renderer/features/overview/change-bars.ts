// Changes over time as bars: one for each snapshot, or for a few in a row where there are many.
import type { TimelinePoint } from '../../../shared/contract/diff.ts'
import type { ChangeCounts } from '../../../shared/domain/diff.ts'

/** `added` stands above the line, `removed` below it, `changed` is neither and only told. */
export type Bar = {
  before: number
  after: number
  from: string
  to: string
  added: number
  removed: number
  changed: number
}

const partsOf = (counts: ChangeCounts) => ({
  added: counts.accountsJoined + counts.grantsAdded + counts.resourcesCreated,
  removed: counts.accountsLeft + counts.grantsRemoved + counts.resourcesDeleted,
  changed: counts.accountsChanged + counts.grantsChanged + counts.resourcesChanged,
})

/**
 * @param points oldest first
 * @param upTo the newest snapshot to show
 * @param most bars at most; with more snapshots, neighbours share one, and its changes are theirs together
 */
export const barsOf = (points: readonly TimelinePoint[], upTo: number, most = 40): Bar[] => {
  const counted = points.filter((point) => point.snapshotId <= upTo)
  const size = Math.ceil(counted.length / most)
  const bars: Bar[] = []
  for (const [i, point] of counted.entries()) {
    if (point.counts === null || point.before === null) continue
    const { added, removed, changed } = partsOf(point.counts)
    // Counted from the newest, so that a new snapshot does not regroup all before it by one.
    const isNew = bars.length === 0 || (counted.length - i) % size === 0
    const last = bars.at(-1)
    if (isNew || !last)
      bars.push({
        before: point.before,
        after: point.snapshotId,
        from: counted[i - 1]?.takenAt ?? point.takenAt,
        to: point.takenAt,
        added,
        removed,
        changed,
      })
    else {
      last.after = point.snapshotId
      last.to = point.takenAt
      last.added += added
      last.removed += removed
      last.changed += changed
    }
  }
  return bars
}

/** Where the line lies and how tall each bar is, of a height in pixels. What is not nothing is at least 2 pixels tall. */
export const scaleOf = (bars: readonly Bar[], height: number) => {
  const up = Math.max(0, ...bars.map((bar) => bar.added))
  const down = Math.max(0, ...bars.map((bar) => bar.removed))
  const unit = up + down === 0 ? 0 : height / (up + down)
  return { line: up + down === 0 ? height : up * unit, tall: (n: number) => (n === 0 ? 0 : Math.max(2, n * unit)) }
}
