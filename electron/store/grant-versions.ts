// Versions of grants: written ahead where nothing was held before, made equal to the draft when it is sealed.
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { type Database, STILL } from './database.ts'
import type { Slot } from './snapshot-draft.ts'
import { piecesOf } from './turns.ts'

/** A grant to be written: who, and what. */
export type NewGrant = { accountNo: number; slot: Slot }

/** Rows in one statement: a call per row costs several times the insert itself. */
const ROWS_A_STATEMENT = 200

export const createGrantVersions = (db: Database) => {
  const inserts = new Map<number, ReturnType<Database['prepare']>>()
  const insertOf = (rows: number) => {
    const known = inserts.get(rows)
    if (known) return known
    const row = (_: unknown, i: number) => `(?${3 * i + 3}, ?${3 * i + 4}, ?${3 * i + 5}, ?1, ${STILL}, ?2)`
    const made = db.prepare(
      `INSERT INTO grant_versions (account_no, resource_no, entitlement, from_snapshot, to_snapshot, is_initial)
       VALUES ${Array.from({ length: rows }, row).join(', ')}`,
    )
    if (rows === ROWS_A_STATEMENT || rows === 1) inserts.set(rows, made)
    return made
  }
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
      for (const piece of piecesOf(grants, ROWS_A_STATEMENT)) {
        const values: number[] = [id, isFirst ? 1 : 0]
        for (const { accountNo, slot } of piece) values.push(accountNo, slot.resource.resourceNo, slot.code)
        insertOf(piece.length).run(values)
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
