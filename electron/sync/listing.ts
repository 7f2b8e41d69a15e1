// Reads a listing to its end. When its cursor dies, it begins anew: what was half-read is thrown away, never extended.
import { isDeepStrictEqual } from 'node:util'
import { Failure, isFailure } from '../../shared/domain/failure.ts'
import type { Page, ReadPage } from '../dropbox/page.ts'
import { nextTurn } from '../turns.ts'

const RESTARTS = 3

/** `begin` makes an empty collection for each attempt; `add` puts a page's items into it. */
export type Listing<Item, Collected> = {
  route: string
  read: ReadPage<Item>
  begin: () => Collected
  /** The next page is on its way meanwhile, and waits until this resolves; the one after it is not asked for before. */
  add: (collected: Collected, items: Item[], isFirstPage: boolean) => void | Promise<void>
  onRestart: (times: number) => void | Promise<void>
}

/** Rejects with Failure `listing-unstable` when the cursor dies a fourth time. */
export const readListing = async <Item, Collected>(listing: Listing<Item, Collected>): Promise<Collected> => {
  for (let restarts = 0; ; restarts++) {
    const collected = await readOnce(listing)
    if (collected !== DEAD_CURSOR) return collected
    if (restarts === RESTARTS) throw new Failure({ kind: 'listing-unstable', route: listing.route })
    await listing.onRestart(restarts + 1)
  }
}

const DEAD_CURSOR = 'dead cursor'

export const SAME_AGAIN = 'it gives the same page again and again'

/** The same answer to the same question: it would be asked for ever. A cursor may stay while the items go on. */
export const isRepeated = <Item>(page: Page<Item>, before: Page<Item> | null): boolean =>
  before !== null && page.cursor === before.cursor && isDeepStrictEqual(page.items, before.items)

/** One page asked for. `isAwaited`: all before it are dealt with, so that the one after it may be asked for. */
type Asked<Item> = {
  page: Promise<Page<Item> | typeof DEAD_CURSOR>
  isAwaited: boolean
  nextCursor: string | null
  next: Asked<Item> | null
}

const readOnce = async <Item, Collected>({ route, read, begin, add }: Listing<Item, Collected>) => {
  const ask = (cursor: string | null): Asked<Item> => {
    const sawCursor = (next: string) => {
      asked.nextCursor ??= next
      askAhead(asked)
    }
    const reading = async (): Promise<Page<Item> | typeof DEAD_CURSOR> => {
      try {
        return await read(cursor, sawCursor)
      } catch (error) {
        // A conflict on a continuation is `invalid_cursor`, or a newer reason that comes to the same.
        if (cursor !== null && isFailure(error) && error.detail.kind === 'conflict') return DEAD_CURSOR
        throw error
      }
    }
    // Begun a moment later, so that there is something to note the next cursor in.
    const asked: Asked<Item> = { page: Promise.resolve().then(reading), isAwaited: false, nextCursor: null, next: null }
    asked.page.catch(() => {})
    return asked
  }
  /** The time from one page to the next is what a listing takes: a cursor is made use of before its page has been read. */
  const askAhead = (asked: Asked<Item>): void => {
    if (asked.isAwaited && asked.nextCursor !== null) asked.next ??= ask(asked.nextCursor)
  }
  const askAfter = (asked: Asked<Item>, cursor: string): Asked<Item> =>
    asked.next && asked.nextCursor === cursor ? asked.next : ask(cursor)
  const unreadable = (reason: string) => new Failure({ kind: 'answer-unreadable', route, reason, requestId: null })

  const collected = begin()
  let before: Page<Item> | null = null
  let asked: Asked<Item> | null = ask(null)
  while (asked) {
    asked.isAwaited = true
    askAhead(asked)
    const page: Awaited<Asked<Item>['page']> = await asked.page
    if (page === DEAD_CURSOR) return page
    if (page.hasMore && page.cursor === '') throw unreadable('there is more, but no cursor')
    if (page.hasMore && isRepeated(page, before)) throw unreadable(SAME_AGAIN)
    asked = page.hasMore ? askAfter(asked, page.cursor) : null
    // Reading a page and adding it take their time: neither an answer nor a request that is to go out waits for both.
    await nextTurn()
    await add(collected, page.items, before === null)
    before = page
  }
  return collected
}
