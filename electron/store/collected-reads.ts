// Reads what was collected beside accounts and access, as of one snapshot.
import { z } from 'zod'
import {
  type Device,
  deviceSchema,
  type LastSignIn,
  type LinkedApp,
  linkedAppSchema,
} from '../../shared/domain/collected.ts'
import type { AccountId, Instant, SnapshotId } from '../../shared/domain/ids.ts'
import type { Database } from './database.ts'
import { parseColumn, selectAll } from './rows.ts'

/** What a snapshot has: how far the log was read, and which lists. */
export type Collection = { signIns: { since: Instant; until: Instant } | null; devices: boolean; linkedApps: boolean }

const SIGN_INS_A_CALL = 5000

export const LIST_TABLES = { devices: 'device_versions', linkedApps: 'linked_app_versions' } as const

/** `2026-10-30T16:04:11Z` */
export const instantOf = (seconds: number): Instant => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`

export const collectionOf = (db: Database, id: SnapshotId): Collection => {
  const rows = selectAll<{ part: string; since: Instant; until: Instant }>(
    db,
    'SELECT part, since, until FROM snapshot_collections WHERE snapshot_id = ?',
    [id],
  )
  const signIns = rows.find((row) => row.part === 'signIns')
  return {
    signIns: signIns ? { since: signIns.since, until: signIns.until } : null,
    devices: rows.some((row) => row.part === 'devices'),
    linkedApps: rows.some((row) => row.part === 'linkedApps'),
  }
}

/** A time to sort accounts `v` by, as SQL: none since the log begins comes before every time, not collected is null. */
export const signInKey = (db: Database, id: SnapshotId): string =>
  collectionOf(db, id).signIns === null
    ? 'NULL'
    : `coalesce((SELECT s.at FROM sign_in_versions s WHERE s.account_no = v.account_no
         AND s.from_snapshot <= ${Number(id)} AND s.to_snapshot > ${Number(id)}), 0)`

/**
 * Accounts `v` without a sign-in in the days before the log was read, as SQL. Who joined within them has not been without
 * one for so long; where sign-ins were not collected nobody is known to be.
 */
export const noSignInCondition = (db: Database, id: SnapshotId, days: number): { sql: string; params: number[] } => {
  const { signIns } = collectionOf(db, id)
  if (!signIns) return { sql: 'FALSE', params: [] }
  const cutoff = Math.floor(Date.parse(signIns.until) / 1000) - days * 86_400
  const sql = `(v.joined_on IS NULL OR unixepoch(v.joined_on) <= ?) AND NOT EXISTS (SELECT 1 FROM sign_in_versions s
    WHERE s.account_no = v.account_no AND s.from_snapshot <= ? AND s.to_snapshot > ? AND s.at > ?)`
  return { sql, params: [cutoff, id, id, cutoff] }
}

/** A part of the known sign-ins, by account id; empty where they were not collected, or after the last. */
export const signInsAfter = (db: Database, id: SnapshotId, after: string): { accountId: AccountId; at: Instant }[] => {
  if (!collectionOf(db, id).signIns) return []
  const rows = selectAll<{ accountId: AccountId; at: number }>(
    db,
    `SELECT a.account_id AS accountId, s.at FROM accounts a
     JOIN sign_in_versions s ON s.account_no = a.account_no AND s.from_snapshot <= ? AND s.to_snapshot > ?
     WHERE a.connection_no = (SELECT connection_no FROM snapshots WHERE snapshot_id = ?) AND a.account_id > ?
     ORDER BY a.account_id LIMIT ${SIGN_INS_A_CALL}`,
    [id, id, id, after],
  )
  return rows.map(({ accountId, at }) => ({ accountId, at: instantOf(at) }))
}

export const createCollectedReads = (db: Database) => {
  const selectSignIns = db.prepare(
    `SELECT s.account_no AS accountNo, s.at FROM json_each(?) AS wanted
     JOIN sign_in_versions s ON s.account_no = wanted.value AND s.from_snapshot <= ? AND s.to_snapshot > ?`,
  )
  const selectList = (table: string) =>
    db.prepare(`SELECT body FROM ${table} WHERE account_no = ? AND from_snapshot <= ? AND to_snapshot > ?`)
  const selectDevices = selectList(LIST_TABLES.devices)
  const selectApps = selectList(LIST_TABLES.linkedApps)
  const bodyOf = (row: unknown): string => (row as { body: string } | undefined)?.body ?? '[]'

  /** Gives the last sign-in of each of these accounts. */
  const lastSignIns = (id: SnapshotId, accountNos: readonly number[]): ((accountNo: number) => LastSignIn) => {
    const { signIns } = collectionOf(db, id)
    if (!signIns) return () => ({ kind: 'not-collected' })
    const rows = selectSignIns.all(JSON.stringify(accountNos), id, id) as { accountNo: number; at: number }[]
    const known = new Map(rows.map((row) => [row.accountNo, row.at]))
    return (accountNo) => {
      const at = known.get(accountNo)
      return at === undefined ? { kind: 'none-since', since: signIns.since } : { kind: 'known', at: instantOf(at) }
    }
  }

  return {
    lastSignIns,
    /** Everything collected of one account; a list is null where it was not collected. */
    of: (
      id: SnapshotId,
      accountNo: number,
    ): { lastSignIn: LastSignIn; devices: Device[] | null; linkedApps: LinkedApp[] | null } => {
      const has = collectionOf(db, id)
      const devices = has.devices ? bodyOf(selectDevices.get(accountNo, id, id)) : null
      const apps = has.linkedApps ? bodyOf(selectApps.get(accountNo, id, id)) : null
      return {
        lastSignIn: lastSignIns(id, [accountNo])(accountNo),
        devices: devices === null ? null : parseColumn(z.array(deviceSchema), devices, 'devices'),
        linkedApps: apps === null ? null : parseColumn(z.array(linkedAppSchema), apps, 'linked apps'),
      }
    },
  }
}
