// What differs between two snapshots of one connection, and how much changed from each snapshot to the next.
import { z } from 'zod'
import { changeCountsSchema, changeKindSchema, changeSchema } from '../domain/diff.ts'
import { connectionIdSchema, instantSchema, snapshotIdSchema } from '../domain/ids.ts'
import { pageOf, procedure, windowSchema } from './base.ts'

/** `before` need not be the older one: looking back, who joined is shown as having left. */
export const snapshotPairSchema = z.object({ before: snapshotIdSchema, after: snapshotIdSchema })
export type SnapshotPair = z.infer<typeof snapshotPairSchema>

export const diffFiltersSchema = z.object({
  /** Empty means every kind. */
  kinds: z.array(changeKindSchema).default([]),
  /** Matches names, e-mail addresses, external ids of the people, and names of the roles and groups concerned. */
  search: z.string().max(200).default(''),
  by: z.enum(['anybody', 'attest', 'outside']).default('anybody'),
})
export type DiffFilters = z.infer<typeof diffFiltersSchema>

/** By person, what concerns nobody in particular comes last; by entitlement, what concerns none does. */
export const diffGroupingSchema = z.enum(['person', 'entitlement'])
export type DiffGrouping = z.infer<typeof diffGroupingSchema>

/** `isFirst` is true of the first row about a person or an entitlement; `rows` says how many there are about it. */
export const diffRowSchema = changeSchema.extend({ isFirst: z.boolean(), rows: z.int() })
export type DiffRow = z.infer<typeof diffRowSchema>

export const diffSummarySchema = z.object({
  counts: changeCountsSchema,
  /** Rows, by who made the change. */
  byAttest: z.int(),
  outside: z.int(),
  /** False where one of the two did not collect groups: then nothing is said of them. */
  hasGroups: z.boolean(),
})
export type DiffSummary = z.infer<typeof diffSummarySchema>

/** `counts` are the changes since the snapshot before; null for the first one. */
export const timelinePointSchema = z.object({
  snapshotId: snapshotIdSchema,
  takenAt: instantSchema,
  before: snapshotIdSchema.nullable(),
  counts: changeCountsSchema.nullable(),
})
export type TimelinePoint = z.infer<typeof timelinePointSchema>

export const diffContract = {
  summary: procedure.input(snapshotPairSchema).output(diffSummarySchema),
  page: procedure
    .input(
      snapshotPairSchema.extend({ grouping: diffGroupingSchema, filters: diffFiltersSchema, window: windowSchema }),
    )
    .output(pageOf(diffRowSchema)),
  /** Oldest first, the newest 366 at most; snapshots held back are left out. */
  timeline: procedure.input(z.object({ connectionId: connectionIdSchema })).output(z.array(timelinePointSchema)),
}
