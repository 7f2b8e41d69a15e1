// Versions of grants: written ahead where nothing was held before, made equal to the draft when it is sealed.
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { piecesOf } from '../turns.ts'
import { type Database, STILL } from './database.ts'
import type { Slot } from './snapshot-draft.ts'

/** A grant to be written: who, and what. */
export type NewGrant = { accountNo: number; slot: Slot }

/** What one statement takes: its text is a few hundred kB. */
const GRANTS_A_STATEMENT = 20_000

/**
 * A grant as one whole number below 2^53: 20 bits of account, counted from the first of its statement, 23 of resource,
 * 10 of entitlement. A list of numbers is read by SQLite several times faster than as many values are bound.
 */
const ACCOUNTS = 2 ** 20
const RESOURCES = 2 ** 23
const CODES = 2 ** 10

export const createGrantVersions = (db: Database) => {
  const insertPacked = db.prepare(
    `INSERT INTO grant_versions (account_no, resource_no, entitlement, from_snapshot, to_snapshot, is_initial)
     SELECT ? + (value >> 33), (value >> 10) & ${RESOURCES - 1}, value & ${CODES - 1}, ?, ${STILL}, ? FROM json_each(?)`,
  )
  const insertOne = db.prepare(
    `INSERT INTO grant_versions (account_no, resource_no, entitlement, from_snapshot, to_snapshot, is_initial)
     VALUES (?, ?, ?, ?, ${STILL}, ?)`,
  )
  // CROSS JOIN: the accounts asked for come first, whatever the planner believes.
  const selectOpen = db.prepare(
    `SELECT g.account_no AS accountNo, g.resource_no AS resourceNo, g.entitlement AS code
     FROM json_each(?) AS wanted CROSS JOIN grant_versions g ON g.account_no = wanted.value
     WHERE g.to_snapshot = ${STILL}`,
  )
  const end = db.prepare(
    `UPDATE grant_versions SET to_snapshot = ?
     WHERE account_no = ? AND resource_no = ? AND entitlement = ? AND to_snapshot = ${STILL}`,
  )
  const remove = db.prepare(
    'DELETE FROM grant_versions WHERE account_no = ? AND resource_no = ? AND entitlement = ? AND from_snapshot = ?',
  )
  return {
    insert: (id: SnapshotId, isFirst: boolean, grants: readonly NewGrant[]): void => {
      const isInitial = isFirst ? 1 : 0
      for (const piece of piecesOf(grants, GRANTS_A_STATEMENT)) {
        let first = Number.POSITIVE_INFINITY
        for (const { accountNo } of piece) first = Math.min(first, accountNo)
        const packed: number[] = []
        for (const { accountNo, slot } of piece) {
          const { code, resource } = slot
          const { resourceNo } = resource
          if (accountNo - first < ACCOUNTS && resourceNo < RESOURCES && code < CODES)
            packed.push(((accountNo - first) * RESOURCES + resourceNo) * CODES + code)
          else insertOne.run(accountNo, resourceNo, code, id, isInitial)
        }
        insertPacked.run(first, id, isInitial, JSON.stringify(packed))
      }
    },

    /** What the accounts hold in the file now, by account. */
    open: (accountNos: readonly number[]): Map<number, { resourceNo: number; code: number }[]> => {
      const held = new Map<number, { resourceNo: number; code: number }[]>()
      if (accountNos.length === 0) return held
      type Row = { accountNo: number; resourceNo: number; code: number }
      for (const { accountNo, resourceNo, code } of selectOpen.all(JSON.stringify(accountNos)) as Row[]) {
        const list = held.get(accountNo)
        if (list) list.push({ resourceNo, code })
        else held.set(accountNo, [{ resourceNo, code }])
      }
      return held
    },

    end: (id: SnapshotId, accountNo: number, resourceNo: number, code: number): void => {
      end.run(id, accountNo, resourceNo, code)
    },

    /** Takes back what this draft has written. */
    remove: (id: SnapshotId, accountNo: number, slots: readonly Slot[]): void => {
      for (const slot of slots) remove.run(accountNo, slot.resource.resourceNo, slot.code, id)
    },
  }
}
export type GrantVersions = ReturnType<typeof createGrantVersions>
