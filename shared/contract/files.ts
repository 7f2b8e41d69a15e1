// c1z files: snapshots in from any connector, and out for the baton command. Paths stay in main.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { resourceTypeSchema } from '../domain/entitlement.ts'
import {
  accountIdSchema,
  connectionIdSchema,
  instantSchema,
  resourceIdSchema,
  snapshotIdSchema,
} from '../domain/ids.ts'
import { procedure } from './base.ts'
import { exportEventSchema } from './exports.ts'

export const importedSnapshotSchema = z.object({
  id: snapshotIdSchema,
  connectionId: connectionIdSchema,
  takenAt: instantSchema,
  source: z.object({ fileName: z.string() }),
  accounts: z.int(),
  entitlements: z.int(),
  grants: z.int(),
  warnings: z.array(z.string()),
})
export type ImportedSnapshot = z.infer<typeof importedSnapshotSchema>

/** `sync` of `of` syncs; `done` of `total` counts bytes while unpacking, grants while reading, and says nothing later. */
export const importEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not-chosen') }),
  z.object({
    kind: z.literal('working'),
    fileName: z.string(),
    phase: z.enum(['unpacking', 'reading', 'storing', 'sealing']),
    sync: z.int(),
    of: z.int(),
    done: z.number(),
    total: z.number(),
  }),
  z.object({
    kind: z.literal('done'),
    fileName: z.string(),
    snapshots: z.array(importedSnapshotSchema),
    warnings: z.array(z.string()),
  }),
])
export type ImportEvent = z.infer<typeof importEventSchema>

/** What a file says of one thing, for display: nothing of it is believed or run. */
export const foreignFactsSchema = z.object({
  profile: z.array(z.object({ key: z.string(), value: z.string() })),
  traits: z.array(z.object({ typeName: z.string(), bytes: z.int(), text: z.string().nullable() })),
})
export type ForeignFacts = z.infer<typeof foreignFactsSchema>

export const filesContract = {
  /**
   * Asks which file, or takes the one that was just dropped on the window, and makes snapshots of it. Aborting the call
   * cancels, and leaves nothing.
   */
  importC1z: procedure
    .input(z.object({ dropped: z.string().min(1).max(500).nullable() }))
    .output(eventIterator(importEventSchema)),
  /** The name of a file that the app was started with and that nobody has asked to import yet. */
  waiting: procedure.output(z.object({ fileName: z.string() }).nullable()),
  /** Asks where to, then writes the snapshots of one team into one file. */
  exportC1z: procedure
    .input(z.object({ snapshotIds: z.array(snapshotIdSchema).min(1).max(50) }))
    .output(eventIterator(exportEventSchema)),
  /** Null where the snapshot is not from a file. */
  foreign: procedure
    .input(
      z.object({
        snapshotId: snapshotIdSchema,
        of: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('account'), accountId: accountIdSchema }),
          z.object({ kind: z.literal('resource'), resourceType: resourceTypeSchema, resourceId: resourceIdSchema }),
        ]),
      }),
    )
    .output(foreignFactsSchema.nullable()),
}
