// A line of the decision log as it is hashed, and the items as decisions meet them.
import { hash } from 'node:crypto'
import type { AccountStatus } from '../../shared/domain/account.ts'
import type { Verdict } from '../../shared/domain/campaign.ts'
import type { GroupManagement, ResourceType } from '../../shared/domain/entitlement.ts'
import type { CampaignId, Instant } from '../../shared/domain/ids.ts'
import type { Database } from './database.ts'

/** `subject`: the reviewer decided on their own access, which can only be an abstention. */
export type Relation = 'independent' | 'subject'

/**
 * What one line's hash covers, with `chainHash` and the hash of the line before. `grant` is
 * `accountId/resourceType/resourceId/entitlement`. `earlierSeq` is the decision that held on the item until then;
 * `restoresSeq` the one an undo lets hold again, null when none does.
 */
export type DecisionLine = {
  campaignId: CampaignId
  seq: number
  itemNo: number
  grant: string
  verdict: Verdict | 'undone'
  reason: string
  reviewer: string
  reviewerId: string
  relation: Relation
  openedAt: Instant
  decidedAt: Instant
  batchNo: number
  batchSize: number
  earlierSeq: number | null
  restoresSeq: number | null
}

type OwnPart = Pick<DecisionLine, 'seq' | 'itemNo' | 'grant' | 'relation' | 'earlierSeq' | 'restoresSeq'>

const json = (value: string | number | null): string => JSON.stringify(value)

/**
 * Hashes lines of one batch: exactly `chainHash(previous, line)`, but what the lines have in common is written out once.
 * A reviewer waits for 10,000 of them.
 */
export const createLineHash = (batch: Omit<DecisionLine, keyof OwnPart>) => {
  const head =
    `{"batchNo":${json(batch.batchNo)},"batchSize":${json(batch.batchSize)},"campaignId":${json(batch.campaignId)}` +
    `,"decidedAt":${json(batch.decidedAt)},"earlierSeq":`
  const middle = `,"openedAt":${json(batch.openedAt)},"reason":${json(batch.reason)},"relation":`
  const tail = `,"reviewer":${json(batch.reviewer)},"reviewerId":${json(batch.reviewerId)},"seq":`
  const end = `,"verdict":${json(batch.verdict)}}`
  return (previous: string | null, line: OwnPart): string =>
    hash(
      'sha256',
      `${previous ?? ''}\n${head}${line.earlierSeq},"grant":${json(line.grant)},"itemNo":${line.itemNo}${middle}` +
        `${json(line.relation)},"restoresSeq":${line.restoresSeq}${tail}${line.seq}${end}`,
    )
}

/** An item with all that the rules of reviewing ask for. `entitlement` is the stored code. */
export type DecidableItem = {
  itemNo: number
  personNo: number
  entitlementNo: number
  entitlementPlace: number
  isPrivileged: number
  isFlagged: number
  verdict: Verdict | null
  decisionSeq: number | null
  accountId: string
  entitlementKey: string
  status: AccountStatus
  resourceType: ResourceType
  management: GroupManagement | null
  entitlement: number
}

type DecidableTuple = [
  itemNo: number,
  personNo: number,
  entitlementNo: number,
  entitlementPlace: number,
  isPrivileged: number,
  isFlagged: number,
  verdict: Verdict | null,
  decisionSeq: number | null,
  accountId: string,
  entitlementKey: string,
  status: AccountStatus,
  resourceType: ResourceType,
  management: GroupManagement | null,
  entitlement: number,
]

const toItem = (t: DecidableTuple): DecidableItem => ({
  itemNo: t[0],
  personNo: t[1],
  entitlementNo: t[2],
  entitlementPlace: t[3],
  isPrivileged: t[4],
  isFlagged: t[5],
  verdict: t[6],
  decisionSeq: t[7],
  accountId: t[8],
  entitlementKey: t[9],
  status: t[10],
  resourceType: t[11],
  management: t[12],
  entitlement: t[13],
})

const COLUMNS = `i.item_no, i.person_no, i.entitlement_no, i.entitlement_place, i.is_privileged, i.is_flagged, i.verdict, i.decision_seq,
  p.key, e.key, a.status, r.resource_type, v.management, e.entitlement`
const JOINED = `
  JOIN campaign_headings p ON p.campaign_no = i.campaign_no AND p.grouping = 0 AND p.heading_no = i.person_no
  JOIN campaign_headings e ON e.campaign_no = i.campaign_no AND e.grouping = 1 AND e.heading_no = i.entitlement_no
  JOIN account_versions a ON a.version_no = p.version_no
  JOIN resources r ON r.resource_no = e.resource_no
  JOIN resource_versions v ON v.version_no = e.version_no`

/** The items of a list; numbers the campaign does not have are left out. One JSON text is the fastest way to very many. */
export const selectDecidable = (db: Database) => {
  const select = db.prepare(
    `SELECT json_group_array(json_array(${COLUMNS})) AS list FROM json_each(?) AS wanted
     CROSS JOIN campaign_items i ON i.campaign_no = ? AND i.item_no = wanted.value ${JOINED}`,
  )
  return (campaignNo: number, itemNos: readonly number[]): DecidableItem[] => {
    const { list } = select.get(JSON.stringify(itemNos), campaignNo) as { list: string }
    const found = new Map((JSON.parse(list) as DecidableTuple[]).map((tuple) => [tuple[0], toItem(tuple)]))
    return itemNos.flatMap((itemNo) => found.get(itemNo) ?? [])
  }
}
