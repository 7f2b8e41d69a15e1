// A snapshot: an immutable, digest-sealed picture of accounts, entitlements and grants at one time.
import { z } from 'zod'
import { collectedSchema, NOTHING_COLLECTED } from './collected.ts'
import { connectionIdSchema, instantSchema, runIdSchema, snapshotIdSchema } from './ids.ts'

/** Rows by status, as stored; `removed` accounts are kept apart and hold nothing. */
export const accountCountsSchema = z.object({
  active: z.int(),
  invited: z.int(),
  suspended: z.int(),
  removed: z.int(),
})
export type AccountCounts = z.infer<typeof accountCountsSchema>

/** One comparison of what we hold with what Dropbox says of itself. */
export const proofLineSchema = z.object({
  what: z.string(),
  held: z.int(),
  expected: z.int().nullable(),
  outcome: z.enum(['matches', 'differs', 'not-collected']),
  explanation: z.string(),
})
export type ProofLine = z.infer<typeof proofLineSchema>

/** Where a snapshot comes from. `syncId` is the file's own name for it; `isTimeKnown` is false where its zone is a guess. */
export const snapshotSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sync') }),
  z.object({
    kind: z.literal('import'),
    format: z.literal('c1z'),
    fileName: z.string(),
    importedAt: instantSchema,
    syncId: z.string(),
    isTimeKnown: z.boolean(),
    /** Sentences: what was not as expected, and what became of it. */
    warnings: z.array(z.string()),
  }),
])

/** `calls` counts HTTP requests to Dropbox's API, retries included. `digest` is SHA-256, hex, over the canonical rows. */
export const snapshotSchema = z.object({
  snapshotId: snapshotIdSchema,
  connectionId: connectionIdSchema,
  runId: runIdSchema,
  teamId: z.string(),
  teamName: z.string(),
  startedAt: instantSchema,
  takenAt: instantSchema,
  accounts: accountCountsSchema,
  entitlements: z.int(),
  grants: z.int(),
  /** Null where groups were not collected. */
  groups: z.int().nullable(),
  /** Dropbox's own totals of licences bought, people active or invited, and licences used; null where not collected. */
  licences: z.object({ licensed: z.int().nullable(), provisioned: z.int().nullable(), used: z.int().nullable() }),
  grantedScopes: z.array(z.string()),
  calls: z.int(),
  retries: z.int(),
  appVersion: z.string(),
  proof: z.array(proofLineSchema),
  digest: z.string().length(64),
  source: snapshotSourceSchema.default({ kind: 'sync' }),
  /** Parts whose scope is optional. */
  collected: collectedSchema.default(NOTHING_COLLECTED),
  /** It waits for a person, and until then is not the newest: so much was gone that the sync itself is in doubt. */
  isHeldBack: z.boolean(),
  /** Why it was held back, as a sentence, and who confirmed it; null for one that never was. */
  holdBack: z
    .object({ reason: z.string(), confirmed: z.object({ at: instantSchema, by: z.string() }).nullable() })
    .nullable(),
  /** What people say of it. A pinned one is never deleted; a named or noted one is not by retention. */
  name: z.string().nullable(),
  note: z.string().nullable(),
  isPinned: z.boolean(),
})
export type Snapshot = z.infer<typeof snapshotSchema>

/** Of a list with the newest first: the one that stands for the team as it is now. */
export const newestOf = (snapshots: readonly Snapshot[]): Snapshot | null =>
  snapshots.find((snapshot) => !snapshot.isHeldBack) ?? null

/** The one that waits for a person, if any: there is at most one, and it is newer than all others. */
export const heldBackOf = (snapshots: readonly Snapshot[]): Snapshot | null =>
  snapshots.find((snapshot) => snapshot.isHeldBack) ?? null
