// What begins and what ends between two snapshots, as scans over the ranges of versions. A range that begins and ends in
// between is seen by neither; whether what ended and began again is a difference is for diff-compare.ts to say.
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { type Database, STILL } from './database.ts'

/** `earlier` was taken before `later`; both belong to the connection. */
export type Span = { connectionNo: number; earlier: SnapshotId; later: SnapshotId }

/** Row numbers of one thing's versions on both sides; null where a side does not have it. */
export type VersionPair = { no: number; before: number | null; after: number | null }

/** Columns of numbers, by place: account, resource, code of the entitlement. */
export type GrantRows = { accountNos: number[]; resourceNos: number[]; codes: number[] }

/** Only the earlier snapshot sees it. */
const ENDED = 'v.to_snapshot > ? AND v.to_snapshot <= ? AND v.from_snapshot <= ?'
/** Only the later one does. */
const BEGUN = 'v.from_snapshot > ? AND v.from_snapshot <= ? AND v.to_snapshot > ?'

type Lists = Record<string, string>
const listOf = (lists: Lists, name: string): number[] => JSON.parse(lists[name] ?? '[]')

const sides = ({ earlier, later }: Span): [sql: string, params: number[]][] => [
  [ENDED, [earlier, later, earlier]],
  [BEGUN, [earlier, later, later]],
]

const pairsOf = (db: Database, table: string, number: string, span: Span): VersionPair[] => {
  const pairs = new Map<number, VersionPair>()
  for (const [side, [condition, params]] of sides(span).entries()) {
    const lists = db
      .prepare(
        `SELECT json_group_array(v.${number}) AS nos, json_group_array(v.version_no) AS versions
         FROM ${table} v WHERE v.connection_no = ? AND ${condition}`,
      )
      .get(span.connectionNo, ...params) as Lists
    const versions = listOf(lists, 'versions')
    for (const [i, no] of listOf(lists, 'nos').entries()) {
      const pair = pairs.get(no) ?? { no, before: null, after: null }
      pairs.set(no, pair)
      if (side === 0) pair.before = versions[i] ?? null
      else pair.after = versions[i] ?? null
    }
  }
  return [...pairs.values()]
}

/** Accounts that have another version on each side, or are on one side only. */
export const accountPairs = (db: Database, span: Span): VersionPair[] =>
  pairsOf(db, 'account_versions', 'account_no', span)

export const resourcePairs = (db: Database, span: Span): VersionPair[] =>
  pairsOf(db, 'resource_versions', 'resource_no', span)

/** Grants of a side only. Snapshots of other connections may lie in between, so the accounts say whose a grant is. */
export const grantsOfOneSide = (db: Database, span: Span): { ended: GrantRows; begun: GrantRows } => {
  const [ended, begun] = sides(span).map(([condition, params], side): GrantRows => {
    // Said again so that the partial index holds all that is asked for.
    const within = side === 0 ? `v.to_snapshot < ${STILL}` : 'v.is_initial = 0'
    const lists = db
      .prepare(
        `SELECT json_group_array(v.account_no) AS accounts, json_group_array(v.resource_no) AS resources,
                json_group_array(v.entitlement) AS codes
         FROM grant_versions v INDEXED BY ${side === 0 ? 'grant_versions_ended' : 'grant_versions_begun'}
         JOIN accounts a ON a.account_no = v.account_no
         WHERE ${within} AND ${condition} AND a.connection_no = ?`,
      )
      .get(...params, span.connectionNo) as Lists
    return {
      accountNos: listOf(lists, 'accounts'),
      resourceNos: listOf(lists, 'resources'),
      codes: listOf(lists, 'codes'),
    }
  })
  return { ended: ended as GrantRows, begun: begun as GrantRows }
}
