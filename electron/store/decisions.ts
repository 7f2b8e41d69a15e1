// Deciding and undoing: the rules are kept, the log grows, the answer says what changed.
import type { Decision, Progress, Verdict } from '../../shared/domain/campaign.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { CampaignId, Instant } from '../../shared/domain/ids.ts'
import { missingReason, whyNot } from '../../shared/domain/review-rules.ts'
import type { Reviewer } from './campaign-opening.ts'
import { type CampaignRow, type CampaignRows, toProgress } from './campaign-rows.ts'
import { type Database, transact } from './database.ts'
import { createDecisionLog } from './decision-log.ts'
import { type DecidableItem, selectDecidable } from './decision-rows.ts'
import { entitlementName } from './entitlement-names.ts'

const BATCHES_LOOKED_AT = 500
const REASONS = 8

export type NewDecision = {
  campaignId: CampaignId
  itemNos: readonly number[]
  verdict: Verdict
  reason: string
  reviewer: Reviewer
  openedAt: Instant
  decidedAt: Instant
  includePrivileged: boolean
}

export type DecideAnswer = {
  decided: number[]
  skipped: { itemNo: number; why: string }[]
  decision: Decision | null
  progress: Progress
}

const refuseSignedOff = (row: CampaignRow): void => {
  if (row.signedAt !== null)
    throw new Failure({ kind: 'not-allowed', why: 'This campaign is signed off, so its decisions stand.' })
}

const whySkipped = (db: Database, item: DecidableItem, input: NewDecision, isBulk: boolean): string | null => {
  if (isBulk && item.isPrivileged === 1 && !input.includePrivileged)
    return 'Privileged access is left out of decisions on several rows unless you include it.'
  const isOwnAccess = item.accountId === input.reviewer.accountId
  return whyNot(input.verdict, { ...item, entitlement: entitlementName(db, item.entitlement), isOwnAccess })
}

export const createDecisions = (db: Database, rows: CampaignRows) => {
  const append = createDecisionLog(db)
  const decidable = selectDecidable(db)
  const selectNewestBatch = db.prepare(
    `SELECT b.batch_no AS batchNo, b.first_seq AS firstSeq, b.size FROM decision_batches b
     WHERE b.campaign_no = ? AND b.undoes_batch IS NULL
       AND NOT EXISTS (SELECT 1 FROM decision_batches u WHERE u.campaign_no = b.campaign_no AND u.undoes_batch = b.batch_no)
     ORDER BY b.batch_no DESC LIMIT 1`,
  )
  const selectBatchLines = db.prepare(
    `SELECT d.item_no AS itemNo, d.earlier_seq AS earlierSeq, b.verdict AS earlierVerdict FROM decisions d
     LEFT JOIN decisions e ON e.campaign_no = d.campaign_no AND e.seq = d.earlier_seq
     LEFT JOIN decision_batches b ON b.campaign_no = e.campaign_no AND b.batch_no = e.batch_no
     WHERE d.campaign_no = ? AND d.seq >= ? AND d.seq < ? ORDER BY d.seq`,
  )
  const selectReasons = db.prepare(
    `SELECT reason, max(batch_no) AS newest FROM decision_batches
     WHERE campaign_no = ? AND batch_no > ? AND reason <> '' AND verdict = coalesce(?, verdict) GROUP BY reason ORDER BY newest DESC LIMIT ?`,
  )

  const decideNow = (input: NewDecision): DecideAnswer => {
    const row = rows.find(input.campaignId)
    refuseSignedOff(row)
    const itemNos = [...new Set(input.itemNos)]
    const reason = input.reason.trim()
    const missing = missingReason(input.verdict, reason, itemNos.length)
    if (missing) throw new Failure({ kind: 'not-allowed', why: missing })

    const items = decidable(row.campaignNo, itemNos)
    const known = new Set(items.map((item) => item.itemNo))
    const skipped = itemNos
      .filter((itemNo) => !known.has(itemNo))
      .map((itemNo) => ({ itemNo, why: 'This row is not part of the campaign.' }))
    const taken: DecidableItem[] = []
    for (const item of items) {
      const why = whySkipped(db, item, input, itemNos.length > 1)
      if (why) skipped.push({ itemNo: item.itemNo, why })
      else taken.push(item)
    }
    if (taken.length === 0) return { decided: [], skipped, decision: null, progress: toProgress(row) }

    const { verdict, reviewer, openedAt, decidedAt } = input
    const lines = taken.map((item) => ({ item }))
    append(row, { verdict, reason, reviewer, openedAt, decidedAt, undoesBatch: null }, lines)
    return {
      decided: taken.map((item) => item.itemNo),
      skipped,
      decision: { verdict, reason, reviewer: reviewer.name, decidedAt, batchSize: taken.length },
      progress: toProgress(rows.find(input.campaignId)),
    }
  }

  const undoNow = (input: {
    campaignId: CampaignId
    reviewer: Reviewer
    at: Instant
  }): { itemNos: number[]; progress: Progress } => {
    const row = rows.find(input.campaignId)
    refuseSignedOff(row)
    const newest = selectNewestBatch.get(row.campaignNo) as
      | { batchNo: number; firstSeq: number; size: number }
      | undefined
    if (!newest) return { itemNos: [], progress: toProgress(row) }
    const taken = selectBatchLines.all(row.campaignNo, newest.firstSeq, newest.firstSeq + newest.size) as {
      itemNo: number
      earlierSeq: number | null
      earlierVerdict: Verdict | null
    }[]
    const itemNos = taken.map((line) => line.itemNo)
    const items = new Map(decidable(row.campaignNo, itemNos).map((item) => [item.itemNo, item]))
    const lines = taken.flatMap(({ itemNo, earlierSeq, earlierVerdict }) => {
      const item = items.get(itemNo)
      return item ? [{ item, restores: { seq: earlierSeq, verdict: earlierVerdict } }] : []
    })
    const { reviewer, at } = input
    const own = { verdict: 'undone', reason: '', reviewer, openedAt: at, decidedAt: at } as const
    append(row, { ...own, undoesBatch: newest.batchNo }, lines)
    return { itemNos, progress: toProgress(rows.find(input.campaignId)) }
  }

  return {
    /**
     * Decides items in one transaction. An item that cannot take the verdict is skipped with the reason.
     * @throws Failure not-allowed when a reason is missing or the campaign is signed off
     */
    decide: (input: NewDecision): DecideAnswer => transact(db, () => decideNow(input)),
    /** Takes the newest batch that still holds back; what held before it holds again. Undo again goes further back. */
    undo: (input: { campaignId: CampaignId; reviewer: Reviewer; at: Instant }) => transact(db, () => undoNow(input)),
    /** Distinct reasons among the newest few hundred decisions, of one verdict or of all, newest first. */
    recentReasons: (campaignId: CampaignId, verdict: Verdict | null = null): string[] => {
      const row = rows.find(campaignId)
      const oldest = row.batches - BATCHES_LOOKED_AT
      const found = selectReasons.all(row.campaignNo, oldest, verdict, REASONS) as { reason: string }[]
      return found.map(({ reason }) => reason)
    },
  }
}
