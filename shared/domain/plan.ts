// A plan: the ordered Dropbox changes that follow from decisions, and how far each has come.
import { z } from 'zod'
import {
  accountIdSchema,
  campaignIdSchema,
  connectionIdSchema,
  instantSchema,
  planIdSchema,
  resourceIdSchema,
} from './ids.ts'

/** `keepRoleIds` is what stays after the change: Dropbox replaces the whole list, and sets at most one. */
export const stepActionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('set-roles'),
    accountId: accountIdSchema,
    removeRoleIds: z.array(resourceIdSchema),
    keepRoleIds: z.array(resourceIdSchema),
  }),
  z.object({ kind: z.literal('demote-owner'), accountId: accountIdSchema, groupId: resourceIdSchema }),
  z.object({
    kind: z.literal('remove-from-group'),
    accountId: accountIdSchema,
    groupId: resourceIdSchema,
    access: z.enum(['member', 'owner']),
  }),
  z.object({ kind: z.literal('suspend'), accountId: accountIdSchema, wipeData: z.literal(false) }),
])
export type StepAction = z.infer<typeof stepActionSchema>

/**
 * `planned` nothing sent; `blocked` will not be sent, with the reason; `requested` intent journalled, answer unknown;
 * `accepted` Dropbox said yes, not yet read back; `verified` read back and so; `failed` read back and not so, or refused;
 * `regressed` verified once, found again by a later sync.
 */
export const stepStateSchema = z.enum([
  'planned',
  'blocked',
  'requested',
  'accepted',
  'verified',
  'failed',
  'regressed',
])
export type StepState = z.infer<typeof stepStateSchema>

export const consequenceSchema = z.object({
  tone: z.enum(['plain', 'warning']),
  text: z.string(),
})
export type Consequence = z.infer<typeof consequenceSchema>

export const stepSchema = z.object({
  stepNo: z.int().positive(),
  action: stepActionSchema,
  /** The campaign items this step carries out. */
  itemNos: z.array(z.int().positive()),
  person: z.object({ accountId: accountIdSchema, displayName: z.string(), email: z.string() }),
  /** "Remove from Finance", "Clear Billing admin, keep Support admin". */
  title: z.string(),
  consequences: z.array(consequenceSchema),
  /** How to undo it, in a sentence. */
  wayBack: z.string(),
  state: stepStateSchema,
  /** For blocked and failed: what is in the way and what to do. For verified without a call: that it was already so. */
  note: z.string().nullable(),
  requestId: z.string().nullable(),
  changedAt: instantSchema,
})
export type Step = z.infer<typeof stepSchema>

export const planStateSchema = z.enum(['draft', 'running', 'paused', 'finished'])

export const planSchema = z.object({
  planId: planIdSchema,
  campaignId: campaignIdSchema,
  connectionId: connectionIdSchema,
  createdAt: instantSchema,
  createdBy: z.string(),
  state: planStateSchema,
  steps: z.array(stepSchema),
})
export type Plan = z.infer<typeof planSchema>
