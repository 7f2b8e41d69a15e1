// One attempt to sync: its progress while it runs, its outcome and log afterwards.
import { z } from 'zod'
import { failureDetailSchema } from './failure-schema.ts'
import { connectionIdSchema, instantSchema, runIdSchema, snapshotIdSchema } from './ids.ts'

export const syncPhaseSchema = z.enum(['starting', 'reading', 'memberships', 'storing', 'sealing'])
export type SyncPhase = z.infer<typeof syncPhaseSchema>

/** Counts so far; `expected…` is what Dropbox's own totals promise, null while they are not known. */
export const syncProgressSchema = z.object({
  runId: runIdSchema,
  connectionId: connectionIdSchema,
  phase: syncPhaseSchema,
  startedAt: instantSchema,
  accounts: z.int(),
  expectedAccounts: z.int().nullable(),
  groups: z.int(),
  groupsRead: z.int(),
  groupsToRead: z.int().nullable(),
  roles: z.int(),
  stored: z.int(),
  calls: z.int(),
  retries: z.int(),
  /** Seconds Dropbox asked everybody to wait, while that pause lasts; else null. */
  waitingSeconds: z.number().nullable(),
})
export type SyncProgress = z.infer<typeof syncProgressSchema>

/** What the window hears of syncs of one connection: `idle`, then progress, then how it ended. */
export const syncEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('progress'), progress: syncProgressSchema }),
  z.object({ kind: z.literal('done'), runId: runIdSchema, snapshotId: snapshotIdSchema }),
  z.object({ kind: z.literal('failed'), runId: runIdSchema, failure: failureDetailSchema }),
  z.object({ kind: z.literal('cancelled'), runId: runIdSchema }),
])
export type SyncEvent = z.infer<typeof syncEventSchema>

export const syncRunSchema = z.object({
  runId: runIdSchema,
  connectionId: connectionIdSchema,
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  outcome: z.enum(['running', 'done', 'failed', 'cancelled', 'interrupted']),
  snapshotId: snapshotIdSchema.nullable(),
  failure: failureDetailSchema.nullable(),
  calls: z.int(),
})
export type SyncRun = z.infer<typeof syncRunSchema>

/** A line of a run's log: structured, without secrets. */
export const logLineSchema = z.object({
  at: instantSchema,
  level: z.enum(['debug', 'info', 'warn', 'error']),
  message: z.string(),
  /** Route, request id, attempt, counts: whatever the line speaks of. */
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type LogLine = z.infer<typeof logLineSchema>
