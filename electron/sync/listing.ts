// Reads a listing to its end. When its cursor dies, it begins anew: what was half-read is thrown away, never extended.
import { Failure, isFailure } from '../../shared/domain/failure.ts'
import type { Page } from '../dropbox/page.ts'

const RESTARTS = 3

/** `begin` makes an empty collection for each attempt; `add` puts a page's items into it. */
export type Listing<Item, Collected> = {
  route: string
  read: (cursor: string | null) => Promise<Page<Item>>
  begin: () => Collected
  add: (collected: Collected, items: Item[]) => void
  onRestart: (times: number) => void
}

/** Rejects with Failure `listing-unstable` when the cursor dies a fourth time. */
export const readListing = async <Item, Collected>(listing: Listing<Item, Collected>): Promise<Collected> => {
  for (let restarts = 0; ; restarts++) {
    const collected = await readOnce(listing)
    if (collected !== DEAD_CURSOR) return collected
    if (restarts === RESTARTS) throw new Failure({ kind: 'listing-unstable', route: listing.route })
    listing.onRestart(restarts + 1)
  }
}

const DEAD_CURSOR = Symbol('dead cursor')

const readOnce = async <Item, Collected>({ route, read, begin, add }: Listing<Item, Collected>) => {
  const collected = begin()
  let cursor: string | null = null
  do {
    let page: Page<Item>
    try {
      page = await read(cursor)
    } catch (error) {
      // A conflict on a continuation is `invalid_cursor`, or a newer reason that comes to the same.
      if (cursor !== null && isFailure(error) && error.detail.kind === 'conflict') return DEAD_CURSOR
      throw error
    }
    add(collected, page.items)
    if (page.hasMore && page.cursor === '') {
      throw new Failure({ kind: 'answer-unreadable', route, reason: 'there is more, but no cursor', requestId: null })
    }
    cursor = page.hasMore ? page.cursor : null
  } while (cursor !== null)
  return collected
}
