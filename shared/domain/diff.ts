// What differs between two snapshots of one connection, one change a row, and the pure comparing behind it.
import { z } from 'zod'
import { accountStatusSchema } from './account.ts'
import { resourceTypeSchema } from './entitlement.ts'
import { accountIdSchema, planIdSchema, resourceIdSchema } from './ids.ts'

/**
 * An account joins when it becomes a member of the team, and leaves when it no longer is one, whether Dropbox keeps its
 * record as `removed` or not. A change is one detail of an account or resource; a grant changes when a group's member
 * becomes its owner or the other way round.
 */
export const changeKindSchema = z.enum([
  'account-joined',
  'account-left',
  'account-changed',
  'grant-added',
  'grant-removed',
  'grant-changed',
  'resource-created',
  'resource-changed',
  'resource-deleted',
])
export type ChangeKind = z.infer<typeof changeKindSchema>

/** Old and new value of a detail as text; null where there was, or is, none. Lists are JSON. */
export const detailChangeSchema = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type DetailChange = z.infer<typeof detailChangeSchema>

/**
 * One row. `before` and `after` are the entitlement of a grant, or the value of `field`. `along` are details that changed
 * with it: the day of joining with the status, or everything known of who joined or left. People and resources are named
 * as in the later of the two snapshots that has them.
 */
export const changeSchema = z.object({
  kind: changeKindSchema,
  account: z
    .object({ accountId: accountIdSchema, displayName: z.string(), email: z.string(), status: accountStatusSchema })
    .nullable(),
  resource: z.object({ resourceType: resourceTypeSchema, resourceId: resourceIdSchema, name: z.string() }).nullable(),
  field: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  along: z.array(detailChangeSchema),
  /** The step of a plan that made it, verified between the two snapshots; null for what was done outside Attest. */
  by: z.object({ planId: planIdSchema, stepNo: z.int() }).nullable(),
})
export type Change = z.infer<typeof changeSchema>

/** People and grants and resources, each counted once however many of their details changed. */
export const changeCountsSchema = z.object({
  accountsJoined: z.int(),
  accountsLeft: z.int(),
  accountsChanged: z.int(),
  grantsAdded: z.int(),
  grantsRemoved: z.int(),
  grantsChanged: z.int(),
  resourcesCreated: z.int(),
  resourcesChanged: z.int(),
  resourcesDeleted: z.int(),
})
export type ChangeCounts = z.infer<typeof changeCountsSchema>

export const totalOf = (counts: ChangeCounts): number => Object.values(counts).reduce((sum, n) => sum + n, 0)

/** The kind a change has when one looks from the later snapshot back to the earlier. */
export const MIRRORED: Record<ChangeKind, ChangeKind> = {
  'account-joined': 'account-left',
  'account-left': 'account-joined',
  'account-changed': 'account-changed',
  'grant-added': 'grant-removed',
  'grant-removed': 'grant-added',
  'grant-changed': 'grant-changed',
  'resource-created': 'resource-deleted',
  'resource-changed': 'resource-changed',
  'resource-deleted': 'resource-created',
}

type Body = Readonly<Record<string, unknown>>

/** What a file of another connector says beyond what Attest reads: it is long and unreadable, so only that it changed. */
const OPAQUE = new Set(['message'])

const textOf = (value: unknown): string | null => {
  if (value === null || value === undefined) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Not always known: that it came to be known, or is not any more, is no change of the thing. */
const NOT_ALWAYS_KNOWN = new Set(['createdAt'])

/** What people ask for first. */
const LEADING = ['status', 'email', 'displayName', 'name', 'licence', 'externalId']
const rankOf = (field: string): number => (LEADING.indexOf(field) + 1 || LEADING.length + 1) - 1

/** Every detail that is not the same on both sides, the leading ones first. */
export const changedDetails = (before: Body, after: Body): DetailChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .flatMap((field) => {
      const [old, now] = [textOf(before[field]), textOf(after[field])]
      if (old === now) return []
      const isUnknown = before[field] === null || after[field] === null
      if (isUnknown && NOT_ALWAYS_KNOWN.has(field)) return []
      return OPAQUE.has(field) ? [{ field, before: null, after: null }] : [{ field, before: old, after: now }]
    })

/** Details that follow from another: they are told with it, and by themselves only where it stayed the same. */
const FOLLOWING: Record<string, readonly string[]> = {
  status: [
    'joinedOn',
    'invitedOn',
    'suspendedOn',
    'isRecoverable',
    'dropboxAccountId',
    'emailVerified',
    'isDirectoryRestricted',
  ],
  displayName: ['givenName', 'surname'],
  email: ['emailVerified'],
}

/** The details, as `changedDetails` gives them, as rows: each with those that follow from it. */
export const detailRows = (details: readonly DetailChange[]): (DetailChange & { along: DetailChange[] })[] => {
  const rows = details.map((detail) => ({ ...detail, along: [] as DetailChange[] }))
  const taken = new Set<string>()
  for (const row of rows) {
    if (taken.has(row.field)) continue
    row.along = details.filter((d) => !taken.has(d.field) && FOLLOWING[row.field]?.includes(d.field))
    for (const { field } of row.along) taken.add(field)
  }
  return rows.filter((row) => !taken.has(row.field))
}
