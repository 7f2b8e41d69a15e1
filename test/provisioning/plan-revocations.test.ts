import { describe, expect, it } from 'vitest'
import { planRevocations } from '../../electron/provisioning/plan-revocations.ts'
import type { Step } from '../../shared/domain/plan.ts'
import {
  accountId,
  contextOf,
  decisionsOn,
  demote,
  group,
  person,
  resourceId,
  revokeGroup,
  revokeLicence,
  revokeRole,
  TEAM_ADMIN,
  teamOf,
} from './team-on-paper.ts'

const BILLING = 'pid_dbtmr:billing'
const SUPPORT = 'pid_dbtmr:support'
const CONTENT = 'pid_dbtmr:content'

const texts = (step: Step | undefined) => step?.consequences.map((c) => c.text) ?? []
const warnings = (step: Step | undefined) =>
  step?.consequences.filter((c) => c.tone === 'warning').map((c) => c.text) ?? []

describe('planning role revokes', () => {
  it('keeps the role that was not revoked', () => {
    const fresh = teamOf([person('ada', [BILLING, SUPPORT])])
    const [step, ...others] = planRevocations(decisionsOn(['ada', revokeRole(BILLING)]), fresh, contextOf(fresh))
    expect(others).toEqual([])
    expect(step).toMatchObject({
      stepNo: 1,
      state: 'planned',
      title: 'Clear Billing admin, keep Support admin',
      action: { kind: 'set-roles', removeRoleIds: [BILLING], keepRoleIds: [SUPPORT] },
      wayBack: 'Give Billing admin again in the Admin Console, under Members.',
    })
  })

  it('makes one step of several role revokes of one person', () => {
    const fresh = teamOf([person('ada', [BILLING, SUPPORT])])
    const steps = planRevocations(
      decisionsOn(['ada', revokeRole(BILLING)], ['ada', revokeRole(SUPPORT)]),
      fresh,
      contextOf(fresh),
    )
    expect(steps).toHaveLength(1)
    expect(steps[0]).toMatchObject({
      itemNos: [1, 2],
      state: 'planned',
      action: { removeRoleIds: [BILLING, SUPPORT], keepRoleIds: [] },
    })
    expect(texts(steps[0])).toContain('Becomes an ordinary member; files and groups stay as they are.')
  })

  it('refuses when two roles would have to stay, and says why', () => {
    const fresh = teamOf([person('ada', [BILLING, SUPPORT, CONTENT])])
    const [step] = planRevocations(decisionsOn(['ada', revokeRole(BILLING)]), fresh, contextOf(fresh))
    expect(step?.state).toBe('blocked')
    expect(step?.note).toBe(
      'Support admin and Content admin would have to stay, and Dropbox lets apps set one role at most. Change the roles in the Admin Console, under Members.',
    )
  })

  it('keeps a role given since the snapshot and says so', () => {
    const fresh = teamOf([person('ada', [BILLING, SUPPORT])])
    const reviewed = new Map([[accountId('ada'), { roleIds: new Set([resourceId(BILLING)]), isExternal: false }]])
    const [step] = planRevocations(decisionsOn(['ada', revokeRole(BILLING)]), fresh, contextOf(fresh, { reviewed }))
    expect(step?.action).toMatchObject({ keepRoleIds: [SUPPORT] })
    expect(warnings(step)).toContain('Support admin was given after the snapshot under review; it is kept.')
  })

  it('is done without a call where the role is gone', () => {
    const fresh = teamOf([person('ada', [SUPPORT])])
    const [step] = planRevocations(decisionsOn(['ada', revokeRole(BILLING)]), fresh, contextOf(fresh))
    expect(step).toMatchObject({
      state: 'verified',
      title: 'Clear Billing admin, keep Support admin',
      note: 'It was already so, and nothing was sent: the role is not held any more.',
      consequences: [],
    })
  })

  it('warns about the only holder, counting those the newest snapshot knows and those cleared by earlier steps', () => {
    const fresh = teamOf([person('ada', [BILLING]), person('bo', [BILLING])])
    const roleHolders = new Map([[resourceId(BILLING), new Set(['ada', 'bo'].map(accountId))]])
    const decisions = decisionsOn(['ada', revokeRole(BILLING)], ['bo', revokeRole(BILLING)])
    const [ada, bo] = planRevocations(decisions, fresh, contextOf(fresh, { roleHolders }))
    expect(warnings(ada)).toEqual([])
    expect(warnings(bo)).toContain('Nobody else in the team holds Billing admin.')
  })
})

