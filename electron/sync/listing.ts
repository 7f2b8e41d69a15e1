// Reads a listing to its end. When its cursor dies, it begins anew: what was half-read is thrown away, never extended.
import { isDeepStrictEqual } from 'node:util'
import { Failure, isFailure } from '../../shared/domain/failure.ts'
import type { Page } from '../dropbox/page.ts'
import { nextTurn } from '../turns.ts'

const RESTARTS = 3

/** `begin` makes an empty collection for each attempt; `add` puts a page's items into it. */
export type Listing<Item, Collected> = {
  route: string
  read: (cursor: string | null) => Promise<Page<Item>>
  begin: () => Collected
  /** The next page is on its way meanwhile, and waits until this resolves. */
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

const readOnce = async <Item, Collected>({ route, read, begin, add }: Listing<Item, Collected>) => {
  const ask = (cursor: string | null): Promise<Page<Item> | typeof DEAD_CURSOR> => {
    const page = read(cursor).catch((error: unknown): typeof DEAD_CURSOR => {
      // A conflict on a continuation is `invalid_cursor`, or a newer reason that comes to the same.
      if (cursor !== null && isFailure(error) && error.detail.kind === 'conflict') return DEAD_CURSOR
      throw error
    })
    page.catch(() => {})
    return page
  }
  const unreadable = (reason: string) => new Failure({ kind: 'answer-unreadable', route, reason, requestId: null })

  const collected = begin()
  let before: Page<Item> | null = null
  let asked: ReturnType<typeof ask> | null = ask(null)
  while (asked) {
    const page: Awaited<ReturnType<typeof ask>> = await asked
    if (page === DEAD_CURSOR) return page
    if (page.hasMore && page.cursor === '') throw unreadable('there is more, but no cursor')
    if (page.hasMore && isRepeated(page, before)) throw unreadable(SAME_AGAIN)
    asked = page.hasMore ? ask(page.cursor) : null
    // A request goes out in the turn after the one in which it is asked for: what follows would hold it up.
    if (asked) await nextTurn()
    await add(collected, page.items, before === null)
    before = page
  }
  return collected
}
