// The address of the Entitlements page: what is searched, filtered, sorted, and which drawer is open.
import { z } from 'zod'
import { directionSchema } from '../../../shared/contract/base.ts'
import { entitlementFiltersSchema, entitlementSortSchema } from '../../../shared/contract/snapshots.ts'
import { groupManagementSchema, resourceTypeSchema } from '../../../shared/domain/entitlement.ts'

/** `entitlement` is a key as `entitlementKey` writes it: `group/g:1a2b/owner`. */
export const entitlementsSearchSchema = z.object({
  q: z.string().max(200).optional().catch(undefined),
  types: z.array(resourceTypeSchema).optional().catch(undefined),
  management: z.array(groupManagementSchema).optional().catch(undefined),
  held: entitlementFiltersSchema.shape.held.unwrap().optional().catch(undefined),
  sort: entitlementSortSchema.optional().catch(undefined),
  direction: directionSchema.optional().catch(undefined),
  entitlement: z.string().optional().catch(undefined),
})
export type EntitlementsSearch = z.infer<typeof entitlementsSearchSchema>