describe('planning around admins', () => {
  it('never changes the account it is signed in as', () => {
    const fresh = teamOf([person('root', [TEAM_ADMIN])], [group('Finance', { root: 'owner' })])
    const steps = planRevocations(
      decisionsOn(
        ['root', revokeRole(TEAM_ADMIN)],
        ['root', demote('Finance')],
        ['root', revokeGroup('Finance', 'owner')],
        ['root', revokeLicence],
      ),
      fresh,
      contextOf(fresh),
    )
    expect(steps.map((s) => s.state)).toEqual(['blocked', 'blocked', 'blocked', 'blocked'])
    expect(steps[0]?.note).toMatch(/signed in as this person/)
  })

  it('lets the second of two racing decisions meet the last admin', () => {
    const fresh = teamOf([person('ada', [TEAM_ADMIN]), person('bo', [TEAM_ADMIN])])
    const activeTeamAdmins = new Set(['ada', 'bo'].map(accountId))
    const decisions = decisionsOn(['ada', revokeRole(TEAM_ADMIN)], ['bo', revokeLicence])
    const [ada, bo] = planRevocations(decisions, fresh, contextOf(fresh, { activeTeamAdmins }))
    expect(ada?.state).toBe('planned')
    expect(bo?.state).toBe('blocked')
    expect(bo?.note).toMatch(/without an active team admin/)
  })

  it('does not suspend somebody whose roles could not be cleared', () => {
    const fresh = teamOf([person('ada', [BILLING, SUPPORT, CONTENT])])
    const steps = planRevocations(
      decisionsOn(['ada', revokeRole(BILLING)], ['ada', revokeLicence]),
      fresh,
      contextOf(fresh),
    )
    expect(steps.map((s) => [s.action.kind, s.state])).toEqual([
      ['set-roles', 'blocked'],
      ['suspend', 'blocked'],
    ])
    expect(steps[1]?.note).toMatch(/^Roles have to be cleared before/)
  })
})

describe('planning group revokes', () => {
  it('says who is left to manage the group when its only owner goes', () => {
    const fresh = teamOf(
      [person('ada'), person('bo'), person('cy')],
      [group('Finance', { ada: 'owner', bo: 'owner', cy: 'member' })],
    )
    const [ada, bo] = planRevocations(
      decisionsOn(['ada', demote('Finance')], ['bo', revokeGroup('Finance', 'owner')]),
      fresh,
      contextOf(fresh),
    )
    expect(warnings(ada)).toEqual([])
    expect(ada?.wayBack).toBe('Make owner of Finance again.')
    expect(warnings(bo)).toEqual(['Nobody else owns Finance; team admins alone manage it then.'])
    expect(bo?.wayBack).toBe('Add back to Finance as owner.')
  })

  it('says that somebody became an owner since, and how to give that back', () => {
    const fresh = teamOf([person('ada')], [group('Finance', { ada: 'owner', bo: 'owner' })])
    const [step] = planRevocations(decisionsOn(['ada', revokeGroup('Finance')]), fresh, contextOf(fresh))
    expect(step).toMatchObject({
      state: 'planned',
      action: { access: 'owner' },
      wayBack: 'Add back to Finance as owner.',
    })
    expect(warnings(step)).toEqual(['Was made an owner of Finance after the snapshot under review.'])
  })

  it.each([
    ['system-managed', group('All', null, 'system_managed'), /Dropbox itself decides/],
    ['of an unknown kind', group('All', { ada: 'member' }, 'other'), /does not know this kind/],
    ['without a list of members', group('All', null), /did not say who is in this group/],
  ])('leaves a group alone that is %s', (_, all, why) => {
    const fresh = teamOf([person('ada')], [all])
    const [step] = planRevocations(decisionsOn(['ada', revokeGroup('All')]), fresh, contextOf(fresh))
    expect(step?.state).toBe('blocked')
    expect(step?.note).toMatch(why)
  })

  it('is done without a call where membership, group or person is gone', () => {
    const gone = {
      ...teamOf([person('ada'), person('di', [], 'removed')], [group('Finance', { bo: 'member' })]),
    }
    const fresh = {
      ...gone,
      people: new Map([...gone.people, [accountId('ed'), null]]),
      groups: new Map([...gone.groups, [resourceId('Legal'), null]]),
    }
    const steps = planRevocations(
      decisionsOn(
        ['ada', revokeGroup('Finance')],
        ['ada', demote('Legal')],
        ['di', revokeLicence],
        ['ed', revokeRole(BILLING)],
      ),
      fresh,
      contextOf(fresh),
    )
    expect(steps.map((s) => s.state)).toEqual(['verified', 'verified', 'verified', 'verified'])
    expect(new Set(steps.flatMap((s) => s.consequences))).toEqual(new Set())
  })

  it('takes nothing for gone that was not asked for', () => {
    const fresh = teamOf([person('ada')])
    expect(() => planRevocations(decisionsOn(['bo', revokeLicence]), fresh, contextOf(fresh))).toThrow(/was not read/)
  })
})

