// `--every`: an interval, or a cron expression in UTC.
import { nextCron, refusalOfCron } from '../schedule/cron.ts'
import { usage } from './exit.ts'

/** When the next sync begins after one that began at `startedAt` and ended at `endedAt`; always later than its end. */
export type Interval = { next: (startedAt: Date, endedAt: Date) => Date | null; words: string }

const UNITS: Readonly<Record<string, { ms: number; word: string }>> = {
  s: { ms: 1000, word: 'second' },
  m: { ms: 60_000, word: 'minute' },
  h: { ms: 3_600_000, word: 'hour' },
  d: { ms: 86_400_000, word: 'day' },
}
const LONGEST_MS = 31 * 86_400_000

const everySo = (text: string): Interval | null => {
  const [, digits = '', letter = ''] = /^([1-9]\d{0,5})\s*([smhd])$/i.exec(text.trim()) ?? []
  const unit = UNITS[letter.toLowerCase()]
  if (!unit) return null
  const count = Number(digits)
  const step = count * unit.ms
  if (step > LONGEST_MS) throw usage('--every can be at most 31 days.')
  return {
    // Counted from the start, so that syncs keep their time of day; one that takes longer skips what it has missed.
    next: (startedAt, endedAt) => {
      const steps = Math.max(1, Math.floor((endedAt.getTime() - startedAt.getTime()) / step) + 1)
      return new Date(startedAt.getTime() + steps * step)
    },
    words: count === 1 ? `every ${unit.word}` : `every ${count} ${unit.word}s`,
  }
}

/** @throws Refusal when it is neither */
export const parseInterval = (text: string, now: Date): Interval => {
  const interval = everySo(text)
  if (interval) return interval
  const rule = { expression: text.trim(), timeZone: 'UTC' }
  if (!/\s/.test(rule.expression)) throw usage(`--every must be like 30m, 1h or 1d, or a cron expression, not ${text}.`)
  const refusal = refusalOfCron(rule, now)
  if (refusal !== null) throw usage(`--every ${text}: ${refusal.replace(/\.?$/, '.')}`)
  return { next: (_startedAt, endedAt) => nextCron(rule, endedAt), words: `at ${rule.expression} UTC` }
}
