import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
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

/** Pages of ten whose text comes first and whose items come when they are let out. */
const slowPages = (pages: number, cursorOf: (page: number) => string = String) => {
  const asked: (string | null)[] = []
  const out = new Map<number, () => void>()
  const read: Listing<number, number[]>['read'] = (cursor, sawCursor) => {
    const page = cursor === null ? 0 : Number(cursor)
    asked.push(cursor)
    if (page + 1 < pages) sawCursor?.(cursorOf(page + 1))
    return new Promise((resolve) => {
      const items = Array.from({ length: 10 }, (_, i) => page * 10 + i)
      out.set(page, () => resolve({ items, cursor: String(page + 1), hasMore: page + 1 < pages }))
    })
  }
  const letOut = async (page: number) => {
    await vi.waitFor(() => expect(out.has(page)).toBe(true))
    out.get(page)?.()
  }
  return { asked, read, letOut }
}

it('asks for the next page as soon as its cursor is known, and for the one after it when this one is dealt with', async () => {
  const { asked, read, letOut } = slowPages(4)
  let dealtWith: () => void = () => {}
  const added: number[] = []
  const add = (_: number[], items: number[]) => {
    added.push(items[0] as number)
    return new Promise<void>((resolve) => {
      dealtWith = resolve
    })
  }
  const all = readListing({ ...listing(0, 1, []).source, read, add })
  await vi.waitFor(() => expect(asked).toEqual([null, '1']))
  await letOut(0)
  await vi.waitFor(() => expect(added).toEqual([0]))
  expect(asked).toEqual([null, '1'])
  for (const page of [1, 2, 3]) {
    dealtWith()
    await letOut(page)
    await vi.waitFor(() => expect(added.at(-1)).toBe(page * 10))
  }
  dealtWith()
  await all
  expect(asked).toEqual([null, '1', '2', '3'])
})

it('goes on where the page itself says, whatever its text looked like', async () => {
  const { read, letOut, asked } = slowPages(3, (page) => String(page + 5))
  const all = readListing({ ...listing(0, 1, []).source, read })
  for (const page of [0, 1, 2]) await letOut(page)
  expect((await all).filter((n) => n % 10 === 0)).toEqual([0, 10, 20])
  expect(asked).toEqual(expect.arrayContaining([null, '1', '2']))
})
