// Why an account holds what it holds: in which way, since when, whether it was held before, and whether Attest gave it.
import type { AccessPath } from '../../shared/contract/snapshots.ts'
import type { EntitlementName, ResourceType } from '../../shared/domain/entitlement.ts'
import type { AccountId, Instant, ResourceId, SnapshotId } from '../../shared/domain/ids.ts'
import type { SnapshotScope } from './account-queries.ts'
import type { Database } from './database.ts'
import type { Entry } from './diff-entries.ts'
import { findOrigins } from './diff-origins.ts'
import { entitlementName } from './entitlement-names.ts'
import { selectAll } from './rows.ts'

type Period = {
  accountNo: number
  resourceNo: number
  resourceType: ResourceType
  resourceId: ResourceId
  code: number
  from: number
  to: number
  fromAt: Instant
  toAt: Instant | null
}

/** Every period in which the account held something, up to the snapshot, by when it began. */
const PERIODS = `
  SELECT g.account_no AS accountNo, g.resource_no AS resourceNo, r.resource_type AS resourceType,
         r.resource_id AS resourceId, g.entitlement AS code, g.from_snapshot AS "from", g.to_snapshot AS "to",
         s.taken_at AS fromAt, t.taken_at AS toAt
  FROM accounts a
  JOIN grant_versions g ON g.account_no = a.account_no AND g.from_snapshot <= ?
  JOIN resources r ON r.resource_no = g.resource_no
  JOIN snapshots s ON s.snapshot_id = g.from_snapshot
  LEFT JOIN snapshots t ON t.snapshot_id = g.to_snapshot
  WHERE a.connection_no = ? AND a.account_id = ?
  ORDER BY g.from_snapshot`

const wayOf = (type: ResourceType, entitlement: EntitlementName): AccessPath['way'] => {
  if (type === 'group') return entitlement === 'owner' ? 'group-owner' : 'group-member'
  return type === 'licence' ? 'licence' : 'direct'
}

export const createAccessPaths = (db: Database) => {
  const selectBefore = db.prepare(
    `SELECT max(snapshot_id) AS id FROM snapshots
     WHERE connection_no = (SELECT connection_no FROM snapshots WHERE snapshot_id = ?1) AND snapshot_id < ?1 AND is_sealed = 1`,
  )

  /** A member who was owner until then may have been made one by a plan. */
  const origin = (at: SnapshotScope, now: Period, before: readonly Period[]): AccessPath['by'] => {
    const wasOwner = before.some((period) => period.code === 1 && period.to === now.from)
    if (now.code !== 0 || !wasOwner) return null
    const earlier = (selectBefore.get(now.from) as { id: SnapshotId | null }).id
    if (earlier === null) return null
    const { accountNo, resourceNo } = now
    const change: Entry = { kind: 'grant-changed', accountNo, resourceNo, before: 1, after: 0, detail: null }
    return findOrigins(db, { connectionNo: at.connectionNo, earlier, later: now.from as SnapshotId })(change)
  }

  /** One for each grant of the account; empty when the snapshot does not have it. */
  return (at: SnapshotScope, accountId: AccountId): AccessPath[] => {
    const periods = selectAll<Period>(db, PERIODS, [at.id, at.connectionNo, accountId])
    const ofResource = new Map<number, Period[]>()
    for (const period of periods)
      ofResource.set(period.resourceNo, [...(ofResource.get(period.resourceNo) ?? []), period])
    const seen = (period: Period) => ({ at: period.fromAt, isExact: period.from > at.firstId })
    return periods
      .filter((period) => period.to > at.id)
      .map((now): AccessPath => {
        const { resourceType, resourceId } = now
        const others = (ofResource.get(now.resourceNo) ?? []).filter((period) => period.to <= at.id)
        const entitlement = entitlementName(db, now.code)
        const first = others.find((period) => period.code === now.code) ?? now
        return {
          resourceType,
          resourceId,
          entitlement,
          way: wayOf(resourceType, entitlement),
          heldSince: seen(now),
          firstSeen: seen(first),
          earlier: others.map((period) => ({
            entitlement: entitlementName(db, period.code),
            from: seen(period),
            until: period.toAt,
          })),
          by: origin(at, now, others),
        }
      })
  }
}
