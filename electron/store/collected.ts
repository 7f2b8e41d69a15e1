// Writes what was read beside accounts and access into the snapshot that is being made: last sign-ins, devices, linked
// apps. Only what changed makes a row; none of it is seen before the snapshot is sealed.
import type { CollectedPart, Device, LinkedApp } from '../../shared/domain/collected.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { AccountId, ConnectionId, Instant, SnapshotId } from '../../shared/domain/ids.ts'
import { LIST_TABLES, signInsAfter } from './collected-reads.ts'
import { type Database, STILL, transact } from './database.ts'
import { selectNumbers } from './rows.ts'
import { wellFormed } from './text.ts'

/** Where to read the event log on: the log is known from `since` up to `until`, when the cursor was given. */
export type LogPlace = { cursor: string; since: Instant; until: Instant }
/** Without a cursor the next sync reads the whole window again. */
export type LogRead = Omit<LogPlace, 'cursor'> & { cursor: string | null }

type Items = readonly Device[] | readonly LinkedApp[]
type ListPart = Exclude<CollectedPart, 'signIns'>

const secondsOf = (at: Instant): number => Math.floor(Date.parse(at) / 1000)

/** As canonical JSON, keys in order; null for none. Written out by hand: a team has several hundred thousand of them. */
const bodyOf = (items: Items): string | null => {
  if (items.length === 0) return null
  return JSON.stringify(
    items.map((item) => {
      if ('sessionId' in item) {
        const { inUseInWeekOf, kind, linkedOn, sessionId } = item
        return {
          inUseInWeekOf,
          kind,
          linkedOn,
          name: wellFormed(item.name),
          sessionId,
          system: wellFormed(item.system),
        }
      }
      const { appId, isAppFolder, linkedOn, publisher } = item
      const known = publisher === null ? null : wellFormed(publisher)
      return { appId, isAppFolder, linkedOn, name: wellFormed(item.name), publisher: known }
    }),
  )
}

/** One table of versions with one value an account. */
const createVersions = <Value extends string | number>(db: Database, table: string, column: string) => {
  // The list goes first: it is short, and the team may be large.
  const selectOpen = db.prepare(
    `SELECT a.account_id AS id, a.account_no AS no, t.${column} AS value FROM json_each(?) j
     CROSS JOIN accounts a ON a.connection_no = ? AND a.account_id = j.value
     LEFT JOIN ${table} t ON t.account_no = a.account_no AND t.to_snapshot = ${STILL}`,
  )
  // Somebody who joined while the sync ran may sign in before any snapshot has the account: only the number is kept.
  const insertAccounts = db.prepare(
    'INSERT OR IGNORE INTO accounts (connection_no, account_id) SELECT ?, value FROM json_each(?)',
  )
  const endSome = db.prepare(
    `UPDATE ${table} SET to_snapshot = ? WHERE to_snapshot = ${STILL}
     AND account_no IN (SELECT value FROM json_each(?))`,
  )
  const beginSome = db.prepare(
    `INSERT INTO ${table} (account_no, from_snapshot, to_snapshot, ${column})
     SELECT value ->> 0, ?, ${STILL}, value ->> 1 FROM json_each(?) WHERE true
     ON CONFLICT (account_no, from_snapshot) DO UPDATE SET ${column} = excluded.${column}, to_snapshot = ${STILL}`,
  )
  type Open = { id: AccountId; no: number; value: Value | null }

  const openOf = (connectionNo: number, ids: readonly AccountId[]): Open[] => {
    const wanted = JSON.stringify(ids)
    const found = selectOpen.all(wanted, connectionNo) as Open[]
    if (found.length === ids.length) return found
    insertAccounts.run(connectionNo, wanted)
    return selectOpen.all(wanted, connectionNo) as Open[]
  }
  const end = (id: SnapshotId, accountNos: readonly number[]): void => {
    if (accountNos.length > 0) endSome.run(id, JSON.stringify(accountNos))
  }
  return {
    end,
    /** Within the caller's transaction. `next` gives what holds from now on, or null for nothing; returns the accounts' numbers. */
    write: (
      id: SnapshotId,
      connectionNo: number,
      wanted: ReadonlyMap<AccountId, Value | null>,
      next: (held: Value | null, value: Value | null) => Value | null,
    ): number[] => {
      const ended: number[] = []
      const begun: [number, Value][] = []
      const open = openOf(connectionNo, [...wanted.keys()])
      for (const { id: accountId, no, value: held } of open) {
        const value = next(held, wanted.get(accountId) ?? null)
        if (value === held) continue
        if (held !== null) ended.push(no)
        if (value !== null) begun.push([no, value])
      }
      end(id, ended)
      if (begun.length > 0) beginSome.run(id, JSON.stringify(begun))
      return open.map(({ no }) => no)
    },
    openNumbers: (connectionNo: number): number[] =>
      selectNumbers(
        db,
        `SELECT t.account_no AS n FROM ${table} t JOIN accounts a ON a.account_no = t.account_no
         WHERE a.connection_no = ? AND t.to_snapshot = ${STILL}`,
        [connectionNo],
      ),
  }
}

