// Snapshots as a timeline: newest first, each with its day where it is the first of it, and with what changed since the
// one before.
import type { TimelinePoint } from '../../../shared/contract/diff.ts'
import { type ChangeCounts, totalOf } from '../../../shared/domain/diff.ts'
import { newestOf, type Snapshot } from '../../../shared/domain/snapshot.ts'
import { count } from '../../ui/numbers.ts'
import { formatDay } from '../../ui/time.tsx'

/** `unknown` while it is being counted, and for what is held back or too long ago to be counted. */
export type Changes = 'unknown' | 'first' | { counts: ChangeCounts; before: number }

export type Moment = {
  snapshot: Snapshot
  day: string
  isFirstOfDay: boolean
  isNewest: boolean
  /** The pages show this one of the past. */
  isShown: boolean
  changes: Changes
}

const changesOf = (point: TimelinePoint | undefined): Changes => {
  if (!point) return 'unknown'
  return point.counts === null || point.before === null ? 'first' : { counts: point.counts, before: point.before }
}

/**
 * @param snapshots newest first
 * @param shown the number of the one that the pages show instead of the newest
 */
export const momentsOf = (
  snapshots: readonly Snapshot[],
  points: readonly TimelinePoint[],
  shown?: number,
): Moment[] => {
  const pointOf = new Map(points.map((point) => [point.snapshotId, point]))
  const newest = newestOf(snapshots)
  return snapshots.map((snapshot, i) => {
    const day = formatDay(snapshot.takenAt)
    const above = snapshots[i - 1]
    return {
      snapshot,
      day,
      isFirstOfDay: !above || formatDay(above.takenAt) !== day,
      isNewest: snapshot === newest,
      isShown: snapshot.snapshotId === shown && snapshot !== newest,
      changes: changesOf(pointOf.get(snapshot.snapshotId)),
    }
  })
}

/** "+3 −1 accounts", "+1 account"; nothing for nothing. */
const plusMinus = (added: number, removed: number, unit: string): string => {
  if (added + removed === 0) return ''
  const parts = [added > 0 ? `+${count(added)}` : '', removed > 0 ? `−${count(removed)}` : '']
  return `${parts.filter((part) => part !== '').join(' ')} ${unit}${added + removed === 1 ? '' : 's'}`
}

/** "+3 −1 accounts, +12 −4 grants, 2 other changes"; "No changes". */
export const changesWords = (counts: ChangeCounts): string => {
  if (totalOf(counts) === 0) return 'No changes'
  const other =
    counts.accountsChanged +
    counts.grantsChanged +
    counts.resourcesCreated +
    counts.resourcesChanged +
    counts.resourcesDeleted
  return [
    plusMinus(counts.accountsJoined, counts.accountsLeft, 'account'),
    plusMinus(counts.grantsAdded, counts.grantsRemoved, 'grant'),
    other === 0 ? '' : other === 1 ? '1 other change' : `${count(other)} other changes`,
  ]
    .filter((part) => part !== '')
    .join(', ')
}

/** Every count that is not zero, as lines of a list. */
export const changeLines = (counts: ChangeCounts): { words: string; n: number }[] =>
  [
    { words: 'Accounts joined', n: counts.accountsJoined },
    { words: 'Accounts left', n: counts.accountsLeft },
    { words: 'Accounts changed', n: counts.accountsChanged },
    { words: 'Grants added', n: counts.grantsAdded },
    { words: 'Grants removed', n: counts.grantsRemoved },
    { words: 'Grants changed', n: counts.grantsChanged },
    { words: 'Roles and groups created', n: counts.resourcesCreated },
    { words: 'Roles and groups changed', n: counts.resourcesChanged },
    { words: 'Roles and groups deleted', n: counts.resourcesDeleted },
  ].filter(({ n }) => n > 0)
