// Dates as people say them, with the exact time in UTC on hover.
import { useSyncExternalStore } from 'react'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const two = (n: number): string => String(n).padStart(2, '0')

/** "12 Oct 2026". Takes an instant or a calendar day. */
export const formatDay = (at: string): string => {
  const date = new Date(at)
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}
/** "12 Oct 2026, 09:14" (UTC) */
export const formatClock = (at: string): string => {
  const date = new Date(at)
  return `${formatDay(at)}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
}
/** "12 Oct 2026, 09:14:05 UTC" */
export const formatExact = (at: string): string => `${formatClock(at)}:${two(new Date(at).getUTCSeconds())} UTC`

const plural = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`

/** "just now", "3 min ago", "in 5 hours", "yesterday"; beyond a month the day itself. `now` in milliseconds. */
export const formatRelative = (at: string, now: number): string => {
  const delta = Date.parse(at) - now
  const size = Math.abs(delta)
  // The clock the window draws by moves in steps, so what has just happened may seem to lie ahead.
  if (size < MINUTE) return 'just now'
  if (size >= 31 * DAY) return formatDay(at)
  const amount =
    size < HOUR
      ? `${Math.floor(size / MINUTE)} min`
      : size < DAY
        ? plural(Math.floor(size / HOUR), 'hour')
        : plural(Math.floor(size / DAY), 'day')
  if (amount === '1 day') return delta < 0 ? 'yesterday' : 'tomorrow'
  return delta < 0 ? `${amount} ago` : `in ${amount}`
}

let now = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

const tick = () => {
  now = Date.now()
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  if (listeners.size === 0) {
    now = Date.now()
    timer = setInterval(tick, MINUTE / 2)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearInterval(timer)
  }
}

const current = () => now

/** Milliseconds; moves on every half minute, for all who look at once. */
export const useNow = (): number => useSyncExternalStore(subscribe, current, current)

type TimeProps = { at: string; as?: 'relative' | 'day' | 'clock' }

export function Time({ at, as = 'relative' }: TimeProps) {
  const moment = useNow()
  const text = as === 'relative' ? formatRelative(at, moment) : as === 'day' ? formatDay(at) : formatClock(at)
  return (
    <time dateTime={at} title={formatExact(at)}>
      {text}
    </time>
  )
}
