// Writes a new campaign's headings and items, some at a time; nobody sees them before the campaign is ready.
import { Failure } from '../../shared/domain/failure.ts'
import { accessWords } from '../../shared/domain/review-rules.ts'
import { piecesOf } from '../turns.ts'
import type { Arrangement, Heading } from './campaign-order.ts'
import type { ScopedEntitlement } from './campaign-scope.ts'
import { type Database, transactUnseen } from './database.ts'
import { entitlementCode } from './entitlement-names.ts'

const ROWS_A_TURN = 1000
/** Values bound for many rows at once are read nearly twice as fast as rows of JSON. */
const ITEMS_A_STATEMENT = 100

/** Takes how many rows were written, and lets others go first. @throws Failure cancelled */
export type Turn = (rows: number) => Promise<void>

export const insertPeople = async (
  db: Database,
  campaignNo: number,
  people: readonly { versionNo: number }[],
  headings: readonly Heading[],
  turn: Turn,
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
    transactUnseen(db, () => insert.run(campaignNo, JSON.stringify(piece)))
    await turn(piece.length)
  }
}

const detailOf = (entitlement: ScopedEntitlement): string =>
  entitlement.management === 'company_managed'
    ? `${accessWords(entitlement)}, company-managed`
    : accessWords(entitlement)

export const insertEntitlements = async (
  db: Database,
  campaignNo: number,
  entitlements: readonly ScopedEntitlement[],
  headings: readonly Heading[],
  turn: Turn,
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
    const code = entitlementCode(db, held.entitlement)
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
    transactUnseen(db, () => {
      for (const [i, heading] of piece) insertOne(heading, i + 1)
    })
    await turn(piece.length)
  }
}

export const insertItems = async (
  db: Database,
  campaignNo: number,
  a: Arrangement,
  isPrivileged: Uint8Array,
  turn: Turn,
): Promise<void> => {
  const insertOf = (rows: number) =>
    db.prepare(
      `INSERT INTO campaign_items (campaign_no, item_no, person_no, entitlement_no, person_place, entitlement_place,
                                   is_privileged, is_flagged)
       VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
    )
  const insertMany = insertOf(ITEMS_A_STATEMENT)
  const insert = (from: number, to: number): void => {
    const values: number[] = []
    for (let i = from; i < to; i++) {
      const entitlementNo = a.entitlementNo[i] ?? 0
      values.push(campaignNo, i + 1, a.personNo[i] ?? 0, entitlementNo, a.personPlace[i] ?? 0)
      values.push(a.entitlementPlace[i] ?? 0, isPrivileged[entitlementNo - 1] ?? 0, i < a.flagged ? 1 : 0)
    }
    const rows = to - from
    ;(rows === ITEMS_A_STATEMENT ? insertMany : insertOf(rows)).run(...values)
  }
  for (let from = 0; from < a.items; from += ROWS_A_TURN) {
    const to = Math.min(from + ROWS_A_TURN, a.items)
    transactUnseen(db, () => {
      for (let i = from; i < to; i += ITEMS_A_STATEMENT) insert(i, Math.min(i + ITEMS_A_STATEMENT, to))
    })
    await turn(to - from)
  }
}

/** The items once more, in their order by entitlement. */
export const insertEntitlementOrder = async (
  db: Database,
  campaignNo: number,
  a: Arrangement,
  turn: Turn,
): Promise<void> => {
  const insert = db.prepare(
    `INSERT INTO entitlement_order (campaign_no, place, item_no) SELECT ?, ? + key, value FROM json_each(?)`,
  )
  const itemAt = new Int32Array(a.items)
  for (let i = 0; i < a.items; i++) itemAt[(a.entitlementPlace[i] ?? 1) - 1] = i + 1
  for (let from = 0; from < a.items; from += ROWS_A_TURN) {
    const rows = [...itemAt.subarray(from, from + ROWS_A_TURN)]
    transactUnseen(db, () => insert.run(campaignNo, from + 1, JSON.stringify(rows)))
    await turn(rows.length)
  }
}