describe('planning suspensions', () => {
  it('never wipes devices, and says what stays', () => {
    const fresh = teamOf([person('ada', [SUPPORT])])
    const [step] = planRevocations(decisionsOn(['ada', revokeLicence]), fresh, contextOf(fresh))
    expect(step).toMatchObject({ state: 'planned', action: { kind: 'suspend', wipeData: false } })
    expect(texts(step)).toContain('Devices are not wiped: files already on them stay there.')
    expect(warnings(step)).toEqual([
      'The licence stays in use while the account is suspended.',
      'Keeps Support admin, which takes effect again when the account is unsuspended.',
    ])
    expect(step?.wayBack).toMatch(/^Unsuspend in the Admin Console/)
  })

  it('does not speak of roles the plan has cleared before', () => {
    const fresh = teamOf([person('ada', [SUPPORT])])
    const decisions = decisionsOn(['ada', revokeLicence], ['ada', revokeRole(SUPPORT)])
    const steps = planRevocations(decisions, fresh, contextOf(fresh))
    expect(steps.map((s) => s.action.kind)).toEqual(['set-roles', 'suspend'])
    expect(warnings(steps[1])).toEqual(['The licence stays in use while the account is suspended.'])
  })

  it('cannot suspend an invitation, and need not suspend twice', () => {
    const fresh = teamOf([person('ada', [], 'invited'), person('bo', [], 'suspended')])
    const [ada, bo] = planRevocations(
      decisionsOn(['ada', revokeLicence], ['bo', revokeLicence]),
      fresh,
      contextOf(fresh),
    )
    expect(ada).toMatchObject({
      state: 'blocked',
      note: 'An invitation cannot be suspended. Cancel it in the Admin Console, under Members.',
    })
    expect(bo).toMatchObject({ state: 'verified', note: expect.stringContaining('the account is suspended') })
  })
})

describe('planning with too few scopes', () => {
  it('blocks what cannot be sent and names the scope', () => {
    const fresh = teamOf([person('ada', [SUPPORT])], [group('Finance', { ada: 'member' })])
    const missingScopes = { accounts: [], groups: ['groups.write'] }
    const decisions = decisionsOn(['ada', revokeRole(SUPPORT)], ['ada', revokeGroup('Finance')])
    const steps = planRevocations(decisions, fresh, contextOf(fresh, { missingScopes }))
    expect(steps.map((s) => s.state)).toEqual(['planned', 'blocked'])
    expect(steps[1]?.note).toMatch(/did not grant groups\.write/)
  })
})

describe('what is said about the person', () => {
  it('names the address it was decided under, and an outside domain', () => {
    const fresh = teamOf([person('ada')])
    const reviewed = new Map([[accountId('ada'), { roleIds: new Set<never>(), isExternal: true }]])
    const [decision] = decisionsOn(['ada', revokeLicence])
    if (!decision) throw new Error('no decision')
    const before = { ...decision, person: { displayName: 'ada', email: 'ada@old.example' } }
    const [step] = planRevocations([before], fresh, contextOf(fresh, { reviewed }))
    expect(step?.person.email).toBe('ada@acme.example')
    expect(texts(step)).toContain(
      'The e-mail address was ada@old.example when this was decided; it is the same account.',
    )
    expect(texts(step)).toContain('ada@acme.example is outside the team’s own domains.')
  })
})
