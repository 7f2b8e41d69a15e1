// Reads what planning needs: the people and groups concerned as Dropbox has them now, and what the snapshots knew of them.
import type { Campaign } from '../../shared/domain/campaign.ts'
import { type Connection, missingScopes } from '../../shared/domain/connection.ts'
import { isFailure } from '../../shared/domain/failure.ts'
import type { AccountId, ResourceId, SnapshotId } from '../../shared/domain/ids.ts'
import { getGroups } from '../dropbox/groups.ts'
import { getMembers } from '../dropbox/members.ts'
import type { TeamClient } from '../dropbox/team-client.ts'
import type { FreshTeam } from './fresh-team.ts'
import type { PlanContext, RevokeDecision } from './plan-revocations.ts'
import type { ProvisioningStores } from './ports.ts'
import { teamAdminRoleIds } from './team-admin.ts'

type Snapshots = ProvisioningStores['snapshots']

const PAGE = 500

const holdersOf = async (snapshots: Snapshots, snapshotId: SnapshotId, roleId: ResourceId): Promise<AccountId[]> => {
  const key = { snapshotId, resourceType: 'role', resourceId: roleId, entitlement: 'member' } as const
  const found: AccountId[] = []
  for (;;) {
    const { rows } = await snapshots.holders({ ...key, window: { offset: found.length, limit: PAGE } })
    found.push(...rows.map((row) => row.accountId))
    if (rows.length < PAGE) return found
  }
}

const holdersOfEach = async (snapshots: Snapshots, snapshotId: SnapshotId | null, roleIds: Iterable<ResourceId>) => {
  const holders = new Map<ResourceId, Set<AccountId>>()
  if (snapshotId !== null)
    for (const roleId of roleIds) holders.set(roleId, new Set(await holdersOf(snapshots, snapshotId, roleId)))
  return holders
}

/** What the reviewers saw of these people; somebody the snapshot does not hold is left out. */
const reviewedOf = async (snapshots: Snapshots, snapshotId: SnapshotId, accountIds: Iterable<AccountId>) => {
  const reviewed = new Map<AccountId, { roleIds: ReadonlySet<ResourceId>; isExternal: boolean }>()
  for (const accountId of accountIds) {
    try {
      const { grants, flags } = await snapshots.account({ snapshotId, accountId })
      const roleIds = new Set(grants.filter((g) => g.resourceType === 'role').map((g) => g.resourceId))
      reviewed.set(accountId, { roleIds, isExternal: flags.some((flag) => flag.kind === 'external-domain') })
    } catch (error) {
      if (!isFailure(error) || error.detail.kind !== 'not-found') throw error
    }
  }
  return reviewed
}

/**
 * Reads only. People and groups are asked for in batches; other team admins are those the newest snapshot names, read
 * again because they may have lost the role since.
 * @throws Failure as Dropbox reads do
 */
export const gatherFacts = async (
  decisions: readonly RevokeDecision[],
  from: {
    snapshots: Snapshots
    client: TeamClient
    connection: Connection
    campaign: Campaign
    actingAdminId: AccountId
    at: Date
    signal?: AbortSignal | undefined
  },
): Promise<{ fresh: FreshTeam; context: PlanContext }> => {
  const { snapshots, client, connection, campaign, actingAdminId, signal } = from
  const accountIds = new Set(decisions.map((decision) => decision.accountId))
  const idsOf = (type: RevokeDecision['resourceType']): Set<ResourceId> =>
    new Set(decisions.filter((d) => d.resourceType === type).map((d) => d.resourceId))

  const concerned = await getMembers(client, [...new Set([...accountIds, actingAdminId])], signal)
  const groups = await getGroups(client, [...idsOf('group')], signal)

  const newest = await snapshots.newest(connection.connectionId)
  const available = newest ? (await snapshots.overview(newest.snapshotId)).roles : []
  const seen = [
    ...available.map(({ resourceId, name }) => ({ roleId: resourceId, name })),
    ...[...concerned.values()].flatMap((person) => person?.roles ?? []),
  ]
  const adminRoleIds = teamAdminRoleIds(seen, concerned.get(actingAdminId)?.roles ?? [])
  const roleIds = new Set([...adminRoleIds, ...idsOf('role')])
  const roleHolders = await holdersOfEach(snapshots, newest?.snapshotId ?? null, roleIds)

  const otherAdmins = [...adminRoleIds].flatMap((roleId) => [...(roleHolders.get(roleId) ?? [])])
  const others = await getMembers(
    client,
    [...new Set(otherAdmins)].filter((id) => !concerned.has(id)),
  )
  const activeTeamAdmins = new Set(
    [...concerned, ...others].flatMap(([accountId, person]) =>
      person?.account.status === 'active' && person.roles.some((role) => adminRoleIds.has(role.roleId))
        ? [accountId]
        : [],
    ),
  )

  return {
    fresh: { people: concerned, groups, actingAdminId },
    context: {
      at: from.at.toISOString(),
      missingScopes: {
        accounts: missingScopes('change-accounts', connection.grantedScopes),
        groups: missingScopes('change-groups', connection.grantedScopes),
      },
      teamAdminRoleIds: adminRoleIds,
      activeTeamAdmins,
      roleHolders,
      reviewed: await reviewedOf(snapshots, campaign.snapshotId, accountIds),
    },
  }
}
