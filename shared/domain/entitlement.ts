// Resources, the entitlements on them, and grants: an account holding an entitlement.
import { z } from 'zod'
import { accountIdSchema, instantSchema, type ResourceId, resourceIdSchema } from './ids.ts'

export const resourceTypeSchema = z.enum(['role', 'group', 'licence'])
export type ResourceType = z.infer<typeof resourceTypeSchema>

/** role `member`; group `member` or `owner` (exclusive, as in Dropbox); licence `assigned`. */
export const entitlementNameSchema = z.enum(['member', 'owner', 'assigned'])
export type EntitlementName = z.infer<typeof entitlementNameSchema>

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

/** A text key, `group/g:1a2b/owner`: unique in a team, equal for equal entitlements. */
export const entitlementKey = (key: EntitlementKey): string =>
  `${key.resourceType}/${key.resourceId}/${key.entitlement}`

/** A text key, `dbmid:AAA/group/g:1a2b/owner`: unique in a team, equal for equal grants. */
export const grantKey = (grant: Grant): string => `${grant.accountId}/${entitlementKey(grant)}`

/** Access that lets its holder change other people's access: every admin role, and owning a group. */
export const isPrivileged = (key: Pick<EntitlementKey, 'resourceType' | 'entitlement'>): boolean =>
  key.resourceType === 'role' || key.entitlement === 'owner'

/** The entitlements a resource offers; owners exist only where users manage the group. */
export const entitlementsOf = (resource: Pick<Resource, 'resourceType' | 'management'>): EntitlementName[] => {
  if (resource.resourceType === 'role') return ['member']
  if (resource.resourceType === 'licence') return ['assigned']
  return resource.management === 'user_managed' ? ['member', 'owner'] : ['member']
}

/** Dropbox's membership types as resources: the licence somebody uses. */
export const licenceResourceId = (licence: 'full' | 'limited' | 'other'): ResourceId => licence as ResourceId
