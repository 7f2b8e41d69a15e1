// Small teams for store tests, built from plain values instead of Dropbox's answers.
import type { Account } from '../../shared/domain/account.ts'
import type { Connection } from '../../shared/domain/connection.ts'
import type { EntitlementKey, EntitlementName, Resource } from '../../shared/domain/entitlement.ts'
import type { AccountId, ConnectionId, ResourceId, RunId } from '../../shared/domain/ids.ts'

export const account = (n: number, more: Partial<Account> = {}): Account => ({
  accountId: `dbmid:${String(n).padStart(6, '0')}` as AccountId,
  dropboxAccountId: `dbid:${n}`,
  email: `person${n}@acme.example`,
  emailVerified: true,
  secondaryEmails: [],
  displayName: `Person ${String(n).padStart(6, '0')}`,
  givenName: 'Person',
  surname: String(n),
  status: 'active',
  isRecoverable: null,
  licence: 'full',
  externalId: `E${n}`,
  joinedOn: '2023-05-12T15:50:38Z',
  invitedOn: null,
  suspendedOn: null,
  isDirectoryRestricted: null,
  ...more,
})

const resource = (more: Pick<Resource, 'resourceType' | 'name'> & { id: string } & Partial<Resource>): Resource => {
  const { id, ...rest } = more
  return {
    resourceId: id as ResourceId,
    description: '',
    management: null,
    externalId: null,
    createdAt: null,
    ...rest,
  }
}
export const role = (id: string, name: string): Resource => resource({ resourceType: 'role', id, name })
export const group = (id: string, name: string, management: Resource['management'] = 'user_managed'): Resource =>
  resource({ resourceType: 'group', id, name, management, createdAt: '2020-01-01T00:00:00Z' })
export const licence = (): Resource => resource({ resourceType: 'licence', id: 'full', name: 'Full licence' })

export const holds = (of: Resource, entitlement?: EntitlementName): EntitlementKey => ({
  resourceType: of.resourceType,
  resourceId: of.resourceId,
  entitlement: entitlement ?? (of.resourceType === 'licence' ? 'assigned' : 'member'),
})

export const connectionId = 'conn_test' as ConnectionId
export const connection = (more: Partial<Connection> = {}): Connection => ({
  connectionId,
  kind: 'dropbox',
  label: 'Acme',
  teamId: 'dbtid:acme',
  teamName: 'Acme Ltd',
  appKey: 'appkey',
  purpose: 'provisioning',
  authorizedAs: { accountId: 'dbmid:000001' as AccountId, displayName: 'Ada Lind', email: 'ada@acme.example' },
  grantedScopes: ['members.read', 'groups.read', 'members.write', 'groups.write', 'team_info.read'],
  connectedAt: '2026-11-01T08:00:00Z',
  status: 'connected',
  attention: null,
  ...more,
})

export const sealFacts = (takenAt = '2026-11-20T12:00:00Z') => ({
  takenAt,
  licences: { licensed: 50, provisioned: 41, used: 40 },
  grantedScopes: ['members.read'],
  calls: 5,
  retries: 0,
  appVersion: '0.1.0',
  proof: [],
  hasGroups: true,
})

export const runId = 'run_test' as RunId
