// Reads long answers by hand. A schema takes some tens of milliseconds for a page of a thousand; these readers take the
// usual form only, and leave any other to the schema, which then decides, and says what is wrong with it.
import type { z } from 'zod'

/** What reads an answer: a schema, or something that does what one would do. */
export type AnswerReader<R> = { safeParse(body: unknown): z.ZodSafeParseResult<R> }

/** Stands for "not of the usual form". */
export const UNUSUAL: unique symbol = Symbol('unusual')
export type Plain<T> = T | typeof UNUSUAL
export type PlainReader<T> = (value: unknown) => Plain<T>

export const plainFirst = <R>(plain: PlainReader<R>, schema: z.ZodType<R>): AnswerReader<R> => ({
  safeParse: (body) => {
    const read = plain(body)
    return read === UNUSUAL ? schema.safeParse(body) : { success: true, data: read }
  },
})

export type Fields = Record<string, unknown>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A field that may be missing or null: null. */
export const plainText = (value: unknown): Plain<string | null> =>
  typeof value === 'string' ? value : value === undefined || value === null ? null : UNUSUAL

export const plainFlag = (value: unknown): Plain<boolean | null> =>
  typeof value === 'boolean' ? value : value === undefined || value === null ? null : UNUSUAL

export const plainId = (value: unknown): Plain<string> =>
  typeof value === 'string' && value.length > 0 && value.length <= 200 ? value : UNUSUAL

/** A list that may be missing or null: empty. */
export const plainList = <T>(value: unknown, item: PlainReader<T>): Plain<T[]> => {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return UNUSUAL
  const items: T[] = []
  for (const one of value) {
    const read = item(one)
    if (read === UNUSUAL) return UNUSUAL
    items.push(read)
  }
  return items
}
