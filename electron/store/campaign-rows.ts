// Campaign rows as domain types.
import { type Campaign, type Grouping, type Progress, scopeSchema, type Verdict } from '../../shared/domain/campaign.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { CampaignId, ConnectionId, Instant, SnapshotId } from '../../shared/domain/ids.ts'
import type { Database } from './database.ts'
import { parseColumn } from './rows.ts'

/** Groupings as stored; the flat list has no headings of its own. */
export const GROUPING_CODES = { person: 0, entitlement: 1 } as const

/** The column of `campaign_items` that holds an item's place in a grouping. */
export const PLACE_COLUMNS: Record<Grouping, string> = {
  person: 'person_place',
  entitlement: 'entitlement_place',
  flat: 'item_no',
}

/** Where items are found by their place. */
export const ITEMS_BY_PLACE: Record<Grouping, { items: string; place: string }> = {
  person: { items: 'campaign_items i', place: 'i.person_place' },
  entitlement: { items: 'entitlement_order i', place: 'i.place' },
  flat: { items: 'campaign_items i', place: 'i.item_no' },
}

/** Undecided items by place. The index is named, because SQLite would rather walk over all that is decided. */
export const UNDECIDED: Record<Grouping, string> = {
  person: `campaign_items i INDEXED BY undecided_items_by_person WHERE i.verdict IS NULL`,
  entitlement: `entitlement_order i INDEXED BY undecided_entitlement_order WHERE i.is_decided = 0`,
  flat: `campaign_items i INDEXED BY undecided_items WHERE i.verdict IS NULL`,
}

const REMOVING_INDEXES: Record<Grouping, string> = {
  person: 'removing_items_by_person',
  entitlement: 'removing_items_by_entitlement',
  flat: 'removing_items',
}

/** Items that are to lose access, in whole or in part; columns without a prefix. */
export const removingItems = (grouping: Grouping): string =>
  `campaign_items INDEXED BY ${REMOVING_INDEXES[grouping]} WHERE verdict IN ('revoke', 'demote')`

export const FLAT_KEY = 'all'

const COUNTERS = { certify: 'certified', revoke: 'revoked', demote: 'demoted', abstain: 'abstained' } as const

/** The campaign's counter of a verdict. */
export const counterOf = (verdict: Verdict): (typeof COUNTERS)[Verdict] => COUNTERS[verdict]

export type CampaignRow = {
  campaignNo: number
  campaignId: CampaignId
  connectionId: ConnectionId
  snapshotId: SnapshotId
  name: string
  scope: string
  scopeWords: string
  dueOn: string | null
  openedAt: Instant
  openedBy: string
  openerId: string
  items: number
  flagged: number
  flaggedLeft: number
  certified: number
  revoked: number
  demoted: number
  abstained: number
  batches: number
  headSeq: number
  headHash: string | null
  signedAt: Instant | null
  signer: string | null
  statement: string | null
  signOffDigest: string | null
}

const COLUMNS = `campaign_no AS campaignNo, campaign_id AS campaignId, connection_id AS connectionId,
  snapshot_id AS snapshotId, name, scope, scope_words AS scopeWords, due_on AS dueOn, opened_at AS openedAt,
  opened_by AS openedBy, opener_id AS openerId, items, flagged, flagged_left AS flaggedLeft, certified, revoked,
  demoted, abstained, batches, head_seq AS headSeq, head_hash AS headHash, signed_at AS signedAt, signer, statement,
  sign_off_digest AS signOffDigest`

export const toProgress = (row: CampaignRow): Progress => ({
  items: row.items,
  decided: row.certified + row.revoked + row.demoted + row.abstained,
  certify: row.certified,
  revoke: row.revoked,
  demote: row.demoted,
  abstain: row.abstained,
  flagged: row.flagged,
  flaggedLeft: row.flaggedLeft,
})

export const toCampaign = (row: CampaignRow): Campaign => ({
  campaignId: row.campaignId,
  connectionId: row.connectionId,
  snapshotId: row.snapshotId,
  name: row.name,
  scope: parseColumn(scopeSchema, row.scope, 'campaign scope'),
  scopeWords: row.scopeWords,
  dueOn: row.dueOn,
  openedAt: row.openedAt,
  openedBy: row.openedBy,
  state: row.signedAt === null ? 'open' : 'signed-off',
  signOff:
    row.signedAt === null
      ? null
      : {
          signedAt: row.signedAt,
          signer: row.signer ?? '',
          statement: row.statement ?? '',
          digest: row.signOffDigest ?? '',
        },
  progress: toProgress(row),
})

/** Reads campaigns that are ready; the others do not exist for anybody. */
export const createCampaignRows = (db: Database) => {
  const selectOne = db.prepare(`SELECT ${COLUMNS} FROM campaigns WHERE campaign_id = ? AND is_ready = 1`)
  const selectByConnection = db.prepare(
    `SELECT ${COLUMNS} FROM campaigns WHERE connection_id = ? AND is_ready = 1 ORDER BY campaign_no DESC`,
  )
  return {
    find: (id: CampaignId): CampaignRow => {
      const row = selectOne.get(id) as CampaignRow | undefined
      if (!row) throw new Failure({ kind: 'not-found', what: 'campaign' })
      return row
    },
    ofConnection: (id: ConnectionId): CampaignRow[] => selectByConnection.all(id) as CampaignRow[],
  }
}

export type CampaignRows = ReturnType<typeof createCampaignRows>
