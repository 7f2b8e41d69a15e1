// One page of a listing. `hasMore` decides whether there is another, not the number of items. A page that lacks its items
// or does not say whether there is more is no page: taken for an empty or a last one, it would make a team smaller.
import { z } from 'zod'
import { isFields, type PlainReader, plainFirst, plainList, plainText, UNUSUAL } from './plain.ts'
import { optional } from './wire.ts'

export type Page<T> = { items: T[]; cursor: string; hasMore: boolean }

const TAIL = 4000
const END_OF_PAGE = /"cursor":\s*"([^"\\]+)",\s*"has_more":\s*true\s*\}\s*$/

/**
 * Where a page goes on, by the end of its text: known before the page itself has been read. Null where it is the last one,
 * or is written in another way. (No text within the page can look like this: its quotes would be escaped.)
 */
export const cursorAtEnd = (text: string): string | null => {
  // Copied: what is cut out of a text, and what was last searched, keep the whole of it in memory.
  const tail = Buffer.from(text.slice(-TAIL)).toString()
  return END_OF_PAGE.exec(tail)?.[1] ?? null
}

/** Reads the page at a cursor, or the first one; `sawCursor` is told of the next one's as soon as it is known. */
export type ReadPage<T> = (cursor: string | null, sawCursor?: (cursor: string) => void) => Promise<Page<T>>

/** What listens to a page's text for its cursor. */
export const hearing = (sawCursor: ((cursor: string) => void) | undefined): ((text: string) => void) | undefined =>
  sawCursor &&
  ((text) => {
    const cursor = cursorAtEnd(text)
    if (cursor !== null) sawCursor(cursor)
  })

const schemaOf = <K extends string, T>(key: K, item: z.ZodType<T>) =>
  z
    .object({ cursor: optional(z.string()), has_more: z.boolean() })
    .loose()
    .transform((page, context): Page<T> => {
      const items = z.array(item).safeParse(page[key])
      if (!items.success) {
        for (const issue of items.error.issues) {
          context.addIssue({ code: 'custom', message: issue.message, path: [key, ...issue.path] })
        }
        return z.NEVER
      }
      return { items: items.data as T[], cursor: page.cursor ?? '', hasMore: page.has_more }
    })

/**
 * Cursors are opaque and may die at any time: the listing then has to begin anew. `plain` reads an item of the usual form
 * as the schema would.
 */
export const pageOf = <K extends string, T>(key: K, item: z.ZodType<T>, plain: PlainReader<T> = () => UNUSUAL) =>
  plainFirst(
    (body) => {
      if (!isFields(body) || !Array.isArray(body[key])) return UNUSUAL
      const { has_more: hasMore } = body
      const cursor = plainText(body.cursor)
      const items = plainList(body[key], plain)
      if (cursor === UNUSUAL || typeof hasMore !== 'boolean' || items === UNUSUAL) return UNUSUAL
      return { items, cursor: cursor ?? '', hasMore }
    },
    schemaOf(key, item),
  )
