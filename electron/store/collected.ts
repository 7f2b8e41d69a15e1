// Writes what was read beside accounts and access into the snapshot that is being made: last sign-ins, devices, linked
// apps. Only what changed makes a row; none of it is seen before the snapshot is sealed.
import type { CollectedPart, Device, LinkedApp } from '../../shared/domain/collected.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { AccountId, ConnectionId, Instant, SnapshotId } from '../../shared/domain/ids.ts'
import { type Database, STILL, transact } from './database.ts'
import { canonicalJson } from './hash-chain.ts'
import { selectNumbers } from './rows.ts'

/** Where to read the event log on: the log is known from `since` up to `until`, when the cursor was given. */
export type LogPlace = { cursor: string; since: Instant; until: Instant }
/** Without a cursor the next sync reads the whole window again. */
export type LogRead = Omit<LogPlace, 'cursor'> & { cursor: string | null }

type Listed = { accountId: AccountId; items: readonly Device[] | readonly LinkedApp[] }
type SessionsPart = Exclude<CollectedPart, 'signIns'>

export const LIST_TABLES = { devices: 'device_versions', linkedApps: 'linked_app_versions' } as const

/** Texts and numbers of accounts, as `no` and `value`; the placeholders are the list and the connection. */
const WANTED = `SELECT a.account_no AS no, j.value ->> 1 AS value FROM json_each(?) j
  JOIN accounts a ON a.connection_no = ? AND a.account_id = j.value ->> 0`

const secondsOf = (at: Instant): number => Math.floor(Date.parse(at) / 1000)

export const createCollectedStore = (db: Database) => {
  const selectConnection = db.prepare('SELECT connection_no AS no FROM snapshots WHERE snapshot_id = ?')
  const selectPlace = db.prepare(
    `SELECT p.cursor, p.since, p.until FROM snapshot_collections p
     JOIN snapshots s ON s.snapshot_id = p.snapshot_id AND s.is_sealed = 1
     JOIN connections c ON c.connection_no = s.connection_no
     WHERE c.connection_id = ? AND p.part = 'signIns' AND p.cursor IS NOT NULL
     ORDER BY p.snapshot_id DESC LIMIT 1`,
  )
  // Somebody who joined while the sync ran may sign in before any snapshot has the account: only the number is kept.
  const insertAccounts = db.prepare(
    'INSERT OR IGNORE INTO accounts (connection_no, account_id) SELECT ?, value ->> 0 FROM json_each(?)',
  )
  const selectLater = db.prepare(
    `SELECT json_group_array(json_array(w.no, w.value)) AS list FROM (${WANTED}) w
     LEFT JOIN sign_in_versions s ON s.account_no = w.no AND s.to_snapshot = ${STILL}
     WHERE s.at IS NULL OR s.at < w.value`,
  )
  const insertPart = db.prepare(
    'INSERT INTO snapshot_collections (snapshot_id, part, since, until, cursor) VALUES (?, ?, ?, ?, ?)',
  )
  const writing = (table: string, column: string) => ({
    end: db.prepare(
      `UPDATE ${table} SET to_snapshot = ? WHERE to_snapshot = ${STILL}
       AND account_no IN (SELECT value ->> 0 FROM json_each(?))`,
    ),
    begin: db.prepare(
      `INSERT INTO ${table} (account_no, from_snapshot, to_snapshot, ${column})
       SELECT value ->> 0, ?, ${STILL}, value ->> 1 FROM json_each(?) WHERE value ->> 1 IS NOT NULL
       ON CONFLICT (account_no, from_snapshot) DO UPDATE SET ${column} = excluded.${column}, to_snapshot = ${STILL}`,
    ),
  })
  const signIns = writing('sign_in_versions', 'at')
  const listing = (table: string) => ({
    ...writing(table, 'body'),
    selectChanged: db.prepare(
      `SELECT json_group_array(json_array(w.no, w.value)) AS list FROM (${WANTED}) w
       LEFT JOIN ${table} l ON l.account_no = w.no AND l.to_snapshot = ${STILL} WHERE l.body IS NOT w.value`,
    ),
    selectOpen: `SELECT l.account_no AS n FROM ${table} l JOIN accounts a ON a.account_no = l.account_no
      WHERE a.connection_no = ? AND l.to_snapshot = ${STILL}`,
  })
  const lists = { devices: listing(LIST_TABLES.devices), linkedApps: listing(LIST_TABLES.linkedApps) }

  /** Accounts whose lists came with a snapshot that is being made. */
  const told = new Map<string, Set<number>>()

  const connectionOf = (id: SnapshotId): number => {
    const row = selectConnection.get(id) as { no: number } | undefined
    if (!row) throw new Failure({ kind: 'not-found', what: 'unfinished snapshot' })
    return row.no
  }
  const replace = (id: SnapshotId, { end, begin }: ReturnType<typeof writing>, changed: string): void => {
    end.run(id, changed)
    begin.run(id, changed)
  }

  return {
    /** Where the newest snapshot that has sign-ins left off; null when none has. */
    place: (connectionId: ConnectionId): LogPlace | null => {
      const row = selectPlace.get(connectionId) as LogPlace | undefined
      return row ? { cursor: row.cursor, since: row.since, until: row.until } : null
    },

    /** A sign-in older than the one known changes nothing. */
    addSignIns: (id: SnapshotId, rows: readonly { accountId: AccountId; at: Instant }[]): void => {
      const no = connectionOf(id)
      const wanted = JSON.stringify(rows.map(({ accountId, at }) => [accountId, secondsOf(at)]))
      transact(db, () => {
        insertAccounts.run(no, wanted)
        replace(id, signIns, (selectLater.get(wanted, no) as { list: string }).list)
      })
    },

    /** The log has been read up to this place. */
    keepPlace: (id: SnapshotId, { cursor, since, until }: LogRead): void => {
      insertPart.run(id, 'signIns', since, until, cursor)
    },

    /** What accounts have of one part; an account is told of at most once. */
    addLists: (id: SnapshotId, part: SessionsPart, rows: readonly Listed[]): void => {
      const no = connectionOf(id)
      const key = `${id} ${part}`
      const seen = told.get(key) ?? new Set()
      told.set(key, seen)
      const wanted = JSON.stringify(
        rows.map(({ accountId, items }) => [accountId, items.length === 0 ? null : canonicalJson(items)]),
      )
      transact(db, () => {
        insertAccounts.run(no, wanted)
        const { selectChanged, ...list } = lists[part]
        replace(id, list, (selectChanged.get(wanted, no) as { list: string }).list)
      })
      for (const account of selectNumbers(db, `SELECT no AS n FROM (${WANTED})`, [wanted, no])) seen.add(account)
    },

    /** Everything of a part has been added: who was not told of has nothing any more. */
    endLists: (id: SnapshotId, part: SessionsPart): void => {
      const key = `${id} ${part}`
      const seen = told.get(key)
      told.delete(key)
      const gone = selectNumbers(db, lists[part].selectOpen, [connectionOf(id)]).filter((no) => !seen?.has(no))
      transact(db, () => {
        lists[part].end.run(id, JSON.stringify(gone.map((no) => [no])))
        insertPart.run(id, part, null, null, null)
      })
    },
  }
}
