// When a recurring sync is due, from its rule and from what was done so far. Pure but for croner's arithmetic.
import type { Instant } from '../../shared/domain/ids.ts'
import { FAILURES_TO_ALERT, type ScheduleRule } from '../../shared/domain/schedule.ts'
import { nextCron } from './cron.ts'

/** One attempt that ended in a result or in a failure. */
export type Attempt = { startedAt: Instant; endedAt: Instant; isFailed: boolean }

export type Due = { at: Date; isRepeat: boolean }

const MINUTE = 60_000

/** Minutes after a failure until it is tried again, by how many came in a row; after that the rule's own time holds. */
const PAUSES = [5, 15] as const

/** The rule's first time after `after`, where intervals are counted from `from`. Null when it never comes again. */
export const nextTime = (rule: ScheduleRule, from: Date, after: Date): Date | null => {
  if (rule.kind === 'cron') return nextCron(rule, after)
  const step = rule.minutes * MINUTE
  const steps = Math.max(1, Math.floor((after.getTime() - from.getTime()) / step) + 1)
  return new Date(from.getTime() + steps * step)
}

/** How many of the newest attempts failed one after another; `attempts` newest first. */
export const failuresInARow = (attempts: readonly Attempt[]): number => {
  const firstGood = attempts.findIndex((attempt) => !attempt.isFailed)
  return firstGood === -1 ? attempts.length : firstGood
}

/**
 * The one time that is due next. However many were missed while nobody was there, it is one.
 * @param attempts newest first, however they were started: one by hand counts like any other
 * @param countedFrom when the rule began to hold
 */
export const dueNext = (rule: ScheduleRule, attempts: readonly Attempt[], countedFrom: Instant): Due | null => {
  const since = new Date(countedFrom)
  const last = attempts[0]
  if (!last || Date.parse(last.startedAt) < since.getTime()) return due(nextTime(rule, since, since))
  const regular = nextTime(rule, new Date(last.startedAt), new Date(last.endedAt))
  const failures = failuresInARow(attempts)
  const pause = failures < FAILURES_TO_ALERT ? PAUSES[failures - 1] : undefined
  if (pause === undefined) return due(regular)
  const again = new Date(Date.parse(last.endedAt) + pause * MINUTE)
  return regular && regular <= again ? due(regular) : { at: again, isRepeat: true }
}

const due = (at: Date | null): Due | null => (at ? { at, isRepeat: false } : null)
