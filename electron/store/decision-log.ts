// Appends to the decision log and keeps what follows from it, items and counters, true in the same transaction.
import type { Verdict } from '../../shared/domain/campaign.ts'
import type { Instant } from '../../shared/domain/ids.ts'
import type { Reviewer } from './campaign-opening.ts'
import { type CampaignRow, counterOf, GROUPING_CODES } from './campaign-rows.ts'
import type { Database } from './database.ts'
import { createLineHash, type DecidableItem } from './decision-rows.ts'
import { wellFormed } from './text.ts'

export type NewBatch = {
  verdict: Verdict | 'undone'
  reason: string
  reviewer: Reviewer
  openedAt: Instant
  decidedAt: Instant
  undoesBatch: number | null
}

/** A line to append. `restores` is what holds again after an undo; a decision has none, it holds itself. */
export type NewLine = { item: DecidableItem; restores?: { seq: number | null; verdict: Verdict | null } }

/** What a batch changes: counters of the campaign, places by entitlement, counters of headings by their number. */
type Changes = {
  campaign: { certified: number; revoked: number; demoted: number; abstained: number; flaggedLeft: number }
  places: { decided: number[]; undecided: number[] }
  headings: Record<keyof typeof GROUPING_CODES, Map<number, [decided: number, removing: number]>>
}

const isRemoving = (verdict: Verdict | null): number => (verdict === 'revoke' || verdict === 'demote' ? 1 : 0)
const isDecided = (verdict: Verdict | null): number => (verdict === null ? 0 : 1)

const note = (changes: Changes, item: DecidableItem, now: Verdict | null): void => {
  const { campaign, headings } = changes
  if (item.verdict) campaign[counterOf(item.verdict)] -= 1
  if (now) campaign[counterOf(now)] += 1
  const decided = isDecided(now) - isDecided(item.verdict)
  const removing = isRemoving(now) - isRemoving(item.verdict)
  if (item.isFlagged === 1) campaign.flaggedLeft -= decided
  if (decided > 0) changes.places.decided.push(item.entitlementPlace)
  if (decided < 0) changes.places.undecided.push(item.entitlementPlace)
  if (decided === 0 && removing === 0) return
  for (const [marks, no] of [
    [headings.person, item.personNo],
    [headings.entitlement, item.entitlementNo],
  ] as const) {
    const mark = marks.get(no)
    if (!mark) marks.set(no, [decided, removing])
    else {
      mark[0] += decided
      mark[1] += removing
    }
  }
}

