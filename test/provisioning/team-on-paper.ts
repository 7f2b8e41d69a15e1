// A team made by hand for the pure tests: people, roles and groups in a few words, and decisions about them.

import type { FreshGroup, FreshPerson, FreshTeam, GroupAccess } from '../../electron/provisioning/fresh-team.ts'
import type { PlanContext, RevokeDecision } from '../../electron/provisioning/plan-revocations.ts'
import { type Account, type AccountStatus, accountSchema } from '../../shared/domain/account.ts'
import type { GroupManagement } from '../../shared/domain/entitlement.ts'
import type { AccountId, ResourceId } from '../../shared/domain/ids.ts'

export const TEAM_ADMIN = 'pid_dbtmr:team'
export const ROLE_NAMES: Record<string, string> = {
  [TEAM_ADMIN]: 'Team admin',
  'pid_dbtmr:support': 'Support admin',
  'pid_dbtmr:billing': 'Billing admin',
  'pid_dbtmr:content': 'Content admin',
}

export const accountId = (id: string): AccountId => id as AccountId
export const resourceId = (id: string): ResourceId => id as ResourceId
const asText = (id: string): string => id

const account = (id: string, status: AccountStatus = 'active'): Account =>
  accountSchema.parse({
    accountId: id,
    dropboxAccountId: null,
    email: `${id}@acme.example`,
    emailVerified: true,
    secondaryEmails: [],
    displayName: id,
    givenName: id,
    surname: '',
    status,
    isRecoverable: null,
    licence: 'full',
    externalId: null,
    joinedOn: null,
    invitedOn: null,
    suspendedOn: null,
    isDirectoryRestricted: null,
  })

const role = (id: string) => ({ roleId: resourceId(id), name: ROLE_NAMES[id] ?? id })

export const person = (id: string, roleIds: string[] = [], status: AccountStatus = 'active'): FreshPerson => ({
  account: account(id, status),
  roles: roleIds.map(role),
  groupIds: [],
})

export const group = (
  id: string,
  members: Record<string, GroupAccess> | null,
  management: GroupManagement = 'user_managed',
): FreshGroup => ({
  resource: {
    resourceType: 'group',
    resourceId: resourceId(id),
    name: id,
    description: '',
    management,
    externalId: null,
    createdAt: null,
  },
  memberCount: members === null ? null : Object.keys(members).length,
  members: members && Object.entries(members).map(([member, access]) => ({ accountId: accountId(member), access })),
})

export const teamOf = (people: FreshPerson[], groups: FreshGroup[] = [], actingAdmin = 'root'): FreshTeam => ({
  people: new Map(people.map((p) => [p.account.accountId, p])),
  groups: new Map(groups.map((g) => [g.resource.resourceId, g])),
  actingAdminId: accountId(actingAdmin),
})

/** Everything granted, and the acting admin among the team's admins, unless said otherwise. */
export const contextOf = (fresh: FreshTeam, change: Partial<PlanContext> = {}): PlanContext => {
  const admins = [...fresh.people.values()].flatMap((p) =>
    p && p.account.status === 'active' && p.roles.some((r) => asText(r.roleId) === TEAM_ADMIN)
      ? [p.account.accountId]
      : [],
  )
  return {
    at: '2026-11-21T12:00:00.000Z',
    missingScopes: { accounts: [], groups: [] },
    teamAdminRoleIds: new Set([resourceId(TEAM_ADMIN)]),
    activeTeamAdmins: new Set([...admins, fresh.actingAdminId]),
    roleHolders: new Map(),
    reviewed: new Map(),
    ...change,
  }
}

type Verdict = Pick<RevokeDecision, 'resourceType' | 'resourceId' | 'resourceName' | 'entitlement' | 'verdict'>

export const revokeRole = (id: string): Verdict => ({
  resourceType: 'role',
  resourceId: resourceId(id),
  resourceName: ROLE_NAMES[id] ?? id,
  entitlement: 'member',
  verdict: 'revoke',
})
export const revokeGroup = (id: string, entitlement: GroupAccess = 'member'): Verdict => ({
  resourceType: 'group',
  resourceId: resourceId(id),
  resourceName: id,
  entitlement,
  verdict: 'revoke',
})
export const demote = (id: string): Verdict => ({ ...revokeGroup(id, 'owner'), verdict: 'demote' })
export const revokeLicence: Verdict = {
  resourceType: 'licence',
  resourceId: resourceId('full'),
  resourceName: 'Full licence',
  entitlement: 'assigned',
  verdict: 'revoke',
}

/** Numbered in the order given. */
export const decisionsOn = (...all: [who: string, verdict: Verdict][]): RevokeDecision[] =>
  all.map(([who, verdict], index) => ({
    itemNo: index + 1,
    accountId: accountId(who),
    person: { displayName: who, email: `${who}@acme.example` },
    ...verdict,
  }))
