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
  /** Reads the values of a sort that comes later: half of what its first use takes. */
  read(key: SortKey): void
  /** The positions in the order of a value; equal ones by name. */
  sorted(positions: Int32Array, key: SortKey, direction: 'asc' | 'desc'): Int32Array
}

const at32 = (list: Int32Array, i: number): number => list[i] as number

/** Worked out when it is first wanted. */
const memo = <T>(workOut: () => T): (() => T) => {
  let known: { value: T } | undefined
  return () => {
    known ??= { value: workOut() }
    return known.value
  }
}

/** Equal texts get equal ranks. */
const ranksOf = (values: readonly (string | number | null)[]): Float64Array => {
  const ranks = new Float64Array(values.length).fill(NOTHING)
  const texts = values.map((value) => (value === null ? null : String(value).toLowerCase()))
  const present: number[] = []
  for (let i = 0; i < texts.length; i += 1) if (texts[i] !== null) present.push(i)
  const sorted = Int32Array.from(present).sort((a, b) => {
    const [x, y] = [texts[a] as string, texts[b] as string]
    return x < y ? -1 : x > y ? 1 : 0
  })
  let rank = -1
  let last: unknown
  for (const i of sorted) {
    if (texts[i] !== last) rank += 1
    last = texts[i]
    ranks[i] = rank
  }
  return ranks
}

/** The positions for which it is true, in their order. */
const positionsWhere = (size: number, isWanted: (position: number) => boolean): Int32Array => {
  const found = new Int32Array(size)
  let count = 0
  for (let position = 0; position < size; position += 1)
    if (isWanted(position)) {
      found[count] = position
      count += 1
    }
  return found.slice(0, count)
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
  const versionNos = new Int32Array(size)
  const statuses = new Uint8Array(size)
  for (let position = 0; position < size; position += 1) {
    const value = packed[position] as number
    versionNos[position] = Math.floor(value / 8)
    statuses[position] = value % 8
  }

  /** Positions in the order in which the file holds their rows. */
  const inFile = memo(() =>
    Int32Array.from(versionNos.keys()).sort((a, b) => at32(versionNos, a) - at32(versionNos, b)),
  )

  /** A value of every account, by position: read in the order of the file, which is several times faster than by name. */
  const column = <T>(expression: string): T[] => {
    const { list } = db
      .prepare(
        `SELECT json_group_array(value) AS list FROM
           (SELECT ${expression} AS value FROM account_versions v NOT INDEXED WHERE ${OF_SNAPSHOT} ORDER BY v.version_no)`,
      )
      .get(...scope) as { list: string }
    const values = JSON.parse(list) as T[]
    const placed = new Array<T>(size)
    const positions = inFile()
    for (let i = 0; i < size; i += 1) placed[at32(positions, i)] = values[i] as T
    return placed
  }

  const byAccount = memo(() => new Map(column<number>('v.account_no').map((no, position) => [no, position])))
  const texts = memo(() => column<string>('v.search_text'))
  const keys = new Map<SortKey, Float64Array>()
  const unordered = new Map<SortKey, (string | number | null)[]>()
  const keysOf = (key: SortKey): Float64Array => {
    const known = keys.get(key)
    if (known) return known
    const values = unordered.get(key) ?? column<string | number | null>(key)
    unordered.delete(key)
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
      const isWanted = STATUSES.map((status) => wanted.includes(status))
      return positionsWhere(size, (position) => isWanted[statuses[position] as number] === true)
    },
    positionsOf: (accountNos) => {
      const positions = byAccount()
      const found: number[] = []
      for (const no of accountNos) {
        const position = positions.get(no)
        if (position !== undefined) found.push(position)
      }
      return Int32Array.from(found).sort()
    },
    texts,
    where: (condition, params) => {
      const sql = `SELECT v.version_no AS n FROM account_versions v NOT INDEXED WHERE ${OF_SNAPSHOT} AND ${condition} ORDER BY 1`
      const marks = new Uint8Array(size)
      const found = selectNumbers(db, sql, [...scope, ...params])
      let next = 0
      for (const position of inFile()) {
        if (at32(versionNos, position) !== found[next]) continue
        marks[position] = 1
        next += 1
      }
      return marks
    },
    read: (key) => {
      if (!keys.has(key)) unordered.set(key, column(key))
    },
    sorted: (positions, key, direction) => {
      const values = keysOf(key)
      const sign = direction === 'asc' ? 1 : -1
      const packedKeys = new Float64Array(positions.length)
      for (let i = 0; i < positions.length; i += 1) {
        const position = at32(positions, i)
        const value = values[position] as number
        packedKeys[i] = (value === NOTHING ? NOTHING : sign * value) * size + position
      }
      packedKeys.sort()
      const ordered = new Int32Array(positions.length)
      for (let i = 0; i < ordered.length; i += 1) ordered[i] = (((packedKeys[i] as number) % size) + size) % size
      return ordered
    },
  }
}
