// One page of a listing. `hasMore` decides whether there is another, not the number of items.
import { z } from 'zod'
import { isFields, type PlainReader, plainFirst, plainFlag, plainList, plainText, UNUSUAL } from './plain.ts'
import { list, optional } from './wire.ts'

export type Page<T> = { items: T[]; cursor: string; hasMore: boolean }

const schemaOf = <K extends string, T>(key: K, item: z.ZodType<T>) =>
  z
    .object({ cursor: optional(z.string()), has_more: optional(z.boolean()) })
    .loose()
    .transform((page, context): Page<T> => {
      const items = list(item).safeParse(page[key])
      if (!items.success) {
        for (const issue of items.error.issues) {
          context.addIssue({ code: 'custom', message: issue.message, path: [key, ...issue.path] })
        }
        return z.NEVER
      }
      return { items: items.data as T[], cursor: page.cursor ?? '', hasMore: page.has_more ?? false }
    })

/**
 * Cursors are opaque and may die at any time: the listing then has to begin anew. `plain` reads an item of the usual form
 * as the schema would.
 */
export const pageOf = <K extends string, T>(key: K, item: z.ZodType<T>, plain: PlainReader<T> = () => UNUSUAL) =>
  plainFirst(
    (body) => {
      if (!isFields(body)) return UNUSUAL
      const cursor = plainText(body.cursor)
      const hasMore = plainFlag(body.has_more)
      const items = plainList(body[key], plain)
      if (cursor === UNUSUAL || hasMore === UNUSUAL || items === UNUSUAL) return UNUSUAL
      return { items, cursor: cursor ?? '', hasMore: hasMore ?? false }
    },
    schemaOf(key, item),
  )
