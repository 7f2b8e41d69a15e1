// A schedule: when the syncs of a connection begin by themselves.
import { z } from 'zod'
import { failureDetailSchema } from './failure-schema.ts'
import { connectionIdSchema, instantSchema, runIdSchema } from './ids.ts'

/** Oftener than this the next sync would begin before people have looked at the last. */
export const FEWEST_MINUTES = 5
export const MOST_MINUTES = 31 * 24 * 60

export const scheduleRuleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('every'), minutes: z.int().min(FEWEST_MINUTES).max(MOST_MINUTES) }),
  /** Five fields: minute, hour, day of the month, month, day of the week; read in an IANA time zone. */
  z.object({
    kind: z.literal('cron'),
    expression: z.string().trim().min(1).max(120),
    timeZone: z.string().min(1).max(64),
  }),
])
export type ScheduleRule = z.infer<typeof scheduleRuleSchema>

/** A schedule as it stands, with what the connection's sync runs say. `rule` is null while there is none. */
export const scheduleSchema = z.object({
  connectionId: connectionIdSchema,
  rule: scheduleRuleSchema.nullable(),
  isPaused: z.boolean(),
  /** When the next sync is due; in the past while it is about to begin, null while off or paused. */
  next: instantSchema.nullable(),
  /** The next sync comes early because the last one failed. */
  isRepeat: z.boolean(),
  isRunning: z.boolean(),
  /** The last sync that ended in a snapshot or in a failure, however it was started. */
  last: z
    .object({
      runId: runIdSchema,
      startedAt: instantSchema,
      endedAt: instantSchema,
      outcome: z.enum(['done', 'failed']),
      failure: failureDetailSchema.nullable(),
    })
    .nullable(),
  /** Syncs that failed one after another, up to now. */
  failuresInARow: z.int(),
})
export type Schedule = z.infer<typeof scheduleSchema>

/** From this many failures in a row on, somebody should look. */
export const FAILURES_TO_ALERT = 3

const DAY = 24 * 60

const every = (n: number, unit: string): string => (n === 1 ? `Every ${unit}` : `Every ${n} ${unit}s`)

/** "Every 90 minutes", "Every 6 hours", "Every day", "At 0 7 * * 1-5, Europe/Berlin time". */
export const ruleWords = (rule: ScheduleRule): string => {
  if (rule.kind === 'cron') return `At ${rule.expression}, ${rule.timeZone} time`
  const { minutes } = rule
  if (minutes % DAY === 0) return every(minutes / DAY, 'day')
  if (minutes % 60 === 0) return every(minutes / 60, 'hour')
  return every(minutes, 'minute')
}
