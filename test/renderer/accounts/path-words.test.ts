import { describe, expect, it } from 'vitest'
import { earlierWords, wayWords } from '../../../renderer/features/accounts/path-words.ts'

const since = (at: string, isExact = true) => ({ at, isExact })

describe('why somebody has it', () => {
  it('tells a role, a licence, and a group with who chooses its members', () => {
    expect(wayWords({ way: 'direct' }, { resourceType: 'role', management: null })).toBe('held directly')
    expect(wayWords({ way: 'licence' }, { resourceType: 'licence', management: null })).toBe(
      'by the kind of membership',
    )
    expect(wayWords({ way: 'group-member' }, { resourceType: 'group', management: 'user_managed' })).toBe(
      'chosen by its owners',
    )
    expect(wayWords({ way: 'group-owner' }, { resourceType: 'group', management: 'user_managed' })).toBe(
      'may change who is in it',
    )
    expect(wayWords({ way: 'group-member' }, { resourceType: 'group', management: 'other' })).toBeNull()
  })

  it('tells what was before, as far as snapshots go back', () => {
    const owner = { entitlement: 'owner', from: since('2026-01-03T00:00:00Z', false), until: '2026-10-12T00:00:00Z' }
    const member = { entitlement: 'member', from: since('2026-01-03T00:00:00Z'), until: '2026-02-01T00:00:00Z' }
    expect(earlierWords({ entitlement: 'member', earlier: [] })).toBeNull()
    expect(earlierWords({ entitlement: 'member', earlier: [owner] })).toBe(
      'Before that, owner since before 3 Jan 2026 until 12 Oct 2026',
    )
    expect(earlierWords({ entitlement: 'member', earlier: [owner, member] })).toBe(
      'Before that, held from 3 Jan 2026 until 1 Feb 2026, and 1 more time',
    )
  })
})
