// What people do with snapshots: name, note, pin, delete, verify, and say how long they are kept.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { connectionIdSchema, snapshotIdSchema } from '../domain/ids.ts'
import { retentionRuleSchema } from '../domain/retention.ts'
import { snapshotSchema } from '../domain/snapshot.ts'
import { procedure } from './base.ts'

const bySnapshot = z.object({ snapshotId: snapshotIdSchema })
const byConnection = z.object({ connectionId: connectionIdSchema })

/** `found` is the digest of the rows as they lie in the workspace now, `sealed` the one that was taken with them. */
export const verificationSchema = z.object({
  outcome: z.enum(['matches', 'differs']),
  sealed: z.string(),
  found: z.string(),
})
export type Verification = z.infer<typeof verificationSchema>

/** Progress as a part from 0 to 1, then the outcome. */
export const verificationEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), part: z.number() }),
  z.object({ kind: z.literal('done'), verification: verificationSchema }),
])
export type VerificationEvent = z.infer<typeof verificationEventSchema>

export const upkeepContract = {
  /** Empty text takes the name or the note away. */
  describe: procedure
    .input(bySnapshot.extend({ name: z.string().trim().max(80), note: z.string().trim().max(2000) }))
    .output(snapshotSchema),
  pin: procedure.input(bySnapshot.extend({ isPinned: z.boolean() })).output(snapshotSchema),
  /** Fails with not-allowed and the reason when something rests on it. */
  remove: procedure.input(bySnapshot).output(z.void()),
  /** Why it cannot be deleted, as a sentence; null when it can. */
  keptBecause: procedure.input(bySnapshot).output(z.string().nullable()),
  /** Computes the digest again from the rows. Aborting the call ends it. */
  verify: procedure.input(bySnapshot).output(eventIterator(verificationEventSchema)),
  retention: procedure.input(byConnection).output(retentionRuleSchema),
  setRetention: procedure.input(byConnection.extend({ rule: retentionRuleSchema })).output(retentionRuleSchema),
  /** How many snapshots a rule would remove now, and how many of those it would not keep stay because they are protected. */
  measureRetention: procedure
    .input(byConnection.extend({ rule: retentionRuleSchema }))
    .output(z.object({ snapshots: z.int(), removed: z.int(), protectedOnes: z.int() })),
}
