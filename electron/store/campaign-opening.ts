// Opens a campaign: freezes its items and their order in short transactions, and shows it only when all are there.
import type { Scope } from '../../shared/domain/campaign.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { AccountId, CampaignId, Instant, SnapshotId } from '../../shared/domain/ids.ts'
import { markFlagged } from './campaign-attention.ts'
import { arrangeItems } from './campaign-order.ts'
import { readHoldings, readPeople, readScope } from './campaign-scope.ts'
import { insertEntitlementOrder, insertEntitlements, insertItems, insertPeople } from './campaign-writing.ts'
import { type Database, transact } from './database.ts'
import { wellFormed } from './text.ts'
import { nextTurn } from './turns.ts'

const ROWS_A_TURN = 1000

/** What a campaign consists of while it is not ready, with the rest of each table's key. */
const PARTS = [
  ['entitlement_order', 'place'],
  ['campaign_items', 'item_no'],
  ['heading_marks', 'grouping, heading_no'],
  ['campaign_headings', 'grouping, heading_no'],
] as const

/** Who decides: the admin as whom the connection is authorized. `name` as the log shows it. */
export type Reviewer = { accountId: AccountId; name: string }

export type NewCampaign = {
  campaignId: CampaignId
  snapshotId: SnapshotId
  name: string
  scope: Scope
  dueOn: string | null
  openedAt: Instant
  openedBy: Reviewer
}

export const createCampaignOpening = (db: Database) => {
  const opening = new Set<number>()
  const selectUnready = db.prepare('SELECT campaign_no AS no FROM campaigns WHERE is_ready = 0')
  const insertCampaign = db.prepare(
    `INSERT INTO campaigns (campaign_id, connection_id, snapshot_id, name, scope, scope_words, due_on, opened_at,
                            opened_by, opener_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertMarks = db.prepare(
    `INSERT INTO heading_marks (campaign_no, grouping, heading_no)
     SELECT campaign_no, grouping, heading_no FROM campaign_headings WHERE campaign_no = ?`,
  )
  const finish = db.prepare(
    'UPDATE campaigns SET is_ready = 1, items = ?, flagged = ?, flagged_left = ? WHERE campaign_no = ?',
  )

  const discard = async (campaignNo: number): Promise<void> => {
    for (const [table, some] of PARTS) {
      const remove = db.prepare(
        `DELETE FROM ${table} WHERE campaign_no = ? AND (${some}) IN
           (SELECT ${some} FROM ${table} WHERE campaign_no = ? LIMIT ${ROWS_A_TURN})`,
      )
      while (transact(db, () => remove.run(campaignNo, campaignNo)).changes > 0) await nextTurn()
    }
    const removeCampaign = db.prepare('DELETE FROM campaigns WHERE campaign_no = ? AND is_ready = 0')
    transact(db, () => removeCampaign.run(campaignNo))
  }

  /** Removes what a crash left of campaigns that were never shown. */
  const discardUnready = async (): Promise<void> => {
    for (const { no } of selectUnready.all() as { no: number }[]) if (!opening.has(no)) await discard(no)
  }

  const fill = async (campaignNo: number, input: NewCampaign, read: ReturnType<typeof readScope>): Promise<void> => {
    const { connectionNo, entitlements } = read
    const people = await readPeople(db, input.snapshotId, connectionNo)
    const holdings = await readHoldings(db, input.snapshotId, entitlements, people)
    if (holdings.personOf.length === 0)
      throw new Failure({
        kind: 'not-allowed',
        why: 'Nobody holds anything in this scope, so there is nothing to review.',
      })
    const marks = await markFlagged(
      db,
      { snapshotId: input.snapshotId, openerId: input.openedBy.accountId },
      people,
      entitlements,
      holdings,
    )
    const arranged = await arrangeItems(holdings, people.length, entitlements.length, marks)
    await insertPeople(db, campaignNo, people, arranged.people)
    await insertEntitlements(db, campaignNo, entitlements, arranged.entitlements)
    const privileged = arranged.entitlements.map((h) => (entitlements[h.subject]?.isPrivileged ? 1 : 0))
    await insertItems(db, campaignNo, arranged, Uint8Array.from(privileged))
    await insertEntitlementOrder(db, campaignNo, arranged)
    transact(db, () => {
      insertMarks.run(campaignNo)
      finish.run(arranged.items, arranged.flagged, arranged.flagged, campaignNo)
    })
  }

  /** @throws Failure not-found (snapshot, group); not-allowed when the scope holds nothing */
  const open = async (input: NewCampaign): Promise<void> => {
    await discardUnready()
    const read = readScope(db, input.snapshotId, input.scope)
    const { lastInsertRowid } = transact(db, () =>
      insertCampaign.run(
        input.campaignId,
        read.connectionId,
        input.snapshotId,
        wellFormed(input.name),
        JSON.stringify(input.scope),
        wellFormed(read.words),
        input.dueOn,
        input.openedAt,
        wellFormed(input.openedBy.name),
        input.openedBy.accountId,
      ),
    )
    const campaignNo = Number(lastInsertRowid)
    opening.add(campaignNo)
    try {
      await fill(campaignNo, input, read)
    } catch (error) {
      await discard(campaignNo)
      throw error
    } finally {
      opening.delete(campaignNo)
    }
  }

  return { open, discardUnready }
}
