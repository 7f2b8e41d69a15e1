// Reconciling a snapshot with the admin console's member report. Nothing in the snapshot changes.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { snapshotIdSchema } from '../domain/ids.ts'
import { columnMappingSchema, findingKindSchema, findingSchema } from '../domain/member-report.ts'
import { pageOf, procedure, windowSchema } from './base.ts'
import { exportEventSchema, exportFormatSchema } from './exports.ts'

/** A report that was read: its first rows, and which column seems to hold what. `notes` are sentences. */
export const reportPreviewSchema = z.object({
  reportId: z.string(),
  fileName: z.string(),
  headers: z.array(z.string()),
  sample: z.array(z.array(z.string())),
  rows: z.int(),
  mapping: columnMappingSchema,
  notes: z.array(z.string()),
})
export type ReportPreview = z.infer<typeof reportPreviewSchema>

export const reconciliationSchema = z.object({
  reconciliationId: z.string(),
  fileName: z.string(),
  counts: z.record(findingKindSchema, z.int()),
  notes: z.array(z.string()),
})
export type Reconciliation = z.infer<typeof reconciliationSchema>

const listSchema = z.object({
  reconciliationId: z.string().max(80),
  /** Empty means every kind. */
  kinds: z.array(findingKindSchema),
  search: z.string().max(200),
})

export const reconcileContract = {
  /** Asks which file, and reads it. Null when the person thinks better of it. */
  choose: procedure.output(reportPreviewSchema.nullable()),
  compare: procedure
    .input(z.object({ reportId: z.string().max(80), snapshotId: snapshotIdSchema, mapping: columnMappingSchema }))
    .output(reconciliationSchema),
  findings: procedure.input(listSchema.extend({ window: windowSchema })).output(pageOf(findingSchema)),
  /** Asks where to, then writes the findings as they are filtered. */
  write: procedure.input(listSchema.extend({ format: exportFormatSchema })).output(eventIterator(exportEventSchema)),
}
