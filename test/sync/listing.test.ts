import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Listing, readListing } from '../../electron/sync/listing.ts'
import { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../dropbox/support.ts'

/** A listing of 0 to `size - 1` in pages, whose cursor dies at the given reads (counted over all attempts). */
const listing = (size: number, page: number, deadReads: readonly number[]) => {
  let reads = 0
  const restarts: number[] = []
  const source: Listing<number, number[]> = {
    route: 'team/members/list_v2',
    begin: () => [],
    add: (all, items) => void all.push(...items),
    onRestart: (times) => void restarts.push(times),
    read: async (cursor) => {
      const isDead = cursor !== null && deadReads.includes(reads)
      reads++
      if (isDead) {
        throw new Failure({ kind: 'conflict', route: 'continue', tag: 'invalid_cursor', requestId: null })
      }
      const from = Number(cursor ?? 0)
      const items = Array.from({ length: Math.min(page, size - from) }, (_, i) => from + i)
      return { items, cursor: String(from + page), hasMore: from + page < size }
    },
  }
  return { source, restarts, reads: () => reads }
}

it('has every item once, in order, however often the cursor dies up to three times', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 9 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 3 }),
      async (size, page, deadReads) => {
        const { source, restarts } = listing(size, page, deadReads)
        expect(await readListing(source)).toEqual(Array.from({ length: size }, (_, i) => i))
        expect(restarts).toEqual(restarts.map((_, i) => i + 1))
      },
    ),
  )
})

it('gives up at the fourth dead cursor', async () => {
  const { source, restarts } = listing(10, 5, [1, 3, 5, 7])
  expect(await failureOf(readListing(source))).toEqual({ kind: 'listing-unstable', route: 'team/members/list_v2' })
  expect(restarts).toEqual([1, 2, 3])
})

it('takes a conflict at the first page for what it is', async () => {
  const { source } = listing(10, 5, [])
  const conflict = new Failure({ kind: 'conflict', route: 'list', tag: 'group_not_found', requestId: null })
  expect(await failureOf(readListing({ ...source, read: () => Promise.reject(conflict) }))).toEqual(conflict.detail)
})

it('does not ask for the same page for ever', async () => {
  const { source } = listing(10, 5, [])
  let reads = 0
  const stuck = { ...source, read: async () => ({ items: [++reads > 3 ? 7 : reads], cursor: 'same', hasMore: true }) }
  expect(await failureOf(readListing(stuck))).toMatchObject({ kind: 'answer-unreadable' })
  expect(reads).toBe(5)
})

it('does not mind a cursor that stays the same while the items go on', async () => {
  const { source } = listing(10, 5, [])
  let reads = 0
  const going = { ...source, read: async () => ({ items: [++reads], cursor: 'same', hasMore: reads < 4 }) }
  expect(await readListing(going)).toEqual([1, 2, 3, 4])
})

it('does not read on without a cursor', async () => {
  const { source } = listing(10, 5, [])
  const endless = { ...source, read: async () => ({ items: [1], cursor: '', hasMore: true }) }
  expect((await failureOf(readListing(endless))).kind).toBe('answer-unreadable')
})
