// What begins and what ends between two snapshots, as scans over the ranges of versions. A range that begins and ends in
// between is seen by neither; whether what ended and began again is a difference is for diff-compare.ts to say.
//
// Removing a snapshot in between moves ends of ranges, for all versions of some accounts (or resources) at a time. So
// whatever is asked here of one account is asked in one turn, of both sides: then it is right before, after and meanwhile.
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { type Database, STILL } from './database.ts'
import { selectNumbers } from './rows.ts'

/** `earlier` was taken before `later`; both belong to the connection. The scans are for two different ones. */
export type Span = { connectionNo: number; earlier: SnapshotId; later: SnapshotId }

/** Row numbers of one thing's versions on both sides; null where a side does not have it. */
export type VersionPair = { no: number; before: number | null; after: number | null }

/** Columns of numbers, by place: account, resource, code of the entitlement. */
export type GrantRows = { accountNos: number[]; resourceNos: number[]; codes: number[] }

export type Versions = 'account' | 'resource'

/** Only the earlier snapshot sees it. */
const ENDED = 'v.to_snapshot > ? AND v.to_snapshot <= ? AND v.from_snapshot <= ?'
/** Only the later one does. */
const BEGUN = 'v.from_snapshot > ? AND v.from_snapshot <= ? AND v.to_snapshot > ?'

type Lists = Record<string, string>
const listOf = (lists: Lists, name: string): number[] => JSON.parse(lists[name] ?? '[]')

/** The highest number that an account or resource of the workspace has. */
export const lastNumber = (db: Database, of: Versions): number =>
  selectNumbers(db, `SELECT coalesce(max(${of}_no), 0) AS n FROM ${of}s`, [])[0] ?? 0

/**
 * Accounts or resources of a range of numbers that have another version on each side, or are on one side only.
 * @returns null when there are more than `most`
 */
export const createPairs = (db: Database, of: Versions, { connectionNo, earlier, later }: Span) => {
  const sides = [
    { condition: ENDED, params: [earlier, later, earlier] },
    { condition: BEGUN, params: [earlier, later, later] },
  ].map(({ condition, params }) => {
    const select = db.prepare(
      `SELECT json_group_array(no) AS nos, json_group_array(version) AS versions FROM (
         SELECT v.${of}_no AS no, v.version_no AS version
         FROM ${of}_versions v INDEXED BY ${of}_versions_by_${of}
         WHERE v.${of}_no BETWEEN ? AND ? AND ${condition} AND v.connection_no = ? LIMIT ?)`,
    )
    return (from: number, to: number, most: number) => select.get(from, to, ...params, connectionNo, most) as Lists
  })
  return (from: number, to: number, most: number): VersionPair[] | null => {
    const pairs = new Map<number, VersionPair>()
    for (const [side, read] of sides.entries()) {
      const lists = read(from, to, most + 1)
      const versions = listOf(lists, 'versions')
      if (versions.length > most) return null
      for (const [i, no] of listOf(lists, 'nos').entries()) {
        const pair = pairs.get(no) ?? { no, before: null, after: null }
        pairs.set(no, pair)
        if (side === 0) pair.before = versions[i] ?? null
        else pair.after = versions[i] ?? null
      }
    }
    return [...pairs.values()]
  }
}

/**
 * Grants of a side only, of a range of accounts.
 * @returns null when a side has more than `most` of them, which is for a range of several accounts only
 */
export const createGrants = (db: Database, { connectionNo, earlier, later }: Span) => {
  // Where a grant begins or ends: at snapshots of its connection, also at one that is just being removed.
  const between = selectNumbers(
    db,
    'SELECT snapshot_id AS n FROM snapshots WHERE connection_no = ? AND snapshot_id > ? AND snapshot_id < ?',
    [connectionNo, earlier, later],
  )
  const lists = (rows: string): string =>
    `SELECT json_group_array(account) AS accounts, json_group_array(resource) AS resources,
            json_group_array(code) AS codes FROM (${rows} LIMIT ?)`
  const GRANT = 'v.account_no AS account, v.resource_no AS resource, v.entitlement AS code'
  // What the partial indexes ask for is said again, so that they hold all that is asked for.
  const ended = db.prepare(
    lists(
      `SELECT ${GRANT} FROM json_each(?) AS ends CROSS JOIN grant_versions v INDEXED BY grant_versions_ended
       WHERE v.to_snapshot < ${STILL} AND v.to_snapshot = ends.value AND v.account_no BETWEEN ? AND ?
         AND v.from_snapshot <= ?`,
    ),
  )
  // What began with the later one is seen by it: only of the others the row itself has to be looked at.
  const begun = db.prepare(
    lists(
      `SELECT ${GRANT} FROM json_each(?) AS ends CROSS JOIN grant_versions v INDEXED BY grant_versions_begun
       WHERE v.is_initial = 0 AND v.from_snapshot = ends.value AND v.account_no BETWEEN ? AND ? AND v.to_snapshot > ?
       UNION ALL
       SELECT ${GRANT} FROM grant_versions v INDEXED BY grant_versions_begun
       WHERE v.is_initial = 0 AND v.from_snapshot = ? AND v.account_no BETWEEN ? AND ?`,
    ),
  )
  const earlierEnds = JSON.stringify(between)
  const allEnds = JSON.stringify([...between, later])
  const rowsOf = (row: unknown): GrantRows => ({
    accountNos: listOf(row as Lists, 'accounts'),
    resourceNos: listOf(row as Lists, 'resources'),
    codes: listOf(row as Lists, 'codes'),
  })
  return (from: number, to: number, most: number): { ended: GrantRows; begun: GrantRows } | null => {
    const limit = from === to ? -1 : most + 1
    const gone = rowsOf(ended.get(allEnds, from, to, earlier, limit))
    if (from !== to && gone.codes.length > most) return null
    const fresh = rowsOf(begun.get(earlierEnds, from, to, later, later, from, to, limit))
    if (from !== to && fresh.codes.length > most) return null
    return { ended: gone, begun: fresh }
  }
}
