import { describe, expect, it } from 'vitest'
import {
  filtersOf,
  hasFilters,
  searchOfSort,
  sortOf,
  withoutFilters,
} from '../../../renderer/features/accounts/account-query.ts'
import { accountsSearchSchema } from '../../../renderer/features/accounts/accounts-search.ts'
import { accountFiltersSchema } from '../../../shared/contract/snapshots.ts'

describe('accountsSearchSchema', () => {
  it('keeps what it knows and drops nonsense instead of failing', () => {
    const search = accountsSearchSchema.parse({
      q: 'ada',
      flag: 'odd',
      statuses: 'active',
      sort: 'grants',
      direction: 7,
    })
    expect(search).toMatchObject({ q: 'ada', sort: 'grants' })
    expect(search.flag).toBeUndefined()
    expect(search.statuses).toBeUndefined()
    expect(search.direction).toBeUndefined()
  })
})

describe('filtersOf', () => {
  it('gives the plain value of the contract for everything left out', () => {
    expect(filtersOf({})).toEqual(accountFiltersSchema.parse({}))
  })
})

describe('sort', () => {
  it('is left out of the address when it is the plain one, and comes back as it was', () => {
    expect(searchOfSort({ id: 'name', direction: 'asc' })).toEqual({ sort: undefined, direction: undefined })
    expect(sortOf(searchOfSort({ id: 'name', direction: 'asc' }))).toEqual({ sort: 'name', direction: 'asc' })
    expect(sortOf(searchOfSort({ id: 'grants', direction: 'desc' }))).toEqual({ sort: 'grants', direction: 'desc' })
  })
})

describe('withoutFilters', () => {
  it('clears every filter, and leaves sort and the open account', () => {
    const full = { q: 'a', statuses: ['active' as const], role: 'r', group: 'g', access: 'has-role' as const }
    const cleared = withoutFilters({ ...full, flag: 'lone-owner' as const, sort: 'email' as const, account: 'dbmid:1' })
    expect(hasFilters(cleared)).toBe(false)
    expect(cleared).toMatchObject({ sort: 'email', account: 'dbmid:1' })
  })
})
