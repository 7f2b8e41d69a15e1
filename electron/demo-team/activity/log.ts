// The team's event log: in the order in which events arrive, which is not the order in which they happened. It is made
// when it is first asked for and goes on as time does; a place in it is a number that stays true.
import type { Member } from '../state/model.ts'
import type { LogEvent } from './event.ts'
import { DAY, eventsOf } from './schedule.ts'

/** The help pages say that events appear within 24 hours at most. */
const LATEST = DAY
const AHEAD = 10 * 60_000

export type LogQuery = {
  limit: number
  /** From `from` on and before `to`, in milliseconds. */
  from: number
  to: number | null
  isWanted: (event: LogEvent) => boolean
}

export type LogPage = { events: LogEvent[]; position: number; hasMore: boolean }

export type TeamLog = {
  /** Something that happens outside the habits: at once, or so that it arrives later. */
  add(event: Omit<LogEvent, 'arrivedAt' | 'actorKind'> & Partial<Pick<LogEvent, 'arrivedAt' | 'actorKind'>>): void
  read(position: number, query: LogQuery): LogPage
}

type Surroundings = {
  members: () => readonly Member[]
  now: () => Date
  retentionDays: number
  /** Events looked at for one page: a page of a rare kind may be empty although there is more. */
  scannedPerPage: number
}

export const createTeamLog = ({ members, now, retentionDays, scannedPerPage }: Surroundings): TeamLog => {
  const arrived: LogEvent[] = []
  let upcoming: LogEvent[] = []
  let madeUpTo = 0

  /** Everybody's events of a stretch of time; a little more than is needed, because asking everybody takes a while. */
  const make = (from: number, to: number): void => {
    const list = members()
    const active = list.filter((member) => member.status === 'active')
    let turn = 0
    const somebodyElse = () => {
      turn += 7919
      return active[turn % Math.max(1, active.length)]
    }
    for (const member of list) for (const event of eventsOf(member, from, to, somebodyElse)) upcoming.push(event)
  }

  const goOn = (): void => {
    const time = now().getTime()
    if (time >= madeUpTo) {
      const from = madeUpTo === 0 ? time - (retentionDays + 2) * DAY : madeUpTo
      madeUpTo = time + AHEAD
      make(from, madeUpTo)
    }
    const fresh = upcoming.filter((event) => event.arrivedAt <= time)
    if (fresh.length === 0) return
    upcoming = upcoming.filter((event) => event.arrivedAt > time)
    fresh.sort((a, b) => a.arrivedAt - b.arrivedAt)
    for (const event of fresh) arrived.push(event)
  }

  return {
    add: (event) => {
      const at = Math.floor(event.at / 1000) * 1000
      upcoming.push({ actorKind: 'user', arrivedAt: at, ...event, at })
    },
    read: (position, { limit, from, to, isWanted }) => {
      goOn()
      const oldest = Math.max(from, now().getTime() - retentionDays * DAY)
      const last = to === null ? Number.POSITIVE_INFINITY : to + LATEST
      const events: LogEvent[] = []
      let at = position === 0 ? firstArrival(arrived, oldest) : position
      const end = Math.min(arrived.length, at + scannedPerPage)
      for (; at < end && events.length < limit; at++) {
        const event = arrived[at]
        if (!event || event.arrivedAt > last) break
        if (event.at >= oldest && (to === null || event.at < to) && isWanted(event)) events.push(event)
      }
      const next = arrived[at]
      return { events, position: at, hasMore: next !== undefined && next.arrivedAt <= last }
    },
  }
}

/** Nothing arrives before it happens, so that what arrived before a time need not be looked at. */
const firstArrival = (arrived: readonly LogEvent[], time: number): number => {
  let low = 0
  let high = arrived.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((arrived[middle]?.arrivedAt ?? 0) < time) low = middle + 1
    else high = middle
  }
  return low
}
