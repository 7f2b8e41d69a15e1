// Dates as people say them, with the exact time in UTC on hover.
import { useSyncExternalStore } from 'react'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const exactFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
})
const clockFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})

/** "12 Oct 2026". Takes an instant or a calendar day. */
export const formatDay = (at: string): string => dayFormat.format(new Date(at))
/** "12 Oct 2026, 09:14:05 UTC" */
export const formatExact = (at: string): string => `${exactFormat.format(new Date(at))} UTC`
/** "12 Oct 2026, 09:14" (UTC) */
export const formatClock = (at: string): string => clockFormat.format(new Date(at))

const plural = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`

/** "just now", "3 min ago", "in 5 hours", "yesterday"; beyond a month the day itself. `now` in milliseconds. */
export const formatRelative = (at: string, now: number): string => {
  const delta = Date.parse(at) - now
  const size = Math.abs(delta)
  if (size < MINUTE) return delta <= 0 ? 'just now' : 'in a moment'
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

/** Milliseconds; moves on every half minute, for all who look at once. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now)

type TimeProps = { at: string; as?: 'relative' | 'day' | 'clock' }

export function Time({ at, as = 'relative' }: TimeProps) {
  const current = useNow()
  const text = as === 'relative' ? formatRelative(at, current) : as === 'day' ? formatDay(at) : formatClock(at)
  return (
    <time dateTime={at} title={formatExact(at)}>
      {text}
    </time>
  )
}
