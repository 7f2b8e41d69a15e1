// Last sign-ins from the event log: on from where the newest snapshot left off, or the whole window the first time.
// Each event only moves a person's last sign-in forward, so that neither order nor repetition matters.
import { LOG_WINDOW_DAYS } from '../../shared/domain/collected.ts'
import { Failure, isFailure } from '../../shared/domain/failure.ts'
import type { AccountId, Instant } from '../../shared/domain/ids.ts'
import type { Page } from '../dropbox/page.ts'
import { EVENTS_LISTING, getMoreSignIns, getSignInsPage, type LogStretch, type SignIn } from '../dropbox/sign-ins.ts'
import type { LogPlace, LogRead } from '../store/collected.ts'
import { isRepeated, SAME_AGAIN } from './listing.ts'
import type { Reading } from './read-team.ts'

const DAY_MS = 86_400_000
const RESTARTS = 3
/** A log that is longer than this is read in stretches side by side: by itself each page's cursor comes from the last. */
const PAGES_IN_A_ROW = 3
const STRETCHES = 6

export type LastSignIns = {
  byMember: Map<AccountId, Instant>
  /** Of people whom an event names by their Dropbox account alone. */
  byDropboxAccount: Map<string, Instant>
}

export type SignInsRead = LogRead & { latest: LastSignIns }

type LogReading = Pick<Reading, 'client' | 'log' | 'signal' | 'limit'>

/** @param now when the log is read: what arrives later is for the next sync */
export const readSignIns = async (reading: LogReading, place: LogPlace | null, now: Instant): Promise<SignInsRead> => {
  const { log } = reading
  const latest: LastSignIns = { byMember: new Map(), byDropboxAccount: new Map() }
  const windowStart = new Date(Date.parse(now) - LOG_WINDOW_DAYS * DAY_MS).toISOString()
  if (place) {
    const cursor = await readOn(reading, latest, place.cursor)
    if (cursor !== DEAD) return { cursor: cursor || null, since: place.since, until: now, latest }
    log.warn('Dropbox lost its place in the event log; reading its window anew', { since: windowStart })
  }
  const cursor = await readWindow(reading, latest, windowStart, now)
  // What was known stays known; only a hole between then and the window makes the log begin later.
  const hasHole = !place || place.until < windowStart
  return { cursor: cursor || null, since: hasHole ? windowStart : place.since, until: now, latest }
}

const DEAD = Symbol('dead cursor')

const keep = <Key>(known: Map<Key, Instant>, key: Key, at: Instant): void => {
  const before = known.get(key)
  if (before === undefined || before < at) known.set(key, at)
}

const add = (latest: LastSignIns, signIns: readonly SignIn[]): void => {
  for (const { accountId, dropboxAccountId, at } of signIns) {
    if (accountId !== null) keep(latest.byMember, accountId, at)
    else if (dropboxAccountId !== null) keep(latest.byDropboxAccount, dropboxAccountId, at)
  }
}

const unreadable = (reason: string): Failure =>
  new Failure({ kind: 'answer-unreadable', route: EVENTS_LISTING, reason, requestId: null })

/** An empty page is normal here, as long as its cursor leads on. */
const continuable = <T>(page: Page<T>, before: Page<T> | null = null): Page<T> => {
  if (page.hasMore && page.cursor === '') throw unreadable('there is more, but no cursor')
  if (page.hasMore && isRepeated(page, before)) throw unreadable(SAME_AGAIN)
  return page
}

/** Reads on to the end and gives the cursor for the next time. */
const readOn = async (
  { client, signal, limit }: LogReading,
  latest: LastSignIns,
  from: string,
): Promise<string | typeof DEAD> => {
  let before: Page<SignIn> | null = null
  for (;;) {
    const asked = before?.cursor ?? from
    try {
      const page: Page<SignIn> = continuable(await limit(() => getMoreSignIns(client, asked, signal)), before)
      add(latest, page.items)
      if (!page.hasMore) return page.cursor
      before = page
    } catch (error) {
      // `bad_cursor`, `reset`, or a newer reason that comes to the same.
      if (isFailure(error) && error.detail.kind === 'conflict') return DEAD
      throw error
    }
  }
}

const readStretch = async (reading: LogReading, latest: LastSignIns, stretch: LogStretch): Promise<string> => {
  const { client, log, signal, limit } = reading
  for (let restarts = 0; ; restarts++) {
    const first = continuable(await limit(() => getSignInsPage(client, stretch, signal)))
    add(latest, first.items)
    const cursor = first.hasMore ? await readOn(reading, latest, first.cursor) : first.cursor
    if (cursor !== DEAD) return cursor
    if (restarts === RESTARTS) throw new Failure({ kind: 'listing-unstable', route: EVENTS_LISTING })
    log.warn('Dropbox lost its place in the event log; reading a stretch anew', { since: stretch.since })
  }
}

const readWindow = async (reading: LogReading, latest: LastSignIns, since: Instant, now: Instant): Promise<string> => {
  const { client, signal, limit } = reading
  let page = continuable(await limit(() => getSignInsPage(client, { since, until: null }, signal)))
  for (let nth = 1; ; nth++) {
    add(latest, page.items)
    if (!page.hasMore) return page.cursor
    if (nth === PAGES_IN_A_ROW) break
    const { cursor } = page
    const next = await limit(() => getMoreSignIns(client, cursor, signal)).catch((error: unknown) => {
      if (isFailure(error) && error.detail.kind === 'conflict') return null
      throw error
    })
    if (!next) break
    page = continuable(next)
  }
  const cursors = await Promise.all(stretchesOf(since, now).map((stretch) => readStretch(reading, latest, stretch)))
  return cursors.at(-1) ?? ''
}

/** Equal stretches of the window; the last is open and long enough that whatever arrives late still falls into it. */
const stretchesOf = (since: Instant, now: Instant): LogStretch[] => {
  const start = Date.parse(since)
  const step = (Date.parse(now) - start) / STRETCHES
  const at = (nth: number): Instant => new Date(start + nth * step).toISOString()
  return Array.from({ length: STRETCHES }, (_, nth) => ({
    since: at(nth),
    until: nth === STRETCHES - 1 ? null : at(nth + 1),
  }))
}
