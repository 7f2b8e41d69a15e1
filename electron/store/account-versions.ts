// Versions of accounts: new accounts are written as they come, the others only if they differ when the draft is sealed.
import type { AccountId, SnapshotId } from '../../shared/domain/ids.ts'
import { piecesOf } from '../turns.ts'
import type { AccountRow } from './account-row.ts'
import { type Database, STILL } from './database.ts'
import { selectNumbers } from './rows.ts'
import type { Draft, DraftAccount, Slot, Tally } from './snapshot-draft.ts'

/** Rows in one statement: what a sync gives at once (250) comes out even. */
const VERSIONS_A_STATEMENT = 25
const BODIES_A_STATEMENT = 50
const VERSION_COLUMNS = 20
const LINE_BREAK = 10

type Value = string | number | null
type Version = NonNullable<DraftAccount['version']>
/** Where in `bytes` each body is, by the number of its row. */
export type BodyBytes = { bytes: Buffer; places: ReadonlyMap<number, { from: number; to: number }> }
type Held = Tally & { accountNo: number; no: number; body: string }

const placeholders = (rows: number, columns: number): string =>
  Array(rows)
    .fill(`(${Array(columns).fill('?').join(', ')})`)
    .join(', ')

/** Statements that insert some rows at once, and what is left over one by one. */
const createInsert = (db: Database, sql: string, columns: number, rowsAtOnce: number) => {
  const many = db.prepare(`${sql} VALUES ${placeholders(rowsAtOnce, columns)}`)
  const one = db.prepare(`${sql} VALUES ${placeholders(1, columns)}`)
  /** Takes the values of all rows, one row after another. */
  return (values: readonly Value[]): void => {
    for (const piece of piecesOf(values, columns * rowsAtOnce)) {
      if (piece.length === columns * rowsAtOnce) many.run(piece)
      else for (const row of piecesOf(piece, columns)) one.run(row)
    }
  }
}

