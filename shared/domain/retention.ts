// How long snapshots are kept, and which of them a rule lets go.
import { z } from 'zod'
import type { Instant, SnapshotId } from './ids.ts'

/** `thinning` keeps every snapshot of the last days, then one a week, then one a month, and nothing older. */
export const retentionRuleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('newest'), count: z.int().min(2).max(10_000) }),
  z.object({
    kind: z.literal('thinning'),
    days: z.int().min(1).max(3660),
    weeks: z.int().min(0).max(520),
    months: z.int().min(0).max(120),
  }),
])
export type RetentionRule = z.infer<typeof retentionRuleSchema>

export const KEEP_ALL: RetentionRule = { kind: 'all' }

/** What a rule looks at. `isProtected`: pinned, named, noted, imported, waiting for a person, or under a campaign. */
export type Retained = { snapshotId: SnapshotId; takenAt: Instant; isProtected: boolean }

const DAY_MS = 24 * 60 * 60 * 1000

/** Weeks since the Monday before 1970, in UTC. */
const weekOf = (at: Instant): number => Math.floor((Date.parse(at) / DAY_MS + 3) / 7)
/** Months since the year 0. */
const monthOf = (at: Instant): number => Number(at.slice(0, 4)) * 12 + Number(at.slice(5, 7)) - 1

/**
 * The snapshots a rule lets go, newest first. The newest always stays, and so does every protected one.
 * @param snapshots of one connection, newest first
 */
export const letGo = (snapshots: readonly Retained[], rule: RetentionRule, now: Instant): SnapshotId[] => {
  if (rule.kind === 'all') return []
  const kept = rule.kind === 'newest' ? newest(snapshots, rule.count) : thinned(snapshots, rule, now)
  return snapshots
    .filter((snapshot, place) => place > 0 && !snapshot.isProtected && !kept.has(snapshot.snapshotId))
    .map((snapshot) => snapshot.snapshotId)
}

const newest = (snapshots: readonly Retained[], count: number): Set<SnapshotId> =>
  new Set(snapshots.slice(0, count).map((snapshot) => snapshot.snapshotId))

type Thinning = Extract<RetentionRule, { kind: 'thinning' }>

/** Of each week and month the last snapshot stands for it: the one that is nearest to how the period ended. */
const thinned = (snapshots: readonly Retained[], { days, weeks, months }: Thinning, now: Instant): Set<SnapshotId> => {
  const kept = new Set<SnapshotId>()
  const seenWeeks = new Set<number>()
  const seenMonths = new Set<number>()
  const [thisWeek, thisMonth] = [weekOf(now), monthOf(now)]
  for (const { snapshotId, takenAt } of snapshots) {
    const [week, month] = [weekOf(takenAt), monthOf(takenAt)]
    const isOfWeek = !seenWeeks.has(week) && thisWeek - week <= weeks
    const isOfMonth = !seenMonths.has(month) && thisMonth - month <= months
    seenWeeks.add(week)
    seenMonths.add(month)
    const isRecent = Date.parse(now) - Date.parse(takenAt) < days * DAY_MS
    if (isRecent || (weeks > 0 && isOfWeek) || (months > 0 && isOfMonth)) kept.add(snapshotId)
  }
  return kept
}

const counted = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`

/** "Keep all snapshots", "Keep the newest 30", "Keep all of 30 days, then one a week for 12 weeks, then one a month for 24 months". */
export const retentionWords = (rule: RetentionRule): string => {
  if (rule.kind === 'all') return 'Keep all snapshots'
  if (rule.kind === 'newest') return `Keep the newest ${rule.count}`
  const parts = [
    `Keep all of ${counted(rule.days, 'day')}`,
    rule.weeks > 0 ? `one a week for ${counted(rule.weeks, 'week')}` : '',
    rule.months > 0 ? `one a month for ${counted(rule.months, 'month')}` : '',
  ]
  return parts.filter((part) => part !== '').join(', then ')
}
