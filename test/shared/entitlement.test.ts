import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entitlementKey, entitlementsOf, parseEntitlementKey } from '../../shared/domain/entitlement.ts'
import type { ResourceId } from '../../shared/domain/ids.ts'
import { accessKind } from '../../shared/domain/type-words.ts'

const text = fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom('a', 'B', '/', '%', '2', 'F', ':', 'é') })

describe('entitlementKey', () => {
  it('is read back whatever type, id and name look like', () => {
    fc.assert(
      fc.property(text, text, text, (resourceType, id, entitlement) => {
        const key = { resourceType, resourceId: id as ResourceId, entitlement }
        expect(parseEntitlementKey(entitlementKey(key))).toEqual(key)
      }),
    )
  })
  it('is plain for what Dropbox has', () => {
    const key = { resourceType: 'group', resourceId: 'g:1a/2b' as ResourceId, entitlement: 'owner' }
    expect(entitlementKey(key)).toBe('group/g:1a/2b/owner')
  })
  it.each(['', 'group', 'group/owner', 'group//owner', '/g:1/owner', 'group/g:1/'])('refuses %s', (key) => {
    expect(parseEntitlementKey(key)).toBeNull()
  })
})

describe('entitlementsOf', () => {
  it('gives what a file says, whatever the type is', () => {
    const entitlements = ['push', 'pull'].map((name) => ({ name, displayName: name, description: '' }))
    expect(entitlementsOf({ resourceType: 'role', management: null, entitlements })).toEqual(['push', 'pull'])
  })
})

describe('accessKind', () => {
  it.each([
    ['role', 'member', 'Role'],
    ['group', 'owner', 'Group owner'],
    ['licence', 'assigned', 'Licence'],
    ['org_role', 'assigned', 'Org role'],
    ['repository', 'admin', 'Repository admin'],
  ])('calls %s %s “%s”', (resourceType, entitlement, words) => {
    expect(accessKind({ resourceType, entitlement })).toBe(words)
  })
})