export const createCollectedStore = (db: Database) => {
  const selectConnection = db.prepare('SELECT connection_no AS no FROM snapshots WHERE snapshot_id = ?')
  const selectPlace = db.prepare(
    `SELECT p.cursor, p.since, p.until FROM snapshot_collections p
     JOIN snapshots s ON s.snapshot_id = p.snapshot_id AND s.is_sealed = 1
     JOIN connections c ON c.connection_no = s.connection_no
     WHERE c.connection_id = ? AND p.part = 'signIns' AND p.cursor IS NOT NULL
     ORDER BY p.snapshot_id DESC LIMIT 1`,
  )
  const insertPart = db.prepare(
    'INSERT INTO snapshot_collections (snapshot_id, part, since, until, cursor) VALUES (?, ?, ?, ?, ?)',
  )
  const signIns = createVersions<number>(db, 'sign_in_versions', 'at')
  const lists = {
    devices: createVersions<string>(db, LIST_TABLES.devices, 'body'),
    linkedApps: createVersions<string>(db, LIST_TABLES.linkedApps, 'body'),
  }
  /** Accounts whose lists came with a snapshot that is being made. */
  const told = new Map<string, Set<number>>()

  const connectionOf = (id: SnapshotId): number => {
    const row = selectConnection.get(id) as { no: number } | undefined
    if (!row) throw new Failure({ kind: 'not-found', what: 'unfinished snapshot' })
    return row.no
  }

  return {
    /** Where the newest snapshot that has sign-ins left off; null when none has. */
    place: (connectionId: ConnectionId): LogPlace | null => {
      const row = selectPlace.get(connectionId) as LogPlace | undefined
      return row ? { cursor: row.cursor, since: row.since, until: row.until } : null
    },

    /** Known last sign-ins of a snapshot's accounts, some thousand after this account, by id; none where not collected. */
    signIns: (id: SnapshotId, after: string): { accountId: AccountId; at: Instant }[] => signInsAfter(db, id, after),

    /** An account at most once a call. A sign-in older than the one known changes nothing. */
    addSignIns: (id: SnapshotId, rows: readonly { accountId: AccountId; at: Instant }[]): void => {
      const wanted = new Map(rows.map(({ accountId, at }) => [accountId, secondsOf(at)]))
      const latest = (held: number | null, at: number | null) => (held === null || (at ?? 0) > held ? at : held)
      transact(db, () => signIns.write(id, connectionOf(id), wanted, latest))
    },

    /** The log has been read up to this place. */
    keepPlace: (id: SnapshotId, { cursor, since, until }: LogRead): void => {
      insertPart.run(id, 'signIns', since, until, cursor)
    },

    /** What accounts have of one part; an account is told of at most once. */
    addLists: (id: SnapshotId, part: ListPart, rows: readonly { accountId: AccountId; items: Items }[]): void => {
      const key = `${id} ${part}`
      const seen = told.get(key) ?? new Set()
      told.set(key, seen)
      const wanted = new Map(rows.map(({ accountId, items }) => [accountId, bodyOf(items)]))
      const newest = (_: string | null, body: string | null) => body
      for (const no of transact(db, () => lists[part].write(id, connectionOf(id), wanted, newest))) seen.add(no)
    },

    /** Everything of a part has been added: who was not told of has nothing any more. */
    endLists: (id: SnapshotId, part: ListPart): void => {
      const key = `${id} ${part}`
      const seen = told.get(key)
      told.delete(key)
      const gone = lists[part].openNumbers(connectionOf(id)).filter((no) => !seen?.has(no))
      transact(db, () => {
        lists[part].end(id, gone)
        insertPart.run(id, part, null, null, null)
      })
    },
  }
}
