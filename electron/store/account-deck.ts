// The accounts of one snapshot laid out in memory in the order of their names. Snapshots never change, so whatever was
// read of one stays true: a sort, a search or a filter is then a pass over arrays, wherever in a list the page lies.
import { type AccountStatus, accountStatusSchema } from '../../shared/domain/account.ts'
import type { SnapshotScope } from './account-queries.ts'
import type { Database } from './database.ts'
import { selectNumbers } from './rows.ts'

/** In the order they are sorted in. */
const STATUSES = [...accountStatusSchema.options].sort()
export const STATUS_CODE = `CASE v.status ${STATUSES.map((status, code) => `WHEN '${status}' THEN ${code}`).join(' ')} END`

const OF_SNAPSHOT = 'v.connection_no = ? AND v.from_snapshot <= ? AND v.to_snapshot > ?'

/** Sorts after everything that is there; small enough that times a million it is still a whole number. */
const NOTHING = 2 ** 32

/** A value to sort by, as SQL over account_versions `v`: numbers as they are, texts ignoring case. Null comes last. */
export type SortKey = string

export type Deck = {
  readonly size: number
  /** By position: the row of account_versions. */
  readonly versionNos: Int32Array
  /** Positions of the accounts with one of these statuses, in the order of names. */
  withStatus(statuses: readonly AccountStatus[]): Int32Array
  /** Positions of the accounts with these numbers, in the order of names; a number the snapshot does not have is left out. */
  positionsOf(accountNos: readonly number[]): Int32Array
  /** By position: what a search looks into. */
  texts(): readonly string[]
  /** By position: 1 where the account's row fulfils the SQL condition on `v`. */
  where(condition: string, params: readonly (string | number)[]): Uint8Array
  /** The positions in the order of a value; equal ones by name. */
  sorted(positions: Int32Array, key: SortKey, direction: 'asc' | 'desc'): Int32Array
}

/** Equal texts get equal ranks. */
const ranksOf = (values: readonly (string | number | null)[]): Float64Array => {
  const ranks = new Float64Array(values.length).fill(NOTHING)
  const texts = values.map((value) => (typeof value === 'string' ? value.toLowerCase() : value))
  const present = Int32Array.from(texts.keys()).filter((i) => texts[i] !== null)
  present.sort((a, b) => {
    const [x, y] = [texts[a] as string, texts[b] as string]
    return x < y ? -1 : x > y ? 1 : 0
  })
  let rank = -1
  let last: unknown
  for (const i of present) {
    if (texts[i] !== last) rank += 1
    last = texts[i]
    ranks[i] = rank
  }
  return ranks
}

/** Reads the order of names and the statuses at once, everything else when it is first wanted. */
export const layOutDeck = (db: Database, at: SnapshotScope): Deck => {
  const scope = [at.connectionNo, at.id, at.id]
  const packed = selectNumbers(
    db,
    `SELECT v.version_no * 8 + ${STATUS_CODE} AS n FROM account_versions v WHERE ${OF_SNAPSHOT}
     ORDER BY v.sort_name, v.version_no`,
    scope,
  )
  const size = packed.length
  const versionNos = Int32Array.from(packed, (n) => Math.floor(n / 8))
  const statuses = Uint8Array.from(packed, (n) => n % 8)

  let byVersion: Map<number, number> | undefined
  const positionOfVersion = (versionNo: number): number | undefined => {
    byVersion ??= new Map(Array.from(versionNos, (no, position) => [no, position]))
    return byVersion.get(versionNo)
  }

  /** A value of every account, by position: read in the order of the file, which is several times faster than by name. */
  const column = <T>(expression: string): T[] => {
    const { nos, list } = db
      .prepare(
        `SELECT json_group_array(v.version_no) AS nos, json_group_array(${expression}) AS list
         FROM account_versions v NOT INDEXED WHERE ${OF_SNAPSHOT}`,
      )
      .get(...scope) as { nos: string; list: string }
    const values = JSON.parse(list) as T[]
    const placed = new Array<T>(size)
    for (const [i, no] of (JSON.parse(nos) as number[]).entries())
      placed[positionOfVersion(no) as number] = values[i] as T
    return placed
  }

  let byAccount: Map<number, number> | undefined
  let texts: readonly string[] | undefined
  const keys = new Map<SortKey, Float64Array>()
  const keysOf = (key: SortKey): Float64Array => {
    const known = keys.get(key)
    if (known) return known
    const values = column<string | number | null>(key)
    const made = values.some((value) => typeof value === 'string')
      ? ranksOf(values)
      : Float64Array.from(values, (value) => (value === null ? NOTHING : Number(value)))
    keys.set(key, made)
    return made
  }

  return {
    size,
    versionNos,
    withStatus: (wanted) => {
      const codes = new Set(wanted.map((status) => STATUSES.indexOf(status)))
      return Int32Array.from(versionNos.keys()).filter((position) => codes.has(statuses[position] as number))
    },
    positionsOf: (accountNos) => {
      byAccount ??= new Map(column<number>('v.account_no').map((no, position) => [no, position]))
      const found = accountNos.map((no) => byAccount?.get(no)).filter((position) => position !== undefined)
      return Int32Array.from(found).sort()
    },
    texts: () => {
      texts ??= column<string>('v.search_text')
      return texts
    },
    where: (condition, params) => {
      const sql = `SELECT v.version_no AS n FROM account_versions v NOT INDEXED WHERE ${OF_SNAPSHOT} AND ${condition}`
      const marks = new Uint8Array(size)
      for (const no of selectNumbers(db, sql, [...scope, ...params])) marks[positionOfVersion(no) as number] = 1
      return marks
    },
    sorted: (positions, key, direction) => {
      const values = keysOf(key)
      const sign = direction === 'asc' ? 1 : -1
      const ordered = Float64Array.from(positions, (position) => {
        const value = values[position] as number
        return (value === NOTHING ? NOTHING : sign * value) * size + position
      }).sort()
      return Int32Array.from(ordered, (packedKey) => ((packedKey % size) + size) % size)
    },
  }
}
