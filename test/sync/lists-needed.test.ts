import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Group } from '../../electron/dropbox/group.ts'
import { isSurelyUnnamed, MEMBERS_PER_CALL, mayHaveOwners, planLists } from '../../electron/sync/lists-needed.ts'
import type { GroupManagement } from '../../shared/domain/entitlement.ts'
import type { ResourceId } from '../../shared/domain/ids.ts'

const groupOf = (no: number, memberCount: number | null, management: GroupManagement = 'user_managed'): Group => ({
  resource: {
    resourceType: 'group',
    resourceId: `g:${no}` as ResourceId,
    name: `Group ${no}`,
    description: '',
    management,
    externalId: null,
    createdAt: null,
  },
  memberCount,
  members: null,
})

describe('planLists', () => {
  it('reads every group exactly once, in calls of bounded size, and wastes less than half of them', () => {
    const count = fc.option(fc.integer({ min: 0, max: 3000 }), { nil: null })
    fc.assert(
      fc.property(fc.array(count, { maxLength: 300 }), (counts) => {
        const groups = counts.map((memberCount, no) => groupOf(no, memberCount))
        const sizes = new Map(groups.map((group) => [group.resource.resourceId, group.memberCount ?? 100]))
        const { together, paged } = planLists(groups)
        expect([...together.flat(), ...paged].sort()).toEqual([...sizes.keys()].sort())
        for (const ids of together) {
          expect(ids.length).toBeLessThanOrEqual(100)
          expect(ids.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0)).toBeLessThanOrEqual(MEMBERS_PER_CALL)
        }
        for (const id of paged) expect(sizes.get(id)).toBeGreaterThan(MEMBERS_PER_CALL)
        const members = together.flat().reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0)
        const bound = Math.ceil((2 * members) / MEMBERS_PER_CALL) + Math.ceil(together.flat().length / 100) + 1
        expect(together.length).toBeLessThanOrEqual(bound)
      }),
    )
  })

  it('reads system-managed groups by their own list, whatever their size', () => {
    expect(planLists([groupOf(1, 5, 'system_managed')])).toEqual({ together: [], paged: ['g:1'] })
  })
})

it('owners are looked for where users manage the group, or nobody knows who does', () => {
  expect(mayHaveOwners(groupOf(1, 3, 'user_managed'))).toBe(true)
  expect(mayHaveOwners(groupOf(1, null, 'other'))).toBe(true)
  expect(mayHaveOwners(groupOf(1, 0, 'user_managed'))).toBe(false)
  expect(mayHaveOwners(groupOf(1, 3, 'company_managed'))).toBe(false)
  expect(mayHaveOwners(groupOf(1, 3, 'system_managed'))).toBe(false)
})

it('a system-managed group that holds most of the team and that no profile names is read early', () => {
  expect(isSurelyUnnamed(groupOf(1, 90, 'system_managed'), 0, 100)).toBe(true)
  expect(isSurelyUnnamed(groupOf(1, 90, 'system_managed'), 7, 100)).toBe(false)
  expect(isSurelyUnnamed(groupOf(1, 20, 'system_managed'), 0, 100)).toBe(false)
  expect(isSurelyUnnamed(groupOf(1, 90, 'company_managed'), 0, 100)).toBe(false)
})
