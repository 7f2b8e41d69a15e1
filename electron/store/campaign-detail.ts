// What stands beside one item: who else holds it, what else the person holds, what a revoke does, past decisions.
import type { Holder } from '../../shared/contract/snapshots.ts'
import type { Decision, Item, Verdict } from '../../shared/domain/campaign.ts'
import type { LastSignIn } from '../../shared/domain/collected.ts'
import type { ResourceType } from '../../shared/domain/entitlement.ts'
import type { AccountId, Instant } from '../../shared/domain/ids.ts'
import { accessWords, revokeConsequence } from '../../shared/domain/review-rules.ts'
import type { CampaignItems, ItemRow } from './campaign-items.ts'
import type { CampaignRow } from './campaign-rows.ts'
import { collectionOf, createCollectedReads } from './collected-reads.ts'
import type { Database } from './database.ts'
import { entitlementCode, entitlementName } from './entitlement-names.ts'

const PEERS_SHOWN = 10

export type ItemDetail = {
  item: Item
  peers: { count: number; some: Holder[] }
  otherAccess: { name: string; kind: string }[]
  consequence: string
  lastSignIn: LastSignIn
  signInsReadOn: Instant | null
  history: (Omit<Decision, 'verdict'> & { verdict: Verdict | 'undone' })[]
}

type OtherGrant = { resourceType: ResourceType; entitlement: number; name: string; isSame: number }

export const createCampaignDetail = (db: Database, items: CampaignItems) => {
  const collected = createCollectedReads(db)
  const selectHeading = db.prepare(
    `SELECT first_place AS first, items FROM campaign_headings WHERE campaign_no = ? AND grouping = 1 AND heading_no = ?`,
  )
  const selectOwners = db.prepare(
    `SELECT count(*) AS n FROM grant_versions
     WHERE resource_no = ? AND entitlement = ? AND from_snapshot <= ? AND to_snapshot > ?`,
  )
  const selectIsFromFile = db.prepare(
    `SELECT v.offered IS NOT NULL AS isFromFile FROM campaign_headings h
     JOIN resource_versions v ON v.version_no = h.version_no
     WHERE h.campaign_no = ? AND h.grouping = 1 AND h.heading_no = ?`,
  )
  const selectGrants = db.prepare(
    `SELECT r.resource_type AS resourceType, g.entitlement, v.name,
            g.resource_no = ? AND g.entitlement = ? AS isSame
     FROM grant_versions g
     JOIN resources r ON r.resource_no = g.resource_no
     JOIN resource_versions v ON v.resource_no = g.resource_no AND v.from_snapshot <= ? AND v.to_snapshot > ?
     WHERE g.account_no = ? AND g.from_snapshot <= ? AND g.to_snapshot > ?
     ORDER BY CASE r.resource_type WHEN 'role' THEN 0 WHEN 'licence' THEN 2 ELSE 1 END, g.entitlement <> 1, v.sort_name`,
  )
  const selectHistory = db.prepare(
    `SELECT b.verdict, b.reason, b.reviewer, b.decided_at AS decidedAt, b.size AS batchSize
     FROM decisions d JOIN decision_batches b ON b.campaign_no = d.campaign_no AND b.batch_no = d.batch_no
     WHERE d.campaign_no = ? AND d.item_no = ? ORDER BY d.seq DESC`,
  )

  /** A scope covers entitlements whole, so the holders are the items under the same heading. */
  const peersOf = (campaign: CampaignRow, row: ItemRow): ItemDetail['peers'] => {
    const heading = selectHeading.get(campaign.campaignNo, row.entitlementNo) as { first: number; items: number }
    const length = Math.min(heading.items, PEERS_SHOWN + 1)
    const places = Array.from({ length }, (_, i) => heading.first + i)
    const others = items.rowsAt(campaign, 'entitlement', places).filter((peer) => peer.itemNo !== row.itemNo)
    const some = items.toItems(campaign, others.slice(0, PEERS_SHOWN), null)
    return {
      count: heading.items - 1,
      some: some.map(({ account, heldSince }) => ({ ...account, heldSince })),
    }
  }

  const consequenceOf = (campaign: CampaignRow, row: ItemRow, held: readonly OtherGrant[]): string => {
    const { snapshotId } = campaign
    const owners = selectOwners.get(row.resourceNo, entitlementCode(db, 'owner'), snapshotId, snapshotId) as {
      n: number
    }
    const otherRoles = held.filter((g) => g.resourceType === 'role' && g.isSame === 0).map((g) => g.name)
    const { isFromFile } = selectIsFromFile.get(campaign.campaignNo, row.entitlementNo) as { isFromFile: number }
    const person = row.displayName || row.email
    const grant = { ...row, entitlement: entitlementName(db, row.entitlement), person, isFromFile: isFromFile === 1 }
    return revokeConsequence(grant, { otherRoles, owners: owners.n })
  }

  /** @throws Failure not-found */
  return (campaign: CampaignRow, itemNo: number, reviewer: AccountId | null): ItemDetail => {
    const row = items.row(campaign, itemNo)
    const at = campaign.snapshotId
    const held = selectGrants.all(row.resourceNo, row.entitlement, at, at, row.accountNo, at, at) as OtherGrant[]
    const [item] = items.toItems(campaign, [row], reviewer) as [Item]
    const history = selectHistory.all(campaign.campaignNo, itemNo) as ItemDetail['history']
    return {
      item,
      peers: peersOf(campaign, row),
      otherAccess: held
        .filter((grant) => grant.isSame === 0)
        .map(({ name, resourceType, entitlement }) => ({
          name,
          kind: accessWords({ resourceType, entitlement: entitlementName(db, entitlement) }),
        })),
      consequence: consequenceOf(campaign, row, held),
      lastSignIn: collected.lastSignIns(at, [row.accountNo])(row.accountNo),
      signInsReadOn: collectionOf(db, at).signIns?.until ?? null,
      history: history.map(({ verdict, reason, reviewer: by, decidedAt, batchSize }) => ({
        verdict,
        reason,
        reviewer: by,
        decidedAt,
        batchSize,
      })),
    }
  }
}
