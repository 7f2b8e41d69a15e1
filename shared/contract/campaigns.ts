// Campaigns: open one over a snapshot, decide its items, sign it off.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import {
  campaignSchema,
  decisionSchema,
  groupingSchema,
  itemGroupSchema,
  itemSchema,
  progressSchema,
  scopeSchema,
  verdictSchema,
} from '../domain/campaign.ts'
import { lastSignInSchema } from '../domain/collected.ts'
import { campaignIdSchema, connectionIdSchema, instantSchema, snapshotIdSchema } from '../domain/ids.ts'
import { pageOf, procedure, windowSchema } from './base.ts'
import { holderSchema } from './snapshots.ts'

const byCampaign = z.object({ campaignId: campaignIdSchema })
const itemNosSchema = z.array(z.int().positive()).min(1).max(10_000)

export const itemFiltersSchema = z.object({
  search: z.string().max(200).default(''),
  show: z.enum(['all', 'undecided', 'flagged', 'revoked']).default('all'),
})
export type ItemFilters = z.infer<typeof itemFiltersSchema>

/** `done` of `of` rows of the phase are there; both are 0 where nothing is counted. */
export const openingProgressSchema = z.object({
  phase: z.enum(['clearing', 'reading', 'headings', 'items', 'order']),
  done: z.int(),
  of: z.int(),
})
export type OpeningProgress = z.infer<typeof openingProgressSchema>

export const openingEventSchema = z.discriminatedUnion('kind', [
  openingProgressSchema.extend({ kind: z.literal('opening') }),
  z.object({ kind: z.literal('done'), campaign: campaignSchema }),
])
export type OpeningEvent = z.infer<typeof openingEventSchema>

export const campaignsContract = {
  /** Newest first. */
  list: procedure.input(z.object({ connectionId: connectionIdSchema })).output(z.array(campaignSchema)),
  get: procedure.input(byCampaign).output(campaignSchema),
  /** How many items a scope would give, before it is opened. */
  measure: procedure
    .input(z.object({ snapshotId: snapshotIdSchema, scope: scopeSchema }))
    .output(z.object({ items: z.int(), people: z.int(), privileged: z.int() })),
  /** Tells some ten times a second how far it is. Aborting the call cancels, and leaves nothing. */
  open: procedure
    .input(
      z.object({
        snapshotId: snapshotIdSchema,
        name: z.string().trim().min(1, 'Give the campaign a name').max(120),
        scope: scopeSchema,
        dueOn: z.iso.date().nullable(),
      }),
    )
    .output(eventIterator(openingEventSchema)),
  /**
   * Headings of the left pane, a piece at a time: flagged first, then by name; `flat` has one. A piece begins with the
   * first heading the filters leave at or after number `from`; `next` is where the one after it begins, null at the end.
   */
  groups: procedure
    .input(
      byCampaign.extend({
        grouping: groupingSchema,
        filters: itemFiltersSchema,
        from: z.int().positive().default(1),
      }),
    )
    .output(z.object({ groups: z.array(itemGroupSchema), next: z.int().positive().nullable() })),
  /** One heading, whatever the filters. */
  group: procedure.input(byCampaign.extend({ grouping: groupingSchema, groupKey: z.string() })).output(itemGroupSchema),
  /** Items of one heading (or all, with `groupKey` null): flagged first, then by name. The order never depends on decisions. */
  items: procedure
    .input(
      byCampaign.extend({
        grouping: groupingSchema,
        groupKey: z.string().nullable(),
        filters: itemFiltersSchema,
        window: windowSchema,
      }),
    )
    .output(pageOf(itemSchema)),
  /** Where the next undecided item is, looking on from a place in the same order and wrapping around; null when none is left. */
  nextUndecided: procedure
    .input(byCampaign.extend({ grouping: groupingSchema, afterItemNo: z.int().positive().nullable() }))
    .output(z.object({ itemNo: z.int(), groupKey: z.string(), offset: z.int() }).nullable()),
  /** What the right pane shows beside the row itself. `history` is every decision on the item, newest first, undone ones too. */
  detail: procedure.input(byCampaign.extend({ itemNo: z.int().positive() })).output(
    z.object({
      item: itemSchema,
      peers: z.object({ count: z.int(), some: z.array(holderSchema) }),
      otherAccess: z.array(z.object({ name: z.string(), kind: z.string() })),
      consequence: z.string(),
      lastSignIn: lastSignInSchema,
      /** When the event log was read; null where it was not. */
      signInsReadOn: instantSchema.nullable(),
      history: z.array(decisionSchema.extend({ verdict: verdictSchema.or(z.literal('undone')) })),
    }),
  ),
  /**
   * Decides one item or many. Revoke and demote need a reason, and so does every decision on more than one item.
   * `openedAt` is when the reviewer first saw the row. Written to disk before it answers. Items that cannot take the
   * verdict are left as they were and counted in `skipped` with the reason.
   */
  decide: procedure
    .input(
      byCampaign.extend({
        itemNos: itemNosSchema,
        verdict: verdictSchema,
        reason: z.string().trim().max(1000),
        openedAt: z.iso.datetime(),
        includePrivileged: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        decided: z.array(z.int()),
        skipped: z.array(z.object({ itemNo: z.int(), why: z.string() })),
        decision: decisionSchema.nullable(),
        progress: progressSchema,
      }),
    ),
  /** Takes the newest decision, or batch of decisions, back; what was decided before it holds again. */
  undo: procedure.input(byCampaign).output(z.object({ itemNos: z.array(z.int()), progress: progressSchema })),
  /** Reasons used last, newest first, for offering again; with a verdict, only those given for it. */
  recentReasons: procedure.input(byCampaign.extend({ verdict: verdictSchema.optional() })).output(z.array(z.string())),
  /** Every item must be decided; otherwise the answer says how many are left. */
  signOff: procedure
    .input(
      byCampaign.extend({ signer: z.string().trim().min(1).max(120), statement: z.string().trim().min(1).max(2000) }),
    )
    .errors({ ITEMS_UNDECIDED: { data: z.object({ remaining: z.int() }) } })
    .output(campaignSchema),
}
