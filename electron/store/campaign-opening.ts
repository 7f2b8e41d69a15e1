// Opens a campaign: freezes its items and their order in short transactions, and shows it only when all are there.
import { setTimeout as pause } from 'node:timers/promises'
import type { OpeningProgress } from '../../shared/contract/campaigns.ts'
import type { Scope } from '../../shared/domain/campaign.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { AccountId, CampaignId, Instant, SnapshotId } from '../../shared/domain/ids.ts'
import { nextTurn } from '../turns.ts'
import { markFlagged } from './campaign-attention.ts'
import { arrangeItems } from './campaign-order.ts'
import { readHoldings, readPeople, readScope } from './campaign-scope.ts'
import { insertEntitlementOrder, insertEntitlements, insertItems, insertPeople, type Turn } from './campaign-writing.ts'
import { type Database, transact, transactUnseen } from './database.ts'
import { wellFormed } from './text.ts'

const ROWS_A_TURN = 1000
/** A person can follow about ten pictures a second. */
const PICTURE_MS = 100

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

/** An opening under way; `over` is aborted when it has ended. */
type Running = { progress: OpeningProgress; isCalledOff: boolean; over: AbortController }

const goOn = ({ isCalledOff }: Running): void => {
  if (isCalledOff) throw new Failure({ kind: 'cancelled' })
}

/** Begins a phase of so many rows. */
const phaseOf = (running: Running, phase: OpeningProgress['phase'], of = 0): Turn => {
  running.progress = { phase, done: 0, of }
  return async (rows) => {
    running.progress.done += rows
    await nextTurn()
    goOn(running)
  }
}

export const createCampaignOpening = (db: Database) => {
  const openings = new Map<CampaignId, Running>()
  const opening = new Set<number>()
  const discarding = new Map<number, Promise<void>>()
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

  const removeAll = async (campaignNo: number): Promise<void> => {
    for (const [table, some] of PARTS) {
      const remove = db.prepare(
        `DELETE FROM ${table} WHERE campaign_no = ? AND (${some}) IN
           (SELECT ${some} FROM ${table} WHERE campaign_no = ? LIMIT ${ROWS_A_TURN})`,
      )
      while (transactUnseen(db, () => remove.run(campaignNo, campaignNo)).changes > 0) await nextTurn()
    }
    const removeCampaign = db.prepare('DELETE FROM campaigns WHERE campaign_no = ? AND is_ready = 0')
    transact(db, () => removeCampaign.run(campaignNo))
  }

  /** Only once at a time: the number is free for another campaign afterwards. */
  const discard = (campaignNo: number): Promise<void> => {
    const removing = discarding.get(campaignNo) ?? removeAll(campaignNo).finally(() => discarding.delete(campaignNo))
    discarding.set(campaignNo, removing)
    return removing
  }

  /** Removes what a crash left of campaigns that were never shown. */
  const discardUnready = async (): Promise<void> => {
    for (const { no } of selectUnready.all() as { no: number }[]) if (!opening.has(no)) await discard(no)
  }

  const fill = async (
    campaignNo: number,
    input: NewCampaign,
    read: ReturnType<typeof readScope>,
    running: Running,
  ): Promise<void> => {
    const { connectionNo, entitlements } = read
    const people = await readPeople(db, input.snapshotId, connectionNo)
    goOn(running)
    const holdings = await readHoldings(db, input.snapshotId, entitlements, people)
    if (holdings.personOf.length === 0)
      throw new Failure({
        kind: 'not-allowed',
        why: 'Nobody holds anything in this scope, so there is nothing to review.',
      })
    goOn(running)
    const marks = await markFlagged(
      db,
      { snapshotId: input.snapshotId, openerId: input.openedBy.accountId },
      people,
      entitlements,
      holdings,
    )
    const arranged = await arrangeItems(holdings, people.length, entitlements.length, marks)
    goOn(running)
    const headings = phaseOf(running, 'headings', arranged.people.length + arranged.entitlements.length)
    await insertPeople(db, campaignNo, people, arranged.people, headings)
    await insertEntitlements(db, campaignNo, entitlements, arranged.entitlements, headings)
    const privileged = arranged.entitlements.map((h) => (entitlements[h.subject]?.isPrivileged ? 1 : 0))
    const items = phaseOf(running, 'items', arranged.items)
    await insertItems(db, campaignNo, arranged, Uint8Array.from(privileged), items)
    await insertEntitlementOrder(db, campaignNo, arranged, phaseOf(running, 'order', arranged.items))
    transact(db, () => {
      insertMarks.run(campaignNo)
      finish.run(arranged.items, arranged.flagged, arranged.flagged, campaignNo)
    })
  }

  const write = async (input: NewCampaign, running: Running): Promise<void> => {
    await discardUnready()
    goOn(running)
    phaseOf(running, 'reading')
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
      await fill(campaignNo, input, read, running)
    } catch (error) {
      await discard(campaignNo)
      throw error
    } finally {
      opening.delete(campaignNo)
    }
  }

  /** @throws Failure not-found (snapshot, group); not-allowed when the scope holds nothing; cancelled */
  const open = async (input: NewCampaign): Promise<void> => {
    const running: Running = {
      progress: { phase: 'clearing', done: 0, of: 0 },
      isCalledOff: false,
      over: new AbortController(),
    }
    openings.set(input.campaignId, running)
    try {
      await write(input, running)
    } finally {
      openings.delete(input.campaignId)
      running.over.abort()
    }
  }

  const progress = async (id: CampaignId, afterMs = PICTURE_MS): Promise<OpeningProgress | null> => {
    const running = openings.get(id)
    // Waking early is all that the abort is for.
    if (running) await pause(afterMs, null, { signal: running.over.signal }).catch(() => {})
    return running && !running.over.signal.aborted ? { ...running.progress } : null
  }

  const callOff = (id: CampaignId): void => {
    const running = openings.get(id)
    if (running) running.isCalledOff = true
  }

  return { open, progress, callOff, discardUnready }
}
