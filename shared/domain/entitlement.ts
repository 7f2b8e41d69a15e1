// Resources, the entitlements on them, and grants: an account holding an entitlement.
import { z } from 'zod'
import type { Account } from './account.ts'
import { accountIdSchema, instantSchema, type ResourceId, resourceIdSchema } from './ids.ts'

/** Dropbox's three; files of other connectors bring their own: `repository`, `org_role` and so on. */
export const DROPBOX_TYPES = ['role', 'group', 'licence'] as const
export const resourceTypeSchema = z.string().min(1).max(1100)
export type ResourceType = (typeof DROPBOX_TYPES)[number] | (string & {})

/** Of Dropbox: role `member`; group `member` or `owner` (exclusive); licence `assigned`. Files bring any others. */
export const entitlementNameSchema = z.string().min(1).max(1100)
export type EntitlementName = 'member' | 'owner' | 'assigned' | (string & {})

/** An entitlement as a file describes it. `message` is what else it says of it, as the file has it, in base64. */
export const offeredEntitlementSchema = z.object({
  name: entitlementNameSchema,
  displayName: z.string(),
  description: z.string(),
  message: z.string().optional(),
})
export type OfferedEntitlement = z.infer<typeof offeredEntitlementSchema>

/** Who may change a group. `other` is a kind this version does not know: it is shown, and never written to. */
export const groupManagementSchema = z.enum(['company_managed', 'user_managed', 'system_managed', 'other'])
export type GroupManagement = z.infer<typeof groupManagementSchema>

/** A thing that grants access. `createdAt` only of groups, `description` only of roles. */
export const resourceSchema = z.object({
  resourceType: resourceTypeSchema,
  resourceId: resourceIdSchema,
  name: z.string(),
  description: z.string(),
  management: groupManagementSchema.nullable(),
  externalId: z.string().nullable(),
  createdAt: instantSchema.nullable(),
  /** Only of resources from a file; without it Dropbox's own rules hold: ask `entitlementsOf`. */
  entitlements: z.array(offeredEntitlementSchema).optional(),
  /** Only of resources from a file: what this one belongs to. */
  parent: z.object({ resourceType: resourceTypeSchema, resourceId: resourceIdSchema }).optional(),
  /** Only of resources from a file: everything the file says of it, in base64. */
  message: z.string().optional(),
})
export type Resource = z.infer<typeof resourceSchema>

/** One kind of access on a resource. */
export const entitlementKeySchema = z.object({
  resourceType: resourceTypeSchema,
  resourceId: resourceIdSchema,
  entitlement: entitlementNameSchema,
})
export type EntitlementKey = z.infer<typeof entitlementKeySchema>

/** An account holding an entitlement. */
export const grantSchema = entitlementKeySchema.extend({ accountId: accountIdSchema })
export type Grant = z.infer<typeof grantSchema>

/** Slashes separate the parts of a key, so those inside a type or a name are written another way. */
const keyPart = (text: string): string => text.replaceAll('%', '%25').replaceAll('/', '%2F')
const fromKeyPart = (part: string): string => part.replaceAll('%2F', '/').replaceAll('%25', '%')

/** A text key, `group/g:1a2b/owner`: unique in a team, equal for equal entitlements. */
export const entitlementKey = (key: EntitlementKey): string =>
  `${keyPart(key.resourceType)}/${key.resourceId}/${keyPart(key.entitlement)}`

/** A key back in its parts; null when it is none. The id in the middle may contain slashes. */
export const parseEntitlementKey = (key: string): EntitlementKey | null => {
  const first = key.indexOf('/')
  const last = key.lastIndexOf('/')
  if (last - first < 2) return null
  const parsed = entitlementKeySchema.safeParse({
    resourceType: fromKeyPart(key.slice(0, first)),
    resourceId: key.slice(first + 1, last),
    entitlement: fromKeyPart(key.slice(last + 1)),
  })
  return parsed.success ? parsed.data : null
}

/** A text key, `dbmid:AAA/group/g:1a2b/owner`: unique in a team, equal for equal grants. */
export const grantKey = (grant: Grant): string => `${grant.accountId}/${entitlementKey(grant)}`

/** Access that lets its holder change other people's access: every admin role, owning, and being admin of, a thing. */
export const isPrivileged = (key: { resourceType: ResourceType; entitlement: EntitlementName }): boolean =>
  key.resourceType === 'role' || key.entitlement === 'owner' || key.entitlement === 'admin'

/** The entitlements a resource offers. Of Dropbox's groups, only those that users manage have owners. */
export const entitlementsOf = (
  resource: Pick<Resource, 'resourceType' | 'management' | 'entitlements'>,
): EntitlementName[] => {
  if (resource.entitlements) return resource.entitlements.map((offered) => offered.name)
  if (resource.resourceType === 'role') return ['member']
  if (resource.resourceType === 'licence') return ['assigned']
  return resource.management === 'user_managed' ? ['member', 'owner'] : ['member']
}

/** Dropbox's membership types as resources: the licence somebody uses. */
export const licenceResourceId = (licence: Account['licence']): ResourceId => licence as ResourceId
