import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateTeam } from '../../electron/demo-team/generate/team.ts'
import type { TeamData } from '../../electron/demo-team/state/model.ts'
import { TEAM_ADMIN } from '../../electron/demo-team/state/roles.ts'

const flat = (team: TeamData) =>
  JSON.stringify(team, (_, value) => (value instanceof Map ? [...value.entries()] : value))

const recipe = fc.record({
  members: fc.integer({ min: 30, max: 700 }),
  groups: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
  seed: fc.integer(),
  hostileNames: fc.boolean(),
})

describe('generateTeam', () => {
  it('draws the same team from the same recipe, byte for byte, and another from another seed', () => {
    fc.assert(
      fc.property(recipe, (wanted) => {
        const team = flat(generateTeam(wanted))
        expect(flat(generateTeam(wanted))).toBe(team)
        expect(flat(generateTeam({ ...wanted, seed: wanted.seed ^ 1 }))).not.toBe(team)
      }),
      { numRuns: 25 },
    )
  }, 30_000)

  it('keeps ids, addresses and external ids apart, counts exact, and lists ordered', () => {
    fc.assert(
      fc.property(recipe, (wanted) => {
        const team = generateTeam(wanted)
        const ids = team.members.map((m) => m.id)
        const addresses = team.members.flatMap((m) => [m.email, ...(m.secondaryEmails ?? []).map((s) => s.email)])
        const external = team.members.flatMap((m) => m.externalId ?? [])
        for (const list of [ids, addresses, external, team.groups.map((g) => g.name), team.groups.map((g) => g.id)]) {
          expect(new Set(list).size).toBe(list.length)
        }
        expect(ids).toEqual([...ids].sort())
        expect(team.members.filter((m) => m.status !== 'removed')).toHaveLength(wanted.members)
        if (wanted.groups !== undefined) expect(team.groups).toHaveLength(wanted.groups)
        for (const address of addresses) expect(address).toMatch(/^[a-z][a-z.-]*\d*@[a-z-]+\.example$/)
      }),
      { numRuns: 40 },
    )
  }, 30_000)

  it('lets members and groups agree, owners be active, and company-managed groups have none', () => {
    fc.assert(
      fc.property(recipe, (wanted) => {
        const team = generateTeam(wanted)
        const members = new Map(team.members.map((m) => [m.id, m]))
        for (const group of team.groups) {
          for (const [id, type] of group.access) {
            const holder = members.get(id)
            expect(holder?.groupIds).toContain(group.id)
            expect(holder?.status).not.toBe('removed')
            if (type === 'owner') expect([group.management, holder?.status]).toEqual(['user_managed', 'active'])
          }
        }
        const entries = team.groups.reduce((sum, group) => sum + group.access.size, 0)
        expect(team.members.reduce((sum, m) => sum + m.groupIds.length, 0)).toBe(entries)
      }),
      { numRuns: 25 },
    )
  }, 30_000)

  it('looks like a company: every state, at least two admins, contractors, a lonely owner, an empty group', () => {
    for (const members of [30, 240, 1200]) {
      const team = generateTeam({ members, seed: 7 })
      const active = team.members.filter((m) => m.status === 'active')
      expect(new Set(team.members.map((m) => m.status)).size).toBe(4)
      expect(active.filter((m) => m.roleIds.includes(TEAM_ADMIN)).length).toBeGreaterThanOrEqual(2)
      expect(team.members.some((m) => m.status === 'suspended' && m.roleIds.includes(TEAM_ADMIN))).toBe(true)
      expect(active.some((m) => m.roleIds.length === 2)).toBe(true)
      expect(active.some((m) => m.roleIds.length === 3)).toBe(members >= 1000)
      expect(active.some((m) => !team.domains.some((domain) => m.email.endsWith(`@${domain}`)))).toBe(true)
      const sizes = team.groups.filter((g) => g.management === 'user_managed').map((g) => g.access)
      expect(sizes.some((access) => access.size === 0)).toBe(true)
      expect(sizes.some((access) => access.size === 1 && [...access.values()][0] === 'owner')).toBe(true)
      expect(team.groups.some((g) => g.name.length > 100)).toBe(true)
    }
  })

  it('has hostile names on request only', () => {
    const names = (hostileNames: boolean) =>
      generateTeam({ members: 240, seed: 7, hostileNames }).members.map((m) => m.displayName)
    expect(names(false).filter((name) => /[<>=|"]/.test(name) || name.length > 60)).toEqual([])
    const hostile = names(true)
    expect(hostile).toContain('<script>alert(1)</script> Tag')
    expect(hostile.some((name) => name.length === 500)).toBe(true)
    expect(hostile.some((name) => name.includes('\u202E'))).toBe(true)
  })

  it('refuses sizes it cannot draw', () => {
    for (const members of [29, 100_001, 40.5]) expect(() => generateTeam({ members, seed: 1 })).toThrow(RangeError)
    expect(() => generateTeam({ members: 30, groups: 0, seed: 1 })).toThrow(RangeError)
  })
})
