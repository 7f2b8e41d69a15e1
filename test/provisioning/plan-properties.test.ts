import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FreshGroup, GroupAccess } from '../../electron/provisioning/fresh-team.ts'
import { planRevocations, type RevokeDecision } from '../../electron/provisioning/plan-revocations.ts'
import type { Step } from '../../shared/domain/plan.ts'
import {
  accountId,
  contextOf,
  decisionsOn,
  demote,
  group,
  person,
  ROLE_NAMES,
  revokeGroup,
  revokeLicence,
  revokeRole,
  TEAM_ADMIN,
  teamOf,
} from './team-on-paper.ts'

const PEOPLE = ['a', 'b', 'c', 'd', 'e']
const GROUPS = ['g1', 'g2', 'g3']
const ROLES = Object.keys(ROLE_NAMES)
const ORDER = ['set-roles', 'demote-owner', 'remove-from-group', 'suspend']

const peopleArb = fc.tuple(
  ...PEOPLE.map((id) =>
    fc
      .tuple(fc.subarray(ROLES), fc.constantFrom('active', 'active', 'active', 'suspended', 'invited', 'removed'))
      .map(([roles, status]) => person(id, status === 'removed' ? [] : roles, status)),
  ),
)
const groupsArb = fc.tuple(
  ...GROUPS.map((id) =>
    fc
      .tuple(
        fc.dictionary(fc.constantFrom(...PEOPLE), fc.constantFrom<GroupAccess>('member', 'owner')),
        fc.constantFrom('user_managed', 'user_managed', 'company_managed', 'system_managed', 'other'),
      )
      .map(([members, kind]): FreshGroup => group(id, kind === 'system_managed' ? null : members, kind)),
  ),
)
const verdictArb = fc.oneof(
  fc.constantFrom(...ROLES).map(revokeRole),
  fc
    .tuple(fc.constantFrom(...GROUPS), fc.constantFrom<GroupAccess>('member', 'owner'))
    .map(([g, a]) => revokeGroup(g, a)),
  fc.constantFrom(...GROUPS).map(demote),
  fc.constant(revokeLicence),
)
const decisionsArb: fc.Arbitrary<RevokeDecision[]> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...PEOPLE), verdictArb), {
    selector: ([who, v]) => `${who}/${v.resourceId}/${v.entitlement}/${v.verdict}`,
    maxLength: 25,
  })
  .map((all) => decisionsOn(...all))

/** Anybody may be the acting admin, and the acting admin need not be a team admin: the plan must hold all the same. */
const caseArb = fc
  .record({ people: peopleArb, groups: groupsArb, decisions: decisionsArb, acting: fc.constantFrom('root', ...PEOPLE) })
  .map(({ people, groups, decisions, acting }) => {
    const fresh = teamOf(people, groups, acting)
    const admins = people.filter((p) => p.account.status === 'active' && p.roles.some((r) => r.roleId === TEAM_ADMIN))
    const activeTeamAdmins = new Set(admins.map((p) => p.account.accountId))
    const context = contextOf(fresh, { activeTeamAdmins })
    return { fresh, context, decisions, steps: planRevocations(decisions, fresh, context) }
  })
const RUNS = { numRuns: 600 }
const planned = (steps: Step[]) => steps.filter((step) => step.state === 'planned')

describe('every plan', () => {
  it('has each decision in exactly one step', () => {
    fc.assert(
      fc.property(caseArb, ({ decisions, steps }) => {
        expect(steps.flatMap((s) => s.itemNos).sort((x, y) => x - y)).toEqual(decisions.map((d) => d.itemNo))
        for (const step of steps)
          for (const itemNo of step.itemNos)
            expect(decisions.find((d) => d.itemNo === itemNo)?.accountId).toBe(step.action.accountId)
      }),
      RUNS,
    )
  })

  it('never touches the acting admin', () => {
    fc.assert(
      fc.property(caseArb, ({ fresh, steps }) => {
        expect(planned(steps).filter((s) => s.action.accountId === fresh.actingAdminId)).toEqual([])
      }),
      RUNS,
    )
  })

  it('leaves at least one active team admin where there was one', () => {
    fc.assert(
      fc.property(caseArb, ({ context, steps }) => {
        const left = new Set(context.activeTeamAdmins)
        for (const { action } of planned(steps))
          if (
            action.kind === 'suspend' ||
            (action.kind === 'set-roles' && !action.keepRoleIds.some((id) => context.teamAdminRoleIds.has(id)))
          )
            left.delete(action.accountId)
        expect(left.size > 0 || context.activeTeamAdmins.size === 0).toBe(true)
      }),
      RUNS,
    )
  })

  it('drops no role that was not revoked, gives none, and sends one at most', () => {
    fc.assert(
      fc.property(caseArb, ({ fresh, decisions, steps }) => {
        for (const { action } of planned(steps)) {
          if (action.kind !== 'set-roles') continue
          const held = fresh.people.get(action.accountId)?.roles.map((r) => r.roleId) ?? []
          const revoked = decisions.filter((d) => d.accountId === action.accountId && d.resourceType === 'role')
          const mayGo = new Set(revoked.map((d) => d.resourceId))
          expect(action.keepRoleIds).toEqual(held.filter((id) => !mayGo.has(id)))
          expect(action.keepRoleIds.length).toBeLessThanOrEqual(1)
        }
      }),
      RUNS,
    )
  })

  it('goes person by person: roles, demotions, group removals, suspension', () => {
    fc.assert(
      fc.property(caseArb, ({ steps }) => {
        expect(steps.map((s) => s.stepNo)).toEqual(steps.map((_, i) => i + 1))
        const people = steps.map((s) => s.action.accountId)
        expect(people.filter((id, i) => id !== people[i - 1])).toEqual([...new Set(people)])
        for (const id of PEOPLE.map(accountId)) {
          const kinds = steps.filter((s) => s.action.accountId === id).map((s) => ORDER.indexOf(s.action.kind))
          expect(kinds).toEqual([...kinds].sort((x, y) => x - y))
        }
      }),
      RUNS,
    )
  })

  it('gives a reason for all that is not sent, and suspends nobody whose roles stay blocked', () => {
    fc.assert(
      fc.property(caseArb, ({ steps }) => {
        for (const step of steps) {
          expect(step.state === 'planned').toBe(step.note === null)
          expect(step.title).not.toBe('')
          expect(step.wayBack).not.toBe('')
        }
        const stuck = steps.filter((s) => s.action.kind === 'set-roles' && s.state === 'blocked')
        for (const { action } of stuck)
          expect(
            planned(steps).filter((s) => s.action.kind === 'suspend' && s.action.accountId === action.accountId),
          ).toEqual([])
      }),
      RUNS,
    )
  })
})
