// A schedule in a sentence, with its times as the clock on the wall shows them.
import { ruleWords, type Schedule, type ScheduleRule } from '../../../shared/domain/schedule.ts'
import { formatRelative } from '../time.tsx'

/** The time zone of this machine, such as Europe/Berlin. */
export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

const DAY_MS = 24 * 60 * 60 * 1000

const partsIn = (at: number, timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return {
    year: part['year'],
    day: `${part['weekday']} ${part['day']} ${part['month']}`,
    clock: `${part['hour']}:${part['minute']}`,
  }
}

/** "today 14:30", "tomorrow 07:00", "Mon 23 Nov, 07:00", "Sat 2 Jan 2027, 07:00"; `now` in milliseconds. */
export const clockWords = (at: string, now: number, timeZone: string = localZone()): string => {
  const time = partsIn(Date.parse(at), timeZone)
  const today = partsIn(now, timeZone)
  const tomorrow = partsIn(now + DAY_MS, timeZone)
  if (time.year !== today.year && time.day !== tomorrow.day) return `${time.day} ${time.year}, ${time.clock}`
  if (time.day === today.day) return `today ${time.clock}`
  if (time.day === tomorrow.day) return `tomorrow ${time.clock}`
  return `${time.day}, ${time.clock}`
}

/** Times of a cron expression are told in its own time zone, as it names it. */
const zoneOf = (rule: ScheduleRule): string => (rule.kind === 'cron' ? rule.timeZone : localZone())

/** "Next: today 14:30", "Syncing now", "Paused", "Due now"; nothing while there is no schedule. */
export const nextWords = (schedule: Schedule, now: number): string => {
  const { rule, isPaused, isRunning, next, isRepeat } = schedule
  if (rule === null) return ''
  if (isRunning) return 'Syncing now'
  if (isPaused) return 'Paused'
  if (next === null) return 'This time never comes again'
  if (Date.parse(next) <= now) return 'Due now'
  const time = clockWords(next, now, zoneOf(rule))
  return isRepeat ? `Trying again ${time}` : `Next: ${time}`
}

/** "Every 90 minutes. Next: today 14:30." */
export const scheduleWords = (schedule: Schedule, now: number): string =>
  schedule.rule === null
    ? 'No schedule. Syncs run when somebody starts them.'
    : `${ruleWords(schedule.rule)}. ${nextWords(schedule, now)}.`

/** "Last: done 3 min ago"; how the last sync ended, however it was started. */
export const lastWords = ({ last }: Pick<Schedule, 'last'>, now: number): string =>
  last === null
    ? 'Not synced yet'
    : `Last sync ${last.outcome === 'done' ? 'done' : 'failed'} ${formatRelative(last.endedAt, now)}`

/** "Next: today 14:30, then 16:00 and 17:30." of the first times of a rule. */
export const previewWords = (rule: ScheduleRule, next: readonly string[], now: number): string => {
  const zone = zoneOf(rule)
  const words = next.map((at) => clockWords(at, now, zone))
  const [first, ...then] = words
  if (first === undefined) return `${ruleWords(rule)}.`
  const later = then.length > 0 ? `, then ${then.join(' and ')}` : ''
  return `${ruleWords(rule)}. Next: ${first}${later}.`
}
