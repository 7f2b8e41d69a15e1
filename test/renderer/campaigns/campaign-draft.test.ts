import { describe, expect, it } from 'vitest'
import {
  measureWords,
  scopeOf,
  suggestedDueOn,
  suggestedName,
} from '../../../renderer/features/campaigns/campaign-draft.ts'
import type { ResourceId } from '../../../shared/domain/ids.ts'

describe('suggestedName', () => {
  const now = new Date(2026, 10, 21)
  it('says the month', () => {
    expect(suggestedName(now, [])).toBe('Access review, November 2026')
  })
  it('counts on where there is one of that name', () => {
    const names = ['Access review, November 2026', 'Access review, November 2026 (2)']
    expect(suggestedName(now, names)).toBe('Access review, November 2026 (3)')
  })
})

describe('suggestedDueOn', () => {
  it('is two weeks on, across months and the change to winter time', () => {
    expect(suggestedDueOn(new Date(2026, 9, 20, 23, 30))).toBe('2026-11-03')
    expect(suggestedDueOn(new Date(2026, 11, 24, 0, 5))).toBe('2027-01-07')
  })
})

describe('scopeOf', () => {
  it('is none before a group is chosen', () => {
    expect(scopeOf('groups', [])).toBeNull()
    expect(scopeOf('groups', ['g:1' as ResourceId])).toEqual({ kind: 'groups', resourceIds: ['g:1'] })
  })
  it('ignores groups chosen before the scope was changed', () => {
    expect(scopeOf('roles', ['g:1' as ResourceId])).toEqual({ kind: 'roles' })
  })
})

describe('measureWords', () => {
  it('counts items, people and privileged ones', () => {
    expect(measureWords({ items: 175, people: 63, privileged: 12 })).toBe('175 items about 63 people, 12 privileged')
    expect(measureWords({ items: 1, people: 1, privileged: 0 })).toBe('1 item about 1 person, 0 privileged')
  })
  it('says when there is nothing to review', () => {
    expect(measureWords({ items: 0, people: 0, privileged: 0 })).toContain('nothing to review')
  })
})
