import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filtersOf, parseKey } from '../../../renderer/features/entitlements/entitlement-query.ts'
import { entitlementFiltersSchema } from '../../../shared/contract/snapshots.ts'
import { entitlementKey, entitlementNameSchema, resourceTypeSchema } from '../../../shared/domain/entitlement.ts'
import type { ResourceId } from '../../../shared/domain/ids.ts'

describe('parseKey', () => {
  it('reads back every key, whatever the id looks like', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...resourceTypeSchema.options),
        fc.string({ minLength: 1 }),
        fc.constantFrom(...entitlementNameSchema.options),
        (resourceType, id, entitlement) => {
          const key = { resourceType, resourceId: id as ResourceId, entitlement }
          expect(parseKey(entitlementKey(key))).toEqual(key)
        },
      ),
    )
  })
  it.each(['', 'group', 'group/owner', 'group//owner', 'thing/g:1/owner', 'group/g:1/boss'])('refuses %s', (key) => {
    expect(parseKey(key)).toBeNull()
  })
})

describe('filtersOf', () => {
  it('gives the plain value of the contract for everything left out', () => {
    expect(filtersOf({})).toEqual(entitlementFiltersSchema.parse({}))
  })
})