export const createAccountVersions = (db: Database) => {
  const selectLastAccount = db.prepare('SELECT max(account_no) AS no FROM accounts')
  const selectLastVersion = db.prepare('SELECT max(version_no) AS no FROM account_versions')
  const insertAccounts = db.prepare(
    'INSERT INTO accounts (account_no, connection_no, account_id) SELECT ? + key, ?, value FROM json_each(?)',
  )
  const selectAccounts = db.prepare(
    `SELECT a.account_no AS no, a.account_id AS id FROM json_each(?) AS wanted
     CROSS JOIN accounts a ON a.connection_no = ? AND a.account_id = wanted.value`,
  )
  const selectHeld = db.prepare(
    `SELECT v.account_no AS accountNo, v.version_no AS no, b.body, v.roles, v.groups, v.owned, v.grants
     FROM json_each(?) AS wanted
     CROSS JOIN account_versions v ON v.account_no = wanted.value AND v.to_snapshot = ${STILL}
     JOIN account_bodies b ON b.version_no = v.version_no`,
  )
  const selectBody = db.prepare('SELECT body FROM account_bodies WHERE version_no = ?')
  const selectBodies = db.prepare(
    `SELECT CAST(group_concat(b.body, char(10)) AS BLOB) AS bytes, json_group_array(b.version_no) AS nos
     FROM json_each(?) AS wanted CROSS JOIN account_bodies b ON b.version_no = wanted.value`,
  )
  const endVersion = db.prepare('UPDATE account_versions SET to_snapshot = ? WHERE version_no = ?')
  const removeVersion = db.prepare('DELETE FROM account_versions WHERE version_no = ?')
  const removeBody = db.prepare('DELETE FROM account_bodies WHERE version_no = ?')
  const updateTallies = db.prepare(
    `UPDATE account_versions SET roles = t.roles, groups = t.groups, owned = t.owned, grants = t.grants
     FROM (SELECT value ->> 0 AS no, value ->> 1 AS roles, value ->> 2 AS groups, value ->> 3 AS owned,
                  value ->> 4 AS grants FROM json_each(?)) AS t
     WHERE version_no = t.no`,
  )
  const insertVersions = createInsert(
    db,
    `INSERT INTO account_versions
       (version_no, account_no, connection_no, from_snapshot, to_snapshot, status, display_name, email, external_id,
        joined_on, invited_on, suspended_on, licence, sort_name, search_text, email_domain, roles, groups, owned, grants)`,
    VERSION_COLUMNS,
    VERSIONS_A_STATEMENT,
  )
  const insertBodies = createInsert(db, 'INSERT INTO account_bodies (version_no, body)', 2, BODIES_A_STATEMENT)

  const next = (statement: typeof selectLastAccount): number => ((statement.get() as { no: number | null }).no ?? 0) + 1

  return {
    /** The numbers of accounts by id; an account gets one when it is seen for the first time, and keeps it for good. */
    number: (draft: Draft, ids: readonly AccountId[]): Map<AccountId, number> => {
      const numbers = new Map<AccountId, number>()
      for (const id of ids) {
        const known = draft.accounts.get(id) ?? draft.forgotten.get(id)
        if (known) numbers.set(id, known.accountNo)
      }
      if (draft.hasNumbers)
        for (const { id, no } of selectAccounts.all(JSON.stringify(ids), draft.connectionNo) as {
          id: AccountId
          no: number
        }[])
          numbers.set(id, no)
      const fresh = [...new Set(ids)].filter((id) => !numbers.has(id))
      if (fresh.length === 0) return numbers
      const first = next(selectLastAccount)
      insertAccounts.run(first, draft.connectionNo, JSON.stringify(fresh))
      for (const [i, id] of fresh.entries()) numbers.set(id, first + i)
      return numbers
    },

    /** The open rows of accounts, by number. */
    held: (draft: Draft, accountNos: readonly number[]): Map<number, Held> => {
      if (!draft.hasNumbers) return new Map()
      const rows = selectHeld.all(JSON.stringify(accountNos)) as Held[]
      return new Map(rows.map((row) => [row.accountNo, row]))
    },

    /** Canonical JSON of an account as it is in the file; empty when there is no such row. */
    body: (versionNo: number): string => (selectBody.get(versionNo) as { body: string } | undefined)?.body ?? '',

    /** The same of many, in UTF-8: text that is only passed on is passed on several times faster as it is. */
    bodyBytes: (versionNos: readonly number[]): BodyBytes => {
      const places = new Map<number, { from: number; to: number }>()
      const { bytes, nos } = selectBodies.get(JSON.stringify(versionNos)) as { bytes: Buffer | null; nos: string }
      if (!bytes) return { bytes: Buffer.alloc(0), places }
      let from = 0
      for (const no of JSON.parse(nos) as number[]) {
        // Canonical JSON has no line breaks.
        const end = bytes.indexOf(LINE_BREAK, from)
        const to = end < 0 ? bytes.length : end
        places.set(no, { from, to })
        from = to + 1
      }
      return { bytes, places }
    },

    /** Writes rows for accounts that have none open. `tallies` are what they are known to hold so far. */
    insert: (
      id: SnapshotId,
      draft: Draft,
      accounts: readonly { row: DraftAccount; unwritten: AccountRow; tally: Tally }[],
    ): void => {
      let no = next(selectLastVersion)
      const versions: Value[] = []
      const bodies: Value[] = []
      for (const { row, unwritten, tally } of accounts) {
        versions.push(
          no,
          row.accountNo,
          draft.connectionNo,
          id,
          STILL,
          unwritten.status,
          unwritten.displayName,
          unwritten.email,
          unwritten.externalId,
          unwritten.joinedOn,
          unwritten.invitedOn,
          unwritten.suspendedOn,
          unwritten.licence,
          unwritten.sortName,
          unwritten.searchText,
          unwritten.emailDomain,
          tally.roles,
          tally.groups,
          tally.owned,
          tally.grants,
        )
        bodies.push(no, unwritten.body)
        row.version = { no, isOurs: true, ...tally }
        row.unwritten = null
        no += 1
      }
      insertVersions(versions)
      insertBodies(bodies)
    },

    /** Corrects the counts of rows this draft has written. */
    recount: (changed: readonly { version: Version; tally: Tally }[]): void => {
      if (changed.length === 0) return
      const rows = changed.map(({ version, tally }) => [
        version.no,
        tally.roles,
        tally.groups,
        tally.owned,
        tally.grants,
      ])
      updateTallies.run(JSON.stringify(rows))
      for (const { version, tally } of changed) Object.assign(version, tally)
    },

    /** Ends a row from before, or takes back one of this draft. */
    close: (id: SnapshotId, version: Version): void => {
      if (!version.isOurs) {
        endVersion.run(id, version.no)
        return
      }
      removeVersion.run(version.no)
      removeBody.run(version.no)
    },

    /** Accounts that have an open row from before the draft, which does not name them. */
    unseen: (id: SnapshotId, draft: Draft): number[] => {
      if (draft.isFirst) return []
      const seen = new Set<number>()
      for (const account of draft.accounts.values()) seen.add(account.accountNo)
      const open = `SELECT account_no AS n FROM account_versions
                    WHERE connection_no = ? AND to_snapshot = ${STILL} AND from_snapshot < ?`
      return selectNumbers(db, open, [draft.connectionNo, id]).filter((no) => !seen.has(no))
    },
  }
}
export type AccountVersions = ReturnType<typeof createAccountVersions>

const NOTHING: readonly Slot[] = []

/** An account as the draft keeps it. */
export const draftAccount = (accountNo: number, row: AccountRow): DraftAccount => ({
  accountNo,
  place: -1,
  accountId: row.accountId,
  status: row.status,
  emailDomain: row.emailDomain,
  invitedOn: row.invitedOn,
  joinedOn: row.joinedOn,
  suspendedOn: row.suspendedOn,
  body: row.body,
  unwritten: row,
  version: null,
  given: NOTHING,
  more: NOTHING,
  written: NOTHING,
})
