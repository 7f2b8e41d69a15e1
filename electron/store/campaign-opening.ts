// Opens a campaign: freezes its items and their order in short transactions, and shows it only when all are there.
import type { Scope } from '../../shared/domain/campaign.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { AccountId, CampaignId, Instant, SnapshotId } from '../../shared/domain/ids.ts'
import { accessWords } from '../../shared/domain/review-rules.ts'
import { type Arrangement, arrangeItems, type Heading } from './campaign-order.ts'
import { type Holdings, readHoldings, readPeople, readScope, type ScopedEntitlement } from './campaign-scope.ts'
import type { Database } from './database.ts'
import { entitlementCode, selectAll } from './rows.ts'
import { wellFormed } from './text.ts'
import { nextTurn, piecesOf } from './turns.ts'

const ROWS_A_TURN = 1000

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

type Person = { accountNo: number; versionNo: number }
type Flagged = { accountNo: number; resourceNo: number | null; entitlement: number | null }

/** Marks holdings with a flag of their own or of their account, and the opener's own access. */
const markFlagged = async (
  db: Database,
  input: NewCampaign,
  people: readonly Person[],
  entitlements: readonly ScopedEntitlement[],
  { personOf, entitlementOf }: Holdings,
): Promise<Uint8Array> => {
  const accounts = new Set<number>()
  const grants = new Set<string>()
  const flags = selectAll<Flagged>(
    db,
    `SELECT account_no AS accountNo, resource_no AS resourceNo, entitlement FROM snapshot_flags WHERE snapshot_id = ?
     UNION SELECT account_no, NULL, NULL FROM accounts WHERE account_id = ?`,
    [input.snapshotId, input.openedBy.accountId],
  )
  for (const { accountNo, resourceNo, entitlement } of flags)
    if (resourceNo === null) accounts.add(accountNo)
    else grants.add(`${accountNo}/${resourceNo}/${entitlement}`)
  const marks = new Uint8Array(personOf.length)
  for (let n = 0; n < marks.length; n++) {
    const accountNo = people[personOf[n] ?? 0]?.accountNo ?? 0
    const held = entitlements[entitlementOf[n] ?? 0]
    const isFlagged =
      accounts.has(accountNo) ||
      (held && grants.size > 0 && grants.has(`${accountNo}/${held.resourceNo}/${entitlementCode(held.entitlement)}`))
    if (isFlagged) marks[n] = 1
    if (n % 50_000 === 49_999) await nextTurn()
  }
  return marks
}

const insertPeople = async (
  db: Database,
  campaignNo: number,
  people: readonly Person[],
  headings: readonly Heading[],
): Promise<void> => {
  const insert = db.prepare(
    `INSERT INTO campaign_headings (campaign_no, grouping, heading_no, key, account_no, version_no, first_place, items,
                                    flagged, label, detail, search_text)
     SELECT ?, 0, h.value ->> 0, a.account_id, a.account_no, v.version_no, h.value ->> 2, h.value ->> 3, h.value ->> 4,
            iif(v.display_name = '', v.email, v.display_name), v.email, v.search_text
     FROM json_each(?) AS h
     JOIN account_versions v ON v.version_no = h.value ->> 1
     JOIN accounts a ON a.account_no = v.account_no`,
  )
  const rows = headings.map((h, i) => [i + 1, people[h.subject]?.versionNo ?? 0, h.firstPlace, h.items, h.flagged])
  for (const piece of piecesOf(rows, ROWS_A_TURN)) {
    db.transaction(() => insert.run(campaignNo, JSON.stringify(piece)))()
    await nextTurn()
  }
}

const detailOf = (entitlement: ScopedEntitlement): string =>
  entitlement.management === 'company_managed'
    ? `${accessWords(entitlement)}, company-managed`
    : accessWords(entitlement)

const insertEntitlements = async (
  db: Database,
  campaignNo: number,
  entitlements: readonly ScopedEntitlement[],
  headings: readonly Heading[],
): Promise<void> => {
  const insert = db.prepare(
    `INSERT INTO campaign_headings (campaign_no, grouping, heading_no, key, resource_no, entitlement, version_no,
                                    first_place, items, flagged, label, detail, search_text)
     VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertOne = (heading: Heading, headingNo: number): void => {
    const held = entitlements[heading.subject]
    if (!held) throw new Failure({ kind: 'unexpected', reason: 'a heading without its entitlement' })
    const { key, resourceNo, versionNo, name, searchText } = held
    const { firstPlace, items, flagged } = heading
    const code = entitlementCode(held.entitlement)
    const row = [
      headingNo,
      key,
      resourceNo,
      code,
      versionNo,
      firstPlace,
      items,
      flagged,
      name,
      detailOf(held),
      searchText,
    ]
    insert.run(campaignNo, ...row)
  }
  for (const piece of piecesOf([...headings.entries()], ROWS_A_TURN)) {
    db.transaction(() => {
      for (const [i, heading] of piece) insertOne(heading, i + 1)
    })()
    await nextTurn()
  }
}

const insertItems = async (
  db: Database,
  campaignNo: number,
  a: Arrangement,
  isPrivileged: Uint8Array,
): Promise<void> => {
  const insert = db.prepare(
    `INSERT INTO campaign_items (campaign_no, item_no, person_no, entitlement_no, person_place, entitlement_place,
                                 is_privileged, is_flagged)
     SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM json_each(?)`,
  )
  for (let from = 0; from < a.items; from += ROWS_A_TURN) {
    const rows: (number | undefined)[][] = []
    for (let i = from; i < Math.min(from + ROWS_A_TURN, a.items); i++) {
      const entitlementNo = a.entitlementNo[i] ?? 0
      const privileged = isPrivileged[entitlementNo - 1]
      const flag = i < a.flagged ? 1 : 0
      rows.push([i + 1, a.personNo[i], entitlementNo, a.personPlace[i], a.entitlementPlace[i], privileged, flag])
    }
    db.transaction(() => insert.run(campaignNo, JSON.stringify(rows)))()
    await nextTurn()
  }
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
    for (const table of ['campaign_items', 'heading_marks', 'campaign_headings']) {
      const some = table === 'campaign_items' ? 'item_no' : 'grouping, heading_no'
      const remove = db.prepare(
        `DELETE FROM ${table} WHERE campaign_no = ? AND (${some}) IN
           (SELECT ${some} FROM ${table} WHERE campaign_no = ? LIMIT ${ROWS_A_TURN})`,
      )
      while (remove.run(campaignNo, campaignNo).changes > 0) await nextTurn()
    }
    db.prepare('DELETE FROM campaigns WHERE campaign_no = ? AND is_ready = 0').run(campaignNo)
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
    const marks = await markFlagged(db, input, people, entitlements, holdings)
    const arranged = await arrangeItems(holdings, people.length, entitlements.length, marks)
    await insertPeople(db, campaignNo, people, arranged.people)
    await insertEntitlements(db, campaignNo, entitlements, arranged.entitlements)
    const privileged = arranged.entitlements.map((h) => (entitlements[h.subject]?.isPrivileged ? 1 : 0))
    await insertItems(db, campaignNo, arranged, Uint8Array.from(privileged))
    db.transaction(() => {
      insertMarks.run(campaignNo)
      finish.run(arranged.items, arranged.flagged, arranged.flagged, campaignNo)
    })()
  }

  /** @throws Failure not-found (snapshot, group); not-allowed when the scope holds nothing */
  const open = async (input: NewCampaign): Promise<void> => {
    await discardUnready()
    const read = readScope(db, input.snapshotId, input.scope)
    const { lastInsertRowid } = insertCampaign.run(
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
