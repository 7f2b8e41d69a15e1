// Cron expressions of five fields, read in a time zone: when they come next, and why one cannot be used.
import { Cron } from 'croner'
import { FEWEST_MINUTES } from '../../shared/domain/schedule.ts'

type CronRule = { expression: string; timeZone: string }

const MINUTE = 60_000
/** Enough to meet the smallest gap of an expression that names minutes and hours. */
const TIMES_LOOKED_AT = 100

const isTimeZone = (timeZone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}

const parse = ({ expression, timeZone }: CronRule): Cron => new Cron(expression, { timezone: timeZone, mode: '5-part' })

/** The first time after an instant; null when there is none within the years that croner looks ahead. */
export const nextCron = (rule: CronRule, after: Date): Date | null => parse(rule).nextRun(after)

/** A sentence, or null when the expression can be used. */
export const refusalOfCron = (rule: CronRule, now: Date): string | null => {
  if (!isTimeZone(rule.timeZone)) return `There is no time zone “${rule.timeZone}”. Write it like Europe/Berlin or UTC.`
  const fields = rule.expression.trim().split(/\s+/).length
  if (fields !== 5 && !rule.expression.startsWith('@'))
    return `A cron expression has five fields (minute, hour, day, month, weekday), this one has ${fields}. Weekdays at 7: 0 7 * * 1-5`
  let times: Date[]
  try {
    times = parse(rule).nextRuns(TIMES_LOOKED_AT, now)
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error)
    return `This is no cron expression: ${reason.replace(/\.$/, '')}. Weekdays at 7: 0 7 * * 1-5`
  }
  if (times.length === 0) return 'This never comes. Weekdays at 7: 0 7 * * 1-5'
  const gaps = times.slice(1).map((time, i) => time.getTime() - (times[i]?.getTime() ?? 0))
  if (Math.min(...gaps) < FEWEST_MINUTES * MINUTE)
    return `This comes more than once in ${FEWEST_MINUTES} minutes. Leave at least ${FEWEST_MINUTES} minutes between two syncs: */${FEWEST_MINUTES} * * * *`
  return null
}
