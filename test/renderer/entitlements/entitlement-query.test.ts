import { describe, expect, it } from 'vitest'
import { filtersOf } from '../../../renderer/features/entitlements/entitlement-query.ts'
import { entitlementFiltersSchema } from '../../../shared/contract/snapshots.ts'

describe('filtersOf', () => {
  it('gives the plain value of the contract for everything left out', () => {
    expect(filtersOf({})).toEqual(entitlementFiltersSchema.parse({}))
  })
})
