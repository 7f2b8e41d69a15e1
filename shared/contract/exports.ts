// Exports: rows of a snapshot as CSV, JSON lines or a spreadsheet, written to a file that the person chooses in main.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { entitlementKeySchema } from '../domain/entitlement.ts'
import { accountIdSchema, snapshotIdSchema } from '../domain/ids.ts'
import { directionSchema, procedure } from './base.ts'
import { diffFiltersSchema, diffGroupingSchema } from './diff.ts'
import {
  accountFiltersSchema,
  accountSortSchema,
  entitlementFiltersSchema,
  entitlementSortSchema,
} from './snapshots.ts'

const accountList = z.object({ filters: accountFiltersSchema, sort: accountSortSchema, direction: directionSchema })
const entitlementList = z.object({
  filters: entitlementFiltersSchema,
  sort: entitlementSortSchema,
  direction: directionSchema,
})

/** Whose grants, or grants on what; in the order of that list. */
export const grantsOfSchema = z.discriminatedUnion('kind', [
  accountList.extend({ kind: z.literal('accounts') }),
  entitlementList.extend({ kind: z.literal('entitlements') }),
  z.object({ kind: z.literal('account'), accountId: accountIdSchema }),
  entitlementKeySchema.extend({ kind: z.literal('entitlement') }),
])
export type GrantsOf = z.infer<typeof grantsOfSchema>

/** `snapshot` is all of it as the canonical lines its digest is made of; only as JSON lines. */
export const exportedSchema = z.discriminatedUnion('kind', [
  accountList.extend({ kind: z.literal('accounts') }),
  entitlementList.extend({ kind: z.literal('entitlements') }),
  z.object({ kind: z.literal('grants'), of: grantsOfSchema }),
  /** What changed since `before`, in the order of the page that compares. */
  z.object({
    kind: z.literal('changes'),
    before: snapshotIdSchema,
    grouping: diffGroupingSchema,
    filters: diffFiltersSchema,
  }),
  z.object({ kind: z.literal('snapshot') }),
])
export type Exported = z.infer<typeof exportedSchema>

export const exportFormatSchema = z.enum(['csv', 'jsonl', 'xlsx'])
export type ExportFormat = z.infer<typeof exportFormatSchema>

export const exportRequestSchema = z
  .object({
    snapshotId: snapshotIdSchema,
    what: exportedSchema,
    format: exportFormatSchema,
    /** Writes the stand-alone verifier beside a snapshot's file. */
    withVerifier: z.boolean().default(false),
  })
  .refine(({ what, format }) => what.kind !== 'snapshot' || format === 'jsonl', 'A whole snapshot is JSON lines.')
export type ExportRequest = z.infer<typeof exportRequestSchema>

/** `done` of `of` counts the accounts or entitlements gone through; `rows` what has been written. `bytes` is the file's size. */
export const exportEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not-chosen') }),
  z.object({ kind: z.literal('writing'), fileName: z.string(), rows: z.int(), done: z.int(), of: z.int() }),
  z.object({ kind: z.literal('done'), fileId: z.string(), fileName: z.string(), rows: z.int(), bytes: z.int() }),
])
export type ExportEvent = z.infer<typeof exportEventSchema>

export const exportsContract = {
  /** Asks where to, then writes. Aborting the call cancels, and leaves no file. */
  write: procedure.input(exportRequestSchema).output(eventIterator(exportEventSchema)),
  /** Shows a written file in its folder. */
  show: procedure.input(z.object({ fileId: z.string().max(80) })).output(z.void()),
}