export const createDecisionLog = (db: Database) => {
  const insertBatch = db.prepare(
    `INSERT INTO decision_batches (campaign_no, batch_no, verdict, reason, reviewer, reviewer_id, opened_at, decided_at,
                                   size, first_seq, undoes_batch)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertLines = db.prepare(
    `INSERT INTO decisions (campaign_no, seq, item_no, batch_no, relation, earlier_seq, restores_seq, hash)
     SELECT ?, value ->> 0, value ->> 1, ?, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?)`,
  )
  // What holds is read off the lines just appended: one statement for all items is twice as quick as one for each.
  const holdDecided = db.prepare(
    `UPDATE campaign_items SET verdict = ?, decision_seq =
       (SELECT d.seq FROM decisions d INDEXED BY decisions_by_item
        WHERE d.campaign_no = campaign_items.campaign_no AND d.item_no = campaign_items.item_no AND d.seq >= ?)
     WHERE campaign_no = ? AND item_no IN (SELECT value FROM json_each(?))`,
  )
  const holdRestored = db.prepare(
    `UPDATE campaign_items SET (verdict, decision_seq) =
       (SELECT b.verdict, d.restores_seq FROM decisions d INDEXED BY decisions_by_item
        LEFT JOIN decisions e ON e.campaign_no = d.campaign_no AND e.seq = d.restores_seq
        LEFT JOIN decision_batches b ON b.campaign_no = e.campaign_no AND b.batch_no = e.batch_no
        WHERE d.campaign_no = campaign_items.campaign_no AND d.item_no = campaign_items.item_no AND d.seq >= ?)
     WHERE campaign_no = ? AND item_no IN (SELECT value FROM json_each(?))`,
  )
  const markOrder = db.prepare(
    `UPDATE entitlement_order SET is_decided = ?
     WHERE campaign_no = ? AND place IN (SELECT value FROM json_each(?))`,
  )
  const updateMarks = db.prepare(
    `UPDATE heading_marks SET decided = decided + ?, removing = removing + ?
     WHERE campaign_no = ? AND grouping = ? AND heading_no = ?`,
  )
  const updateCampaign = db.prepare(
    `UPDATE campaigns SET certified = certified + ?, revoked = revoked + ?, demoted = demoted + ?,
            abstained = abstained + ?, flagged_left = flagged_left + ?, batches = ?, head_seq = ?, head_hash = ?
     WHERE campaign_no = ?`,
  )

  const applyChanges = (campaignNo: number, { headings, places }: Changes): void => {
    if (places.decided.length > 0) markOrder.run(1, campaignNo, JSON.stringify(places.decided))
    if (places.undecided.length > 0) markOrder.run(0, campaignNo, JSON.stringify(places.undecided))
    for (const grouping of ['person', 'entitlement'] as const)
      for (const [no, [decided, removing]] of headings[grouping])
        updateMarks.run(decided, removing, campaignNo, GROUPING_CODES[grouping], no)
  }

  /** Appends one batch of at least one line. Only inside a transaction, with the campaign's row as it is then. */
  return (row: CampaignRow, batch: NewBatch, lines: readonly NewLine[]): void => {
    const { campaignNo, campaignId } = row
    const batchNo = row.batches + 1
    const reason = wellFormed(batch.reason)
    const reviewer = wellFormed(batch.reviewer.name)
    const { verdict, openedAt, decidedAt, undoesBatch } = batch
    const reviewerId = batch.reviewer.accountId
    const size = lines.length
    const firstSeq = row.headSeq + 1
    const own = [verdict, reason, reviewer, reviewerId, openedAt, decidedAt, size, firstSeq, undoesBatch]
    insertBatch.run(campaignNo, batchNo, ...own)

    const common = { campaignId, verdict, reason, reviewer, reviewerId, openedAt, decidedAt, batchNo, batchSize: size }
    const hashLine = createLineHash(common)
    const changes: Changes = {
      campaign: { certified: 0, revoked: 0, demoted: 0, abstained: 0, flaggedLeft: 0 },
      places: { decided: [], undecided: [] },
      headings: { person: new Map(), entitlement: new Map() },
    }
    let head = row.headHash
    const rows = lines.map(({ item, restores }, i) => {
      const seq = firstSeq + i
      const relation = item.accountId === reviewerId ? 'subject' : 'independent'
      const grant = `${item.accountId}/${item.entitlementKey}`
      const restoresSeq = restores?.seq ?? null
      const { itemNo, decisionSeq: earlierSeq } = item
      head = hashLine(head, { seq, itemNo, grant, relation, earlierSeq, restoresSeq })
      const now = restores ? restores.verdict : verdict === 'undone' ? null : verdict
      note(changes, item, now)
      return [seq, itemNo, relation, earlierSeq, restoresSeq, head]
    })
    insertLines.run(campaignNo, batchNo, JSON.stringify(rows))
    const itemNos = JSON.stringify(lines.map(({ item }) => item.itemNo))
    if (verdict === 'undone') holdRestored.run(firstSeq, campaignNo, itemNos)
    else holdDecided.run(verdict, firstSeq, campaignNo, itemNos)
    applyChanges(campaignNo, changes)
    const { certified, revoked, demoted, abstained, flaggedLeft } = changes.campaign
    const counters = [certified, revoked, demoted, abstained, flaggedLeft]
    updateCampaign.run(...counters, batchNo, row.headSeq + size, head, campaignNo)
  }
}
