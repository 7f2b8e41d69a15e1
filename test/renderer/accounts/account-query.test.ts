import { describe, expect, it } from 'vitest'
import {
  filtersOf,
  hasFilters,
  questionOf,
  searchOfQuestion,
  searchOfSort,
  sortOf,
  withoutFilters,
} from '../../../renderer/features/accounts/account-query.ts'
import { accountsSearchSchema } from '../../../renderer/features/accounts/accounts-search.ts'
import * as entitlements from '../../../renderer/features/entitlements/entitlement-query.ts'
import { chipsSet } from '../../../renderer/ui/questions/asked.ts'
import { readyMade } from '../../../renderer/ui/questions/ready-made.ts'
import type { QuestionFilters } from '../../../shared/contract/questions.ts'
import { accountFiltersSchema } from '../../../shared/contract/snapshots.ts'

const questionOfEntitlements = (filters: QuestionFilters) =>
  entitlements.questionOf(entitlements.searchOfQuestion(filters))

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

describe('a question', () => {
  const search = {
    statuses: ['invited' as const],
    q: '',
    joinedSince: '2026-10-12',
    sort: 'email' as const,
    account: 'dbmid:1',
  }

  it('is what the address filters by, without sort and drawer', () => {
    expect(questionOf(search)).toEqual({ statuses: ['invited'], joinedSince: '2026-10-12' })
    expect(questionOf({ sort: 'grants' })).toEqual({})
  })

  it('counts what its chips set, and not the search', () => {
    expect(chipsSet(questionOf({ ...search, q: 'ada' }))).toBe(2)
    expect(chipsSet(questionOf({ q: 'ada' }))).toBe(0)
  })

  it('asked again takes the place of every filter, and of nothing else', () => {
    const asked = { ...search, ...searchOfQuestion({ access: 'has-role' }) }
    expect(filtersOf(asked)).toEqual({ ...accountFiltersSchema.parse({}), access: 'has-role' })
    expect(asked).toMatchObject({ sort: 'email', account: 'dbmid:1' })
    expect(questionOf(searchOfQuestion(questionOf(search)))).toEqual(questionOf(search))
  })

  it('from another version loses what this one does not know', () => {
    expect(questionOf(searchOfQuestion({ flag: 'no-such-flag', mood: 'odd', q: 'ada' }))).toEqual({ q: 'ada' })
  })

  it('that is ready-made fits its page, every one of them', () => {
    for (const { page, filters } of readyMade('2026-11-21T12:00:00Z'))
      expect(page === 'accounts' ? questionOf(searchOfQuestion(filters)) : questionOfEntitlements(filters)).toEqual(
        filters,
      )
    expect(readyMade('2026-11-21T12:00:00Z').find(({ id }) => id === 'joined')?.filters).toEqual({
      joinedSince: '2026-10-22',
    })
  })
})
