import { describe, expect, it } from 'vitest'
import { revokeConsequence, scopeInWords, verdictsFor, whyNot } from '../../shared/domain/review-rules.ts'

const member = {
  resourceType: 'group',
  entitlement: 'member',
  management: 'user_managed',
  status: 'active',
  isOwnAccess: false,
} as const

describe('verdictsFor', () => {
  it('allows demote for owners of groups only', () => {
    expect(verdictsFor(member)).toEqual({ verdicts: ['certify', 'revoke', 'abstain'], limits: null })
    expect(verdictsFor({ ...member, entitlement: 'owner' }).verdicts).toContain('demote')
    expect(whyNot('demote', member)).toBe('Only a group owner can be demoted.')
    expect(whyNot('revoke', member)).toBeNull()
  })

  it('lets nobody decide their own access, whatever it is', () => {
    for (const grant of [member, { ...member, entitlement: 'owner' as const }])
      expect(verdictsFor({ ...grant, isOwnAccess: true }).verdicts).toEqual(['abstain'])
  })

  it('offers no revoke that cannot be carried out, and says why', () => {
    const licence = { ...member, resourceType: 'licence', entitlement: 'assigned', management: null } as const
    expect(verdictsFor({ ...licence, status: 'suspended' }).verdicts).toContain('revoke')
    for (const grant of [
      { ...licence, status: 'invited' as const },
      { ...member, management: 'other' as const },
      { ...member, management: 'system_managed' as const },
    ]) {
      expect(verdictsFor(grant).verdicts).toEqual(['certify', 'abstain'])
      expect(whyNot('revoke', grant)).toMatch(/\.$/)
    }
  })
})

describe('scopeInWords', () => {
  it('says what is covered, and what is left out and why', () => {
    expect(scopeInWords('roles', [], 0)).toBe('all roles')
    expect(scopeInWords('groups', ['Finance'], 0)).toBe('the group Finance')
    expect(scopeInWords('groups', ['Finance', 'Legal'], 2)).toBe(
      '2 groups; 2 system-managed groups left out: Dropbox manages them',
    )
  })
})

describe('revokeConsequence', () => {
  const left = { otherRoles: [], owners: 2 }
  const of = (more: object) => ({ ...member, person: 'Bo', resourceName: 'Finance', ...more })
  it('warns when a group loses its last owner', () => {
    expect(revokeConsequence(of({ entitlement: 'owner' }), { ...left, owners: 1 })).toContain('has no owner')
    expect(revokeConsequence(of({ entitlement: 'owner' }), left)).not.toContain('has no owner')
  })
  it('tells a suspension from what cannot be suspended', () => {
    const licence = { resourceType: 'licence', entitlement: 'assigned', management: null }
    expect(revokeConsequence(of(licence), left)).toContain('no device is wiped')
    expect(revokeConsequence(of({ ...licence, status: 'suspended' }), left)).toContain('suspended already')
    expect(revokeConsequence(of({ ...licence, status: 'invited' }), left)).toContain('has not joined')
  })
})
