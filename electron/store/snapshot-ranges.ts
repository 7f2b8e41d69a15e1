// Takes one snapshot out of the ranges of versions that cover it, so that all others read as if it had never been taken.
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { piecesOf } from '../turns.ts'
import { type Database, STILL, transact } from './database.ts'
import { selectNumbers } from './rows.ts'

/** A table of versions: `things` is where the numbers of what it describes are kept, `key` tells its rows apart. */
type Versioned = {
  table: string
  things: 'accounts' | 'resources'
  key: readonly [string, ...string[]]
  /** Rows have a version_no, by which others name them. */
  isNumbered: boolean
  /** A table with more of each version, by version_no. */
  bodies: string | null
}

/** Every table whose rows hold over a range of snapshots. */
export const VERSIONED: readonly Versioned[] = [
  { table: 'account_versions', things: 'accounts', key: ['account_no'], isNumbered: true, bodies: 'account_bodies' },
  { table: 'resource_versions', things: 'resources', key: ['resource_no'], isNumbered: true, bodies: null },
  {
    table: 'grant_versions',
    things: 'accounts',
    key: ['account_no', 'resource_no', 'entitlement'],
    isNumbered: false,
    bodies: null,
  },
  { table: 'sign_in_versions', things: 'accounts', key: ['account_no'], isNumbered: false, bodies: null },
  { table: 'device_versions', things: 'accounts', key: ['account_no'], isNumbered: false, bodies: null },
  { table: 'linked_app_versions', things: 'accounts', key: ['account_no'], isNumbered: false, bodies: null },
]

const THINGS_A_TURN = 200
const NUMBER_OF = { accounts: 'account_no', resources: 'resource_no' }
/** `is_initial` says where a row began: of two that become one, the first knows. */
const NOT_CONTENT = new Set(['version_no', 'from_snapshot', 'to_snapshot', 'is_initial'])

const columnsOf = (db: Database, table: string): string[] =>
  (db.prepare(`SELECT name FROM pragma_table_info(?)`).all(table) as { name: string }[]).map((row) => row.name)

/** Two neighbouring versions that say the same, as one condition over `a` and `b`. */
const saysTheSame = (db: Database, { table, bodies }: Versioned): string => {
  const same = columnsOf(db, table)
    .filter((column) => !NOT_CONTENT.has(column))
    .map((column) => `a.${column} IS b.${column}`)
  if (bodies)
    for (const column of columnsOf(db, bodies).filter((name) => name !== 'version_no'))
      same.push(
        `(SELECT ${column} FROM ${bodies} WHERE version_no = a.version_no) IS (SELECT ${column} FROM ${bodies} WHERE version_no = b.version_no)`,
      )
  return same.join(' AND ')
}

/** Versions that a campaign shows to its reviewers, by number: they stay, even where the one before says the same. */
const shownInCampaigns = (db: Database, { key, isNumbered }: Versioned): ReadonlySet<number> => {
  if (!isNumbered) return new Set()
  const sql = `SELECT DISTINCT version_no AS n FROM campaign_headings WHERE ${key[0]} IS NOT NULL`
  return new Set(selectNumbers(db, sql, []))
}

/** Statements for some things of one table; `next` is the snapshot after the one that goes, or STILL. */
const cutter = (db: Database, versioned: Versioned) => {
  const { table, key, isNumbered, bodies } = versioned
  const mine = `${key[0]} IN (SELECT value FROM json_each(?))`
  const onlyThere = `${mine} AND from_snapshot = ? AND to_snapshot = ?`
  const deleteBodies =
    bodies &&
    db.prepare(`DELETE FROM ${bodies} WHERE version_no IN (SELECT version_no FROM ${table} WHERE ${onlyThere})`)
  const deleteOnlyThere = db.prepare(`DELETE FROM ${table} WHERE ${onlyThere}`)
  const beginLater = db.prepare(`UPDATE ${table} SET from_snapshot = ? WHERE ${mine} AND from_snapshot = ?`)
  const endLater = db.prepare(`UPDATE ${table} SET to_snapshot = ? WHERE ${mine} AND to_snapshot = ?`)
  const selectPairs = db.prepare(
    `SELECT ${key.map((column) => `b.${column}`).join(', ')}, a.from_snapshot AS a_from, b.to_snapshot AS b_to
            ${isNumbered ? ', b.version_no AS b_version' : ''}
     FROM ${table} a JOIN ${table} b ON ${key.map((column) => `b.${column} = a.${column}`).join(' AND ')}
                                     AND b.from_snapshot = a.to_snapshot
     WHERE a.${mine} AND a.to_snapshot = ? AND ${saysTheSame(db, versioned)}`,
  )
  const shown = shownInCampaigns(db, versioned)
  const where = `${key.map((column) => `${column} = ?`).join(' AND ')} AND from_snapshot = ?`
  const deleteOne = db.prepare(`DELETE FROM ${table} WHERE ${where}`)
  const deleteBody = bodies && db.prepare(`DELETE FROM ${bodies} WHERE version_no = ?`)
  const prolong = db.prepare(`UPDATE ${table} SET to_snapshot = ? WHERE ${where}`)

  return (things: readonly number[], id: SnapshotId, next: number): void => {
    const list = JSON.stringify(things)
    if (deleteBodies) deleteBodies.run(list, id, next)
    deleteOnlyThere.run(list, id, next)
    if (next !== STILL) beginLater.run(next, list, id)
    endLater.run(next, list, id)
    if (next === STILL) return
    for (const pair of selectPairs.all(list, next) as Record<string, number>[]) {
      if (shown.has(pair.b_version ?? 0)) continue
      const thing = key.map((column) => pair[column] as number)
      if (deleteBody) deleteBody.run(pair.b_version as number)
      deleteOne.run(...thing, next)
      prolong.run(pair.b_to as number, ...thing, pair.a_from as number)
    }
  }
}

/**
 * Cuts in short pieces, each a transaction of its own; it can be begun again after a crash at any of them. No reader may
 * see the snapshot meanwhile, and nothing may be written to its connection.
 */
export const cutSnapshot = function* (db: Database, id: SnapshotId, thingsATurn = THINGS_A_TURN): Generator<void> {
  const row = db.prepare('SELECT connection_no AS no FROM snapshots WHERE snapshot_id = ?').get(id) as
    | { no: number }
    | undefined
  if (!row) return
  const after = 'SELECT min(snapshot_id) AS id FROM snapshots WHERE connection_no = ? AND snapshot_id > ?'
  const next = (db.prepare(after).get(row.no, id) as { id: number | null }).id ?? STILL
  for (const versioned of VERSIONED) {
    const cut = cutter(db, versioned)
    const number = NUMBER_OF[versioned.things]
    const sql = `SELECT ${number} AS n FROM ${versioned.things} WHERE connection_no = ? ORDER BY ${number}`
    for (const things of piecesOf(selectNumbers(db, sql, [row.no]), thingsATurn)) {
      transact(db, () => cut(things, id, next))
      yield
    }
  }
}
