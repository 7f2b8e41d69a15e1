// Activity: what was done with this workspace, append-only and hash-chained.
import { z } from 'zod'
import { instantSchema } from '../domain/ids.ts'
import { pageOf, procedure, windowSchema } from './base.ts'

export const activitySchema = z.object({
  seq: z.int().positive(),
  at: instantSchema,
  actor: z.string(),
  kind: z.enum([
    'connected',
    'disconnected',
    'synced',
    'sync-failed',
    'campaign-opened',
    'signed-off',
    'plan-applied',
    'workspace',
    'schedule',
    'snapshots',
  ]),
  /** One sentence. */
  text: z.string(),
})
export type Activity = z.infer<typeof activitySchema>

export const activityFiltersSchema = z.object({
  /** Matches any part of the sentence or of who did it, in any order of words, ignoring case. */
  search: z.string().max(200).default(''),
  /** Empty means every kind. */
  kinds: z.array(activitySchema.shape.kind).default([]),
})
export type ActivityFilters = z.infer<typeof activityFiltersSchema>

export const activityContract = {
  /** Newest first. */
  page: procedure
    .input(z.object({ filters: activityFiltersSchema, window: windowSchema }))
    .output(pageOf(activitySchema)),
}
