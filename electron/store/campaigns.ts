// Campaigns: opened over a snapshot, decided, signed off. Long work gives way to decisions between short pieces.
import type { ItemFilters } from '../../shared/contract/campaigns.ts'
import type { Campaign, Grouping, Item, ItemGroup, Progress, Scope } from '../../shared/domain/campaign.ts'
import type { EntitlementName, ResourceType } from '../../shared/domain/entitlement.ts'
import type { AccountId, CampaignId, ConnectionId, ResourceId, SnapshotId } from '../../shared/domain/ids.ts'
import { nextTurn, piecesOf } from '../turns.ts'
import { createCampaignDetail } from './campaign-detail.ts'
import { createCampaignHeadings, type HeadingsPiece } from './campaign-headings.ts'
import { createCampaignItems } from './campaign-items.ts'
import { createCampaignOpening, type NewCampaign } from './campaign-opening.ts'
import { createCampaignPlaces, type PlacesQuery } from './campaign-places.ts'
import { createCampaignRows, removingItems, toCampaign, toProgress } from './campaign-rows.ts'
import { measureScope } from './campaign-scope.ts'
import { createCampaignSearch } from './campaign-search.ts'
import type { Database } from './database.ts'
import { checkDecisions } from './decision-check.ts'
import { createDecisions } from './decisions.ts'
import { selectNumbers } from './rows.ts'
import { createSignOff } from './sign-off.ts'

const ITEMS_A_TURN = 500

/** A revoke or demote that holds, for carrying out. */
export type CarryOut = {
  itemNo: number
  accountId: AccountId
  resourceType: ResourceType
  resourceId: ResourceId
  resourceName: string
  entitlement: EntitlementName
  verdict: 'revoke' | 'demote'
  person: { displayName: string; email: string }
}

const toCarryOut = (item: Item): CarryOut[] => {
  const { itemNo, account, resourceType, resourceId, resourceName, entitlement } = item
  const verdict = item.decision?.verdict
  if (verdict !== 'revoke' && verdict !== 'demote') return []
  const { accountId, displayName, email } = account
  const person = { displayName, email }
  return [{ itemNo, accountId, resourceType, resourceId, resourceName, entitlement, verdict, person }]
}

export const createCampaignStore = (db: Database) => {
  const rows = createCampaignRows(db)
  const opening = createCampaignOpening(db)
  const items = createCampaignItems(db)
  const places = createCampaignPlaces(db, createCampaignSearch(db))
  const headings = createCampaignHeadings(db, places)
  const detail = createCampaignDetail(db, items)
  const signOff = createSignOff(db, rows)

  return {
    ...createDecisions(db, rows),
    /** Newest first. */
    list: (connectionId: ConnectionId): Campaign[] => rows.ofConnection(connectionId).map(toCampaign),
    /** @throws Failure not-found, as everything below does for an unknown campaign */
    get: (id: CampaignId): Campaign => toCampaign(rows.find(id)),
    progress: (id: CampaignId): Progress => toProgress(rows.find(id)),
    /** How many items a scope would give. @throws Failure not-found (snapshot, group) */
    measure: (snapshotId: SnapshotId, scope: Scope) => measureScope(db, snapshotId, scope),
    /** @throws Failure not-found (snapshot, group); not-allowed when nobody holds anything in the scope; cancelled */
    open: async (input: NewCampaign): Promise<Campaign> => {
      await opening.open(input)
      return toCampaign(rows.find(input.campaignId))
    },
    /** How far an opening is, a moment later; null when it is over. */
    openingProgress: opening.progress,
    /** Ends an opening: it fails as cancelled once nothing of it is left. No effect when it is over. */
    callOff: opening.callOff,
    /** At start: removes what a crash left of a campaign that was being opened. */
    discardUnready: opening.discardUnready,

    groups: (id: CampaignId, grouping: Grouping, filters: ItemFilters, from = 1): Promise<HeadingsPiece> =>
      headings.groups(rows.find(id), grouping, filters, from),
    /** @throws Failure not-found for an unknown heading as well */
    group: (id: CampaignId, grouping: Grouping, key: string): ItemGroup => headings.group(rows.find(id), grouping, key),
    /** @param reviewer who looks on: what they can decide depends on whether it is their own access */
    items: async (
      id: CampaignId,
      query: PlacesQuery,
      reviewer: AccountId | null,
    ): Promise<{ rows: Item[]; filtered: number; total: number }> => {
      const row = rows.find(id)
      const page = await places.page(row, query)
      const found = items.rowsAt(row, query.grouping, page.places)
      return { rows: items.toItems(row, found, reviewer), filtered: page.filtered, total: page.total }
    },
    nextUndecided: (id: CampaignId, grouping: Grouping, afterItemNo: number | null) =>
      headings.nextUndecided(rows.find(id), grouping, afterItemNo),
    /** @throws Failure not-found for an unknown item as well */
    detail: (id: CampaignId, itemNo: number, reviewer: AccountId | null) => detail(rows.find(id), itemNo, reviewer),

    signOff,
    /** The revokes and demotes that hold, or those among the items named. */
    toCarryOut: async (id: CampaignId, itemNos?: readonly number[]): Promise<CarryOut[]> => {
      const row = rows.find(id)
      const removing = `SELECT item_no AS n FROM ${removingItems('flat')} AND campaign_no = ? ORDER BY item_no`
      const wanted = itemNos ?? selectNumbers(db, removing, [row.campaignNo])
      const found: CarryOut[] = []
      for (const piece of piecesOf(wanted, ITEMS_A_TURN)) {
        found.push(...items.toItems(row, items.rowsAt(row, 'flat', piece), null).flatMap(toCarryOut))
        await nextTurn()
      }
      return found
    },
    /** Recomputes the decision log and all that rests on it. */
    verifyChain: (id: CampaignId) => checkDecisions(db, () => rows.find(id)),
  }
}
