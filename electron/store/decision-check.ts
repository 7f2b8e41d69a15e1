// Checks a campaign against its log: every hash, every item's verdict, the counters and the sign-off follow from it.
import type { Verdict } from '../../shared/domain/campaign.ts'
import { nextTurn } from '../turns.ts'
import { type CampaignRow, counterOf } from './campaign-rows.ts'
import type { Database } from './database.ts'
import { createLineHash, type DecisionLine } from './decision-rows.ts'
import { signedFacts } from './sign-off.ts'
import { signOffDigest } from './sign-off-digest.ts'

const LINES_A_TURN = 500

/** `seq` is the first line that is not as it was written; null when the lines hold and something beside them does not. */
export type ChainCheck =
  | { kind: 'intact'; lines: number; head: string | null }
  | { kind: 'broken'; seq: number | null; why: string }

type Line = DecisionLine & { hash: string; firstSeq: number; isSubject: number }
type Held = { seq: number; verdict: Verdict }
type ItemState = { itemNo: number; isFlagged: number; verdict: Verdict | null; decisionSeq: number | null }

const broken = (seq: number | null, why: string): ChainCheck => ({ kind: 'broken', seq, why })

const LINES = `
  SELECT d.seq, d.item_no AS itemNo, a.account_id || '/' || e.key AS "grant", b.verdict, b.reason, b.reviewer,
         b.reviewer_id AS reviewerId, d.relation, b.opened_at AS openedAt, b.decided_at AS decidedAt,
         b.batch_no AS batchNo, b.size AS batchSize, d.earlier_seq AS earlierSeq, d.restores_seq AS restoresSeq, d.hash,
         b.first_seq AS firstSeq
  FROM decisions d
  JOIN decision_batches b ON b.campaign_no = d.campaign_no AND b.batch_no = d.batch_no
  JOIN campaign_items i ON i.campaign_no = d.campaign_no AND i.item_no = d.item_no
  JOIN campaign_headings p ON p.campaign_no = i.campaign_no AND p.grouping = 0 AND p.heading_no = i.person_no
  JOIN accounts a ON a.account_no = p.account_no AND a.account_id = p.key
  JOIN campaign_headings e ON e.campaign_no = i.campaign_no AND e.grouping = 1 AND e.heading_no = i.entitlement_no
  JOIN entitlement_names n ON n.code = e.entitlement
  JOIN resources r ON r.resource_no = e.resource_no AND e.key =
    replace(replace(r.resource_type, '%', '%25'), '/', '%2F') || '/' || r.resource_id || '/' ||
    replace(replace(n.name, '%', '%25'), '/', '%2F')
  WHERE d.campaign_no = ? AND d.seq > ? ORDER BY d.seq LIMIT ?`

/** Follows the log; what holds at its end goes into `held`. */
const checkLines = async (db: Database, row: CampaignRow, held: Map<number, Held>): Promise<ChainCheck> => {
  const select = db.prepare(LINES)
  const verdicts = new Map<number, Verdict>()
  let seq = 0
  let head: string | null = null
  for (;;) {
    const some = select.all(row.campaignNo, seq, LINES_A_TURN) as Line[]
    for (const line of some) {
      if (line.seq !== seq + 1) return broken(seq + 1, 'A line of the decision log is missing.')
      seq = line.seq
      const hashLine = createLineHash({ ...line, campaignId: row.campaignId })
      if (line.hash !== hashLine(head, line)) return broken(seq, 'This line of the decision log was changed.')
      if ((held.get(line.itemNo)?.seq ?? null) !== line.earlierSeq)
        return broken(seq, 'This line does not follow from the one before on the same row.')
      head = line.hash
      if (line.verdict !== 'undone') {
        verdicts.set(seq, line.verdict)
        held.set(line.itemNo, { seq, verdict: line.verdict })
        continue
      }
      const restored = line.restoresSeq === null ? undefined : verdicts.get(line.restoresSeq)
      if (restored && line.restoresSeq !== null) held.set(line.itemNo, { seq: line.restoresSeq, verdict: restored })
      else held.delete(line.itemNo)
    }
    if (some.length < LINES_A_TURN) break
    await nextTurn()
  }
  if (seq !== row.headSeq) return broken(seq + 1, 'The end of the decision log is missing.')
  return head === row.headHash ? { kind: 'intact', lines: seq, head } : broken(seq, 'The end of the log was changed.')
}

const checkItems = async (db: Database, row: CampaignRow, held: ReadonlyMap<number, Held>): Promise<string | null> => {
  const select = db.prepare(
    `SELECT item_no AS itemNo, is_flagged AS isFlagged, verdict, decision_seq AS decisionSeq FROM campaign_items
     WHERE campaign_no = ? AND item_no > ? ORDER BY item_no LIMIT ?`,
  )
  const counted = { items: 0, flaggedLeft: 0, certified: 0, revoked: 0, demoted: 0, abstained: 0 }
  for (let after = 0; ; ) {
    const some = select.all(row.campaignNo, after, LINES_A_TURN) as ItemState[]
    for (const { itemNo, isFlagged, verdict, decisionSeq } of some) {
      const expected = held.get(itemNo)
      if ((expected?.seq ?? null) !== decisionSeq || (expected?.verdict ?? null) !== verdict)
        return `Row ${itemNo} shows a verdict that the decision log does not have.`
      counted.items += 1
      if (verdict) counted[counterOf(verdict)] += 1
      else counted.flaggedLeft += isFlagged
      after = itemNo
    }
    if (some.length < LINES_A_TURN) break
    await nextTurn()
  }
  const isSame = (Object.keys(counted) as (keyof typeof counted)[]).every((key) => counted[key] === row[key])
  return isSame ? null : 'The campaign’s totals do not add up to its rows.'
}

/** Recomputes everything that rests on the log. `read` is called first and last: a decision in between starts it over. */
export const checkDecisions = async (db: Database, read: () => CampaignRow): Promise<ChainCheck> => {
  for (;;) {
    const row = read()
    const held = new Map<number, Held>()
    const lines = await checkLines(db, row, held)
    const wrong = lines.kind === 'broken' ? null : await checkItems(db, row, held)
    if (read().headSeq !== row.headSeq) continue
    if (lines.kind === 'broken') return lines
    if (wrong) return broken(null, wrong)
    if (row.signedAt === null) return lines
    const signature = { signer: row.signer ?? '', statement: row.statement ?? '', signedAt: row.signedAt }
    const isSigned = signOffDigest(signedFacts(db, row, signature)) === row.signOffDigest
    return isSigned ? lines : broken(null, 'The sign-off does not match what was signed.')
  }
}
