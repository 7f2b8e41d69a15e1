// A campaign: one access review over a frozen snapshot. Items are decided; decisions are append-only.
import { z } from 'zod'
import { accountStatusSchema } from './account.ts'
import { entitlementNameSchema, groupManagementSchema, resourceTypeSchema } from './entitlement.ts'
import { flagSchema } from './flags.ts'
import {
  accountIdSchema,
  campaignIdSchema,
  connectionIdSchema,
  instantSchema,
  resourceIdSchema,
  snapshotIdSchema,
} from './ids.ts'

/** What a campaign covers. `everything` also asks whether each account should stay (licence `assigned`). */
export const scopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everything') }),
  z.object({ kind: z.literal('roles') }),
  z.object({ kind: z.literal('groups'), resourceIds: z.array(resourceIdSchema).min(1).max(5000) }),
])
export type Scope = z.infer<typeof scopeSchema>

export const verdictSchema = z.enum(['certify', 'revoke', 'demote', 'abstain'])
export type Verdict = z.infer<typeof verdictSchema>

export const progressSchema = z.object({
  items: z.int(),
  decided: z.int(),
  certify: z.int(),
  revoke: z.int(),
  demote: z.int(),
  abstain: z.int(),
  flagged: z.int(),
  flaggedLeft: z.int(),
})
export type Progress = z.infer<typeof progressSchema>

export const signOffSchema = z.object({
  signedAt: instantSchema,
  signer: z.string(),
  statement: z.string(),
  /** SHA-256, hex: the head of the decision log at that moment together with scope, snapshot digest and totals. */
  digest: z.string().length(64),
})

export const campaignSchema = z.object({
  campaignId: campaignIdSchema,
  connectionId: connectionIdSchema,
  snapshotId: snapshotIdSchema,
  name: z.string().min(1).max(120),
  scope: scopeSchema,
  scopeWords: z.string(),
  /** A calendar day, `YYYY-MM-DD`, or null for none. */
  dueOn: z.iso.date().nullable(),
  openedAt: instantSchema,
  openedBy: z.string(),
  state: z.enum(['open', 'signed-off']),
  signOff: signOffSchema.nullable(),
  progress: progressSchema,
})
export type Campaign = z.infer<typeof campaignSchema>

/** A decision as shown beside an item. `batchSize` is 1 for a single decision. */
export const decisionSchema = z.object({
  verdict: verdictSchema,
  reason: z.string(),
  reviewer: z.string(),
  decidedAt: instantSchema,
  batchSize: z.int(),
})
export type Decision = z.infer<typeof decisionSchema>

/** One grant to be decided, with what a reviewer needs to see in the row. `itemNo` counts from 1 in its campaign. */
export const itemSchema = z.object({
  itemNo: z.int().positive(),
  account: z.object({
    accountId: accountIdSchema,
    displayName: z.string(),
    email: z.string(),
    status: accountStatusSchema,
  }),
  resourceType: resourceTypeSchema,
  resourceId: resourceIdSchema,
  resourceName: z.string(),
  management: groupManagementSchema.nullable(),
  entitlement: entitlementNameSchema,
  /** When a snapshot first showed the grant; `isExact` is false when that was the first snapshot of all. */
  heldSince: z.object({ at: instantSchema, isExact: z.boolean() }),
  flags: z.array(flagSchema),
  isPrivileged: z.boolean(),
  /** The verdicts this item can get; what is left out has its reason in `limits`. */
  verdicts: z.array(verdictSchema),
  limits: z.string().nullable(),
  decision: decisionSchema.nullable(),
})
export type Item = z.infer<typeof itemSchema>

export const groupingSchema = z.enum(['person', 'entitlement', 'flat'])
export type Grouping = z.infer<typeof groupingSchema>

/** A heading of the left pane: a person or an entitlement, with its done mark. */
export const itemGroupSchema = z.object({
  key: z.string(),
  /** Its place among all headings of the grouping, from 1. */
  no: z.int().positive(),
  label: z.string(),
  detail: z.string(),
  items: z.int(),
  decided: z.int(),
  flagged: z.int(),
})
export type ItemGroup = z.infer<typeof itemGroupSchema>
