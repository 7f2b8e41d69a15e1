// Writes a new campaign's headings and items, some at a time.
import { Failure } from '../../shared/domain/failure.ts'
import { accessWords } from '../../shared/domain/review-rules.ts'
import type { Arrangement, Heading } from './campaign-order.ts'
import type { ScopedEntitlement } from './campaign-scope.ts'
import { type Database, transact } from './database.ts'
import { entitlementCode } from './entitlement-names.ts'
import { nextTurn, piecesOf } from './turns.ts'

const ROWS_A_TURN = 1000

export const insertPeople = async (
  db: Database,
  campaignNo: number,
  people: readonly { versionNo: number }[],
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
    transact(db, () => insert.run(campaignNo, JSON.stringify(piece)))
    await nextTurn()
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
    transact(db, () => {
      for (const [i, heading] of piece) insertOne(heading, i + 1)
    })
    await nextTurn()
  }
}

export const insertItems = async (
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
    transact(db, () => insert.run(campaignNo, JSON.stringify(rows)))
    await nextTurn()
  }
}

/** The items once more, in their order by entitlement. */
export const insertEntitlementOrder = async (db: Database, campaignNo: number, a: Arrangement): Promise<void> => {
  const insert = db.prepare(
    `INSERT INTO entitlement_order (campaign_no, place, item_no) SELECT ?, ? + key, value FROM json_each(?)`,
  )
  const itemAt = new Int32Array(a.items)
  for (let i = 0; i < a.items; i++) itemAt[(a.entitlementPlace[i] ?? 1) - 1] = i + 1
  for (let from = 0; from < a.items; from += ROWS_A_TURN) {
    const rows = [...itemAt.subarray(from, from + ROWS_A_TURN)]
    transact(db, () => insert.run(campaignNo, from + 1, JSON.stringify(rows)))
    await nextTurn()
  }
}
