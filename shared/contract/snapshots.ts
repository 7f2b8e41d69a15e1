// Snapshots and what they hold: accounts, entitlements, grants. Everything is read for one snapshot.
import { z } from 'zod'
import { accountSchema, accountStatusSchema } from '../domain/account.ts'
import { deviceSchema, lastSignInSchema, linkedAppSchema } from '../domain/collected.ts'
import {
  entitlementNameSchema,
  groupManagementSchema,
  resourceSchema,
  resourceTypeSchema,
} from '../domain/entitlement.ts'
import { FLAG_LABELS, flagKindSchema, flagSchema } from '../domain/flags.ts'
import {
  accountIdSchema,
  connectionIdSchema,
  instantSchema,
  planIdSchema,
  resourceIdSchema,
  snapshotIdSchema,
} from '../domain/ids.ts'
import { snapshotSchema } from '../domain/snapshot.ts'
import { directionSchema, pageOf, procedure, windowSchema } from './base.ts'

const bySnapshot = z.object({ snapshotId: snapshotIdSchema })

export const heldSinceSchema = z.object({ at: instantSchema, isExact: z.boolean() })

export const accountRowSchema = accountSchema
  .pick({
    accountId: true,
    displayName: true,
    email: true,
    status: true,
    licence: true,
    externalId: true,
    joinedOn: true,
    invitedOn: true,
    suspendedOn: true,
  })
  .extend({ roles: z.array(z.string()), groups: z.int(), grants: z.int(), lastSignIn: lastSignInSchema })
export type AccountRow = z.infer<typeof accountRowSchema>

export const accountFiltersSchema = z.object({
  /** Matches any part of name, e-mail addresses or external id, ignoring case and accents. */
  search: z.string().max(200).default(''),
  /** Empty means every status but removed. */
  statuses: z.array(accountStatusSchema).default([]),
  roleId: resourceIdSchema.nullable().default(null),
  groupId: resourceIdSchema.nullable().default(null),
  /** `has-access`: a role, a group, or anything else but a licence. */
  access: z.enum(['any', 'has-role', 'owns-group', 'no-group', 'has-access']).default('any'),
  flag: flagKindSchema.nullable().default(null),
  /** Accounts without a sign-in in this many days before the snapshot; none where sign-ins were not collected. */
  noSignInDays: z.int().min(1).max(3650).optional(),
  /** Accounts whose last sign-in is not known, because it was not collected. */
  signIns: z.literal('not-collected').optional(),
  /** From the start of that day, UTC. */
  joinedSince: z.iso.date().optional(),
  /** Accounts that changed, or whose access did, after the newest snapshot from before that day; the first one begins it all. */
  changedSince: z.iso.date().optional(),
})
export type AccountFilters = z.infer<typeof accountFiltersSchema>

export const accountSortSchema = z.enum([
  'name',
  'email',
  'status',
  'grants',
  'groups',
  'joinedOn',
  'externalId',
  'lastSignIn',
])

export const entitlementRowSchema = resourceSchema
  .pick({ resourceType: true, resourceId: true, name: true, description: true, management: true, externalId: true })
  .extend({
    entitlement: entitlementNameSchema,
    grants: z.int(),
  })
export type EntitlementRow = z.infer<typeof entitlementRowSchema>

export const entitlementFiltersSchema = z.object({
  search: z.string().max(200).default(''),
  types: z.array(resourceTypeSchema).default([]),
  management: z.array(groupManagementSchema).default([]),
  /** `one` holder only; groups without an owner where users manage them; groups with neither members nor owners. */
  held: z.enum(['any', 'held', 'nobody', 'one', 'no-owner', 'empty-group']).default('any'),
})
export type EntitlementFilters = z.infer<typeof entitlementFiltersSchema>

export const entitlementSortSchema = z.enum(['name', 'type', 'grants', 'management'])

/** One line of an account's access list. */
export const heldGrantSchema = z.object({
  resourceType: resourceTypeSchema,
  resourceId: resourceIdSchema,
  resourceName: z.string(),
  management: groupManagementSchema.nullable(),
  entitlement: entitlementNameSchema,
  heldSince: heldSinceSchema,
})
export type HeldGrant = z.infer<typeof heldGrantSchema>

