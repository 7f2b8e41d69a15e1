// What is said between the main process and the throw-away process that reads and writes c1z files.
import { z } from 'zod'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { failureDetailSchema } from '../../../shared/domain/failure-schema.ts'
import type { ForeignSync } from './foreign-syncs.ts'
import type { Part } from './parts.ts'
import type { ReadSync } from './read-sync.ts'
import type { Counts, SyncToWrite } from './write-tables.ts'

/** `folder` is the child's own and empty; its parent removes it. */
export type Order =
  | { order: 'unpack'; file: string; folder: string }
  | { order: 'open'; database: string }
  /** The next part of this sync; one part for one order. */
  | { order: 'read'; syncId: string }
  | { order: 'create'; folder: string }
  | { order: 'begin-sync'; sync: SyncToWrite }
  /** Last sign-ins of accounts whose lines are still to come. */
  | { order: 'sign-ins'; rows: { accountId: string; at: string }[] }
  /** Canonical lines of the snapshot, whole ones. */
  | { order: 'lines'; text: string }
  | { order: 'end-sync' }
  /** Finishes the database. */
  | { order: 'finish' }
  /** Packs a finished database into `file`, which must not be there. */
  | { order: 'pack'; database: string; counts: Counts; file: string }

export type Answer =
  | { answer: 'progress'; phase: 'unpacking' | 'reading' | 'packing'; done: number; total: number }
  | { answer: 'unpacked'; database: string }
  | { answer: 'opened'; syncs: ForeignSync[]; warnings: string[] }
  | { answer: 'part'; part: Part }
  | { answer: 'read'; read: ReadSync }
  | { answer: 'done' }
  | { answer: 'finished'; file: string; counts: Counts }
  | { answer: 'packed'; bytes: number }
  | { answer: 'failed'; failure: FailureDetail }

/** The child has met a stranger's bytes, so even what it answers is looked at. */
export const answerSchema: z.ZodType<Answer> = z.discriminatedUnion('answer', [
  z.object({
    answer: z.literal('progress'),
    phase: z.enum(['unpacking', 'reading', 'packing']),
    done: z.number(),
    total: z.number(),
  }),
  z.object({ answer: z.literal('unpacked'), database: z.string() }),
  z.object({
    answer: z.literal('opened'),
    syncs: z.array(
      z.object({
        syncId: z.string(),
        startedAt: z.iso.datetime(),
        endedAt: z.iso.datetime(),
        isTimeKnown: z.boolean(),
        note: z.string().nullable(),
      }),
    ),
    warnings: z.array(z.string()),
  }),
  z.object({
    answer: z.literal('part'),
    part: z.object({
      kind: z.enum(['extras', 'entitlements', 'resources', 'accounts']),
      text: z.string(),
      rows: z.int(),
    }),
  }),
  z.object({
    answer: z.literal('read'),
    read: z.object({
      warnings: z.array(z.string()),
      accounts: z.int(),
      resources: z.int(),
      entitlements: z.int(),
      grants: z.int(),
    }),
  }),
  z.object({ answer: z.literal('done') }),
  z.object({
    answer: z.literal('finished'),
    file: z.string(),
    counts: z.object({ syncs: z.int(), resources: z.int(), entitlements: z.int(), grants: z.int() }),
  }),
  z.object({ answer: z.literal('packed'), bytes: z.int() }),
  z.object({ answer: z.literal('failed'), failure: failureDetailSchema }),
])

/** A process that was started for one file; it is ended, not asked to end. */
export type Child = {
  pid: number | undefined
  send: (order: Order) => void
  onMessage: (listener: (message: unknown) => void) => void
  onExit: (listener: () => void) => void
  kill: () => void
}
export type StartChild = () => Child
