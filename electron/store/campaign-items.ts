// Item rows of a page, with flags, limits and the decision that holds.
import type { AccountStatus } from '../../shared/domain/account.ts'
import type { Grouping, Item, Verdict } from '../../shared/domain/campaign.ts'
import type { GroupManagement, ResourceType } from '../../shared/domain/entitlement.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { Flag, FlagKind } from '../../shared/domain/flags.ts'
import type { AccountId, Instant, ResourceId } from '../../shared/domain/ids.ts'
import { flagConcerns, verdictsFor } from '../../shared/domain/review-rules.ts'
import { type CampaignRow, ITEMS_BY_PLACE } from './campaign-rows.ts'
import type { Database } from './database.ts'
import { entitlementName } from './entitlement-names.ts'

/** An item as stored, with what the snapshot says of it. */
export type ItemRow = {
  itemNo: number
  isPrivileged: number
  personNo: number
  entitlementNo: number
  accountNo: number
  resourceNo: number
  entitlement: number
  accountId: AccountId
  displayName: string
  email: string
  status: AccountStatus
  resourceType: ResourceType
  resourceId: ResourceId
  resourceName: string
  management: GroupManagement | null
  sinceSnapshot: number
  since: Instant
  verdict: Verdict | null
  reason: string | null
  reviewer: string | null
  decidedAt: Instant | null
  batchSize: number | null
}

const ITEM = `SELECT c.item_no AS itemNo, c.is_privileged AS isPrivileged, c.person_no AS personNo,
    c.entitlement_no AS entitlementNo, p.account_no AS accountNo, e.resource_no AS resourceNo, e.entitlement,
    p.key AS accountId, a.display_name AS displayName, a.email, a.status, r.resource_type AS resourceType,
    r.resource_id AS resourceId, v.name AS resourceName, v.management, g.from_snapshot AS sinceSnapshot,
    s.taken_at AS since, c.verdict, b.reason, b.reviewer, b.decided_at AS decidedAt, b.size AS batchSize`
const JOINED = `
  JOIN campaign_headings p ON p.campaign_no = c.campaign_no AND p.grouping = 0 AND p.heading_no = c.person_no
  JOIN campaign_headings e ON e.campaign_no = c.campaign_no AND e.grouping = 1 AND e.heading_no = c.entitlement_no
  JOIN account_versions a ON a.version_no = p.version_no
  JOIN resources r ON r.resource_no = e.resource_no
  JOIN resource_versions v ON v.version_no = e.version_no
  JOIN grant_versions g ON g.account_no = p.account_no AND g.resource_no = e.resource_no
    AND g.entitlement = e.entitlement AND g.from_snapshot <= ? AND g.to_snapshot > ?
  JOIN snapshots s ON s.snapshot_id = g.from_snapshot
  LEFT JOIN decisions d ON d.campaign_no = c.campaign_no AND d.seq = c.decision_seq
  LEFT JOIN decision_batches b ON b.campaign_no = d.campaign_no AND b.batch_no = d.batch_no`

type FlagRow = {
  accountNo: number
  resourceNo: number | null
  entitlement: number | null
  kind: FlagKind
  reason: string
}

const flagsOf = (row: ItemRow, campaign: CampaignRow, raised: readonly FlagRow[]): Flag[] => {
  const flags = raised
    .filter(
      (flag) =>
        flag.accountNo === row.accountNo &&
        (flag.resourceNo === null
          ? flagConcerns(flag.kind, row.resourceType)
          : flag.resourceNo === row.resourceNo && flag.entitlement === row.entitlement),
    )
    .map(({ kind, reason }): Flag => ({ kind, reason }))
  if (row.accountId !== campaign.openerId) return flags
  const reason = `${row.displayName} opened this campaign, so somebody else has to decide this access.`
  return [...flags, { kind: 'own-access', reason }]
}

export const createCampaignItems = (db: Database) => {
  const byPlace = (grouping: Grouping) => {
    const by = ITEMS_BY_PLACE[grouping]
    return db.prepare(
      `${ITEM} FROM json_each(?) AS wanted
       CROSS JOIN ${by.items} ON i.campaign_no = ? AND ${by.place} = wanted.value
       JOIN campaign_items c ON c.campaign_no = i.campaign_no AND c.item_no = i.item_no ${JOINED} ORDER BY wanted.key`,
    )
  }
  const statements = { person: byPlace('person'), entitlement: byPlace('entitlement'), flat: byPlace('flat') }
  const selectFirst = db.prepare(
    `SELECT min(f.snapshot_id) AS id FROM snapshots s JOIN snapshots f ON f.connection_no = s.connection_no
     WHERE s.snapshot_id = ? AND f.is_sealed = 1`,
  )
  const selectFlags = db.prepare(
    `SELECT account_no AS accountNo, resource_no AS resourceNo, entitlement, kind, reason FROM snapshot_flags
     WHERE snapshot_id = ? AND account_no IN (SELECT value FROM json_each(?)) ORDER BY rowid`,
  )

  const rowsAt = (campaign: CampaignRow, grouping: Grouping, places: readonly number[]): ItemRow[] => {
    const { campaignNo, snapshotId } = campaign
    return statements[grouping].all(JSON.stringify(places), campaignNo, snapshotId, snapshotId) as ItemRow[]
  }

  /** Rows as items, for the person who reviews now. */
  const toItems = (campaign: CampaignRow, rows: readonly ItemRow[], reviewer: AccountId | null): Item[] => {
    const first = (selectFirst.get(campaign.snapshotId) as { id: number }).id
    const accounts = JSON.stringify([...new Set(rows.map((row) => row.accountNo))])
    const raised = selectFlags.all(campaign.snapshotId, accounts) as FlagRow[]
    return rows.map((row) => {
      const { resourceType, resourceId, resourceName, management, status } = row
      const entitlement = entitlementName(db, row.entitlement)
      const isOwnAccess = row.accountId === reviewer
      return {
        itemNo: row.itemNo,
        account: { accountId: row.accountId, displayName: row.displayName, email: row.email, status },
        resourceType,
        resourceId,
        resourceName,
        management,
        entitlement,
        heldSince: { at: row.since, isExact: row.sinceSnapshot > first },
        flags: flagsOf(row, campaign, raised),
        isPrivileged: row.isPrivileged === 1,
        ...verdictsFor({ resourceType, entitlement, management, status, isOwnAccess }),
        decision: row.verdict && {
          verdict: row.verdict,
          reason: row.reason ?? '',
          reviewer: row.reviewer ?? '',
          decidedAt: row.decidedAt ?? '',
          batchSize: row.batchSize ?? 1,
        },
      }
    })
  }

  return {
    rowsAt,
    toItems,
    /** @throws Failure not-found */
    row: (campaign: CampaignRow, itemNo: number): ItemRow => {
      const row = rowsAt(campaign, 'flat', [itemNo])[0]
      if (!row) throw new Failure({ kind: 'not-found', what: 'row' })
      return row
    },
  }
}

export type CampaignItems = ReturnType<typeof createCampaignItems>