export const accountDetailSchema = z.object({
  account: accountSchema,
  grants: z.array(heldGrantSchema),
  flags: z.array(flagSchema),
  lastSignIn: lastSignInSchema,
  /** Null where they were not collected. */
  devices: z.array(deviceSchema).nullable(),
  linkedApps: z.array(linkedAppSchema).nullable(),
})
export type AccountDetail = z.infer<typeof accountDetailSchema>

/**
 * Why somebody holds a grant. `heldSince` begins the time it has been held without a break as far as snapshots tell, `firstSeen`
 * is when it was ever first seen, `earlier` the times before this one on the same resource, oldest first. `by` is the step
 * of a plan that gave it; null where Attest did not.
 */
export const accessPathSchema = z.object({
  resourceType: resourceTypeSchema,
  resourceId: resourceIdSchema,
  entitlement: entitlementNameSchema,
  way: z.enum(['direct', 'group-member', 'group-owner', 'licence']),
  heldSince: heldSinceSchema,
  firstSeen: heldSinceSchema,
  earlier: z.array(
    z.object({ entitlement: entitlementNameSchema, from: heldSinceSchema, until: instantSchema.nullable() }),
  ),
  by: z.object({ planId: planIdSchema, stepNo: z.int() }).nullable(),
})
export type AccessPath = z.infer<typeof accessPathSchema>

/** One line of an entitlement's list of holders. */
export const holderSchema = accountRowSchema
  .pick({ accountId: true, displayName: true, email: true, status: true })
  .extend({ heldSince: heldSinceSchema })
export type Holder = z.infer<typeof holderSchema>

export const overviewSchema = z.object({
  snapshot: snapshotSchema,
  admins: z.int(),
  roles: z.array(z.object({ resourceId: resourceIdSchema, name: z.string(), holders: z.int() })),
  /** Each flag that is raised at all, with how many accounts carry it. */
  attention: z.array(z.object({ kind: flagKindSchema, accounts: z.int() })),
})
export type Overview = z.infer<typeof overviewSchema>

const entitlementInput = bySnapshot.extend({
  resourceType: resourceTypeSchema,
  resourceId: resourceIdSchema,
  entitlement: entitlementNameSchema,
})

export const snapshotsContract = {
  /** Newest first; also one that is held back. */
  list: procedure.input(z.object({ connectionId: connectionIdSchema })).output(z.array(snapshotSchema)),
  /** One that is held back becomes the newest. */
  confirm: procedure.input(bySnapshot).output(z.void()),
  /** One that is held back is removed. */
  discardHeldBack: procedure.input(bySnapshot).output(z.void()),
  overview: procedure.input(bySnapshot).output(overviewSchema),
  accounts: procedure
    .input(
      bySnapshot.extend({
        filters: accountFiltersSchema,
        sort: accountSortSchema,
        direction: directionSchema,
        window: windowSchema,
      }),
    )
    .output(pageOf(accountRowSchema)),
  account: procedure.input(bySnapshot.extend({ accountId: accountIdSchema })).output(accountDetailSchema),
  /** "Why does she have it": one path for each of the account's grants. */
  paths: procedure.input(bySnapshot.extend({ accountId: accountIdSchema })).output(z.array(accessPathSchema)),
  entitlements: procedure
    .input(
      bySnapshot.extend({
        filters: entitlementFiltersSchema,
        sort: entitlementSortSchema,
        direction: directionSchema,
        window: windowSchema,
      }),
    )
    .output(pageOf(entitlementRowSchema)),
  /** The types of resources a snapshot has: Dropbox's, or whatever a file brought. */
  resourceTypes: procedure.input(bySnapshot).output(z.array(resourceTypeSchema)),
  entitlement: procedure
    .input(entitlementInput)
    .output(entitlementRowSchema.extend({ createdAt: instantSchema.nullable() })),
  /** Holders sorted by name. */
  holders: procedure.input(entitlementInput.extend({ window: windowSchema })).output(pageOf(holderSchema)),
  /** For the palette: the best few of each, by name, e-mail or external id. */
  find: procedure
    .input(bySnapshot.extend({ text: z.string().min(1).max(200) }))
    .output(z.object({ accounts: z.array(accountRowSchema), entitlements: z.array(entitlementRowSchema) })),
}

export const flagChoices = flagKindSchema.options.map((kind) => ({ kind, label: FLAG_LABELS[kind] }))
