// How Dropbox writes things down, as zod parts. Absent, null and default mean the same; unknown keys are ignored;
// an unknown tag of an open union is `other`. Source: https://github.com/dropbox/stone, docs/json_serializer.rst
import { z } from 'zod'
import type { Instant } from '../../shared/domain/ids.ts'

/** A field that may be missing or null: null. */
export const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null)

/** A list that may be missing or null: empty. */
export const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? [])

/** A union whose members carry nothing we read: its tag when it is known, else `other`. */
export const openTag = <const K extends string>(...known: K[]) =>
  z
    .object({ '.tag': z.string() })
    .transform(({ '.tag': tag }): K | 'other' => ((known as string[]).includes(tag) ? (tag as K) : 'other'))

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** A DropboxTimestamp; one that cannot be read is null rather than the end of a sync. */
export const timestamp = z
  .string()
  .nullish()
  .transform((text): Instant | null => (text ? instantIn(text) : null))

/** The text, when it is a time. */
export const instantIn = (text: string): Instant | null =>
  INSTANT.test(text) && !Number.isNaN(Date.parse(text)) ? text : null

/** Null where it is no time that can be written down. */
export const instantAt = (ms: number): Instant | null =>
  Math.abs(ms) > 8.64e15 ? null : `${new Date(ms).toISOString().slice(0, 19)}Z`

/** `GroupFullInfo.created`: the one time that comes in milliseconds since the epoch. */
export const epochMillis = z
  .number()
  .nullish()
  .transform((ms): Instant | null => (ms === null || ms === undefined ? null : instantAt(ms)))

/** The result of a route that returns nothing: `null`, or an empty body. */
export const nothing = z.union([z.null(), z.literal('')]).transform(() => null)
