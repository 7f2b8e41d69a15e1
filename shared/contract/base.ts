// What every procedure shares: the one typed error, and the shape of a page of rows.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { failureDetailSchema } from '../domain/failure-schema.ts'

/** Every procedure may fail with a FAILURE whose data is the closed detail; the window turns it into words. */
export const procedure = oc.errors({ FAILURE: { data: failureDetailSchema } })

/** A window onto a long list: rows `offset` to `offset + limit - 1`. */
export const windowSchema = z.object({ offset: z.int().min(0), limit: z.int().min(1).max(500) })

/** `filtered` counts what the filters leave, `total` what there is without them. */
export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), filtered: z.int(), total: z.int() })

export const directionSchema = z.enum(['asc', 'desc'])
