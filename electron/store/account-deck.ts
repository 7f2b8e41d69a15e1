// The accounts of one snapshot laid out in memory in the order of their names. Snapshots never change, so whatever was
// read of one stays true: a sort, a search or a filter is then a pass over arrays, wherever in a list the page lies.
import { type AccountStatus, accountStatusSchema } from '../../shared/domain/account.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { SnapshotScope } from './account-queries.ts'
import type { Database } from './database.ts'
import { type Piecemeal, type Pieces, piecemeal } from './piecemeal.ts'
import { at32, positionsWhere } from './positions.ts'
import { ranksOf } from './ranks.ts'
import { selectNumbers } from './rows.ts'

/** In the order they are sorted in. */
const STATUSES = [...accountStatusSchema.options].sort()
export const STATUS_CODE = `CASE v.status ${STATUSES.map((status, code) => `WHEN '${status}' THEN ${code}`).join(' ')} END`

const OF_SNAPSHOT = 'v.connection_no = ? AND v.from_snapshot <= ? AND v.to_snapshot > ?'

/** Sorts after everything that is there; small enough that times a million it is still a whole number. */
const NOTHING = 2 ** 32

/** A piece of this many accounts takes 10 to 20 ms: whoever clicks meanwhile does not notice. */
const ACCOUNTS_A_PIECE = 25_000

/** A value to sort by, as SQL over account_versions `v`: numbers as they are, texts ignoring case. Null comes last. */
export type SortKey = string

/** These are read together: going through the file takes longer than taking three numbers of each row. */
export const JOINED_ON: SortKey = 'unixepoch(v.joined_on)'
const NUMBERS: readonly SortKey[] = ['v.grants', 'v.groups', JOINED_ON]

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
  /**
   * Does a piece of what sorting by these values, and searching, will want: the first of them, the search, the others. False
   * when nothing is left to do.
   */
  getReady(keys: readonly SortKey[]): boolean
  /** The positions in the order of a value; equal ones by name. */
  sorted(positions: Int32Array, key: SortKey, direction: 'asc' | 'desc'): Int32Array
}

/** Loops and not `from`: that goes through an iterator, which takes longer than reading the values. */
const numbersOf = (values: readonly (number | null)[]): Float64Array => {
  const numbers = new Float64Array(values.length)
  for (let i = 0; i < values.length; i += 1) numbers[i] = values[i] ?? NOTHING
  return numbers
}

/** Reads the order of names and the statuses at once, everything else when it is first wanted. */
export const layOutDeck = (db: Database, at: SnapshotScope, accountsAPiece = ACCOUNTS_A_PIECE): Deck => {
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

  let fileOrder: Int32Array | null = null
  /** Positions in the order in which the file holds their rows. */
  const inFile = (): Int32Array => {
    if (fileOrder) return fileOrder
    const packedNos = new Float64Array(size)
    for (let position = 0; position < size; position += 1)
      packedNos[position] = at32(versionNos, position) * size + position
    packedNos.sort()
    fileOrder = new Int32Array(size)
    for (let i = 0; i < size; i += 1) fileOrder[i] = (packedNos[i] as number) % size
    return fileOrder
  }

  /**
   * Values of every account, by position: read in the order of the file, which is several times faster than by name.
   * @returns of each expression a list
   */
  function* columns(expressions: readonly string[]): Pieces<unknown[][]> {
    const positions = inFile()
    const lists = expressions.map(() => new Array<unknown>(size))
    const statement = db.prepare(
      `SELECT ${expressions.map((_, i) => `json_group_array(c${i}) AS c${i}`).join(', ')} FROM
         (SELECT ${expressions.map((expression, i) => `${expression} AS c${i}`).join(', ')}
          FROM account_versions v NOT INDEXED
          WHERE ${OF_SNAPSHOT} AND v.version_no BETWEEN ? AND ? ORDER BY v.version_no)`,
    )
    for (let from = 0; from < size; from += accountsAPiece) {
      const to = Math.min(from + accountsAPiece, size)
      const [first, last] = [at32(positions, from), at32(positions, to - 1)]
      const read = statement.get(...scope, at32(versionNos, first), at32(versionNos, last)) as Record<string, string>
      for (const [c, list] of lists.entries()) {
        const values = JSON.parse(read[`c${c}`] as string) as unknown[]
        // Rather no order than that of other rows.
        if (values.length !== to - from)
          throw new Failure({ kind: 'unexpected', reason: 'the snapshot is being changed' })
        for (let i = from; i < to; i += 1) list[at32(positions, i)] = values[i - from]
      }
      yield
    }
    return lists
  }
  function* column<T>(expression: string): Pieces<T[]> {
    const [values] = yield* columns([expression])
    return values as T[]
  }

  const byAccount = piecemeal(function* () {
    const nos = yield* column<number>('v.account_no')
    return new Map(nos.map((no, position) => [no, position]))
  })
  const texts = piecemeal(() => column<string>('v.search_text'))
  const numbers = piecemeal(function* () {
    const lists = yield* columns(NUMBERS)
    return new Map(NUMBERS.map((key, i) => [key, numbersOf(lists[i] as (number | null)[])]))
  })
  const alone = new Map<SortKey, Piecemeal<Float64Array>>()
  const aloneFor = (key: SortKey): Piecemeal<Float64Array> => {
    const made =
      alone.get(key) ??
      piecemeal(function* (): Pieces<Float64Array> {
        const values = yield* column<string | number | null>(key)
        if (!values.some((value) => typeof value === 'string')) return numbersOf(values as (number | null)[])
        return yield* ranksOf(values, NOTHING, accountsAPiece)
      })
    alone.set(key, made)
    return made
  }
  /** What must be done before anybody can sort by it; statuses are known. */
  const workFor = (key: SortKey): Piecemeal<unknown> => (NUMBERS.includes(key) ? numbers : aloneFor(key))
  const keysOf = (key: SortKey): ArrayLike<number> => {
    if (key === STATUS_CODE) return statuses
    return NUMBERS.includes(key) ? (numbers.get().get(key) as Float64Array) : aloneFor(key).get()
  }

  return {
    size,
    versionNos,
    withStatus: (wanted) => {
      const isWanted = STATUSES.map((status) => wanted.includes(status))
      return positionsWhere(size, (position) => isWanted[statuses[position] as number] === true)
    },
    positionsOf: (accountNos) => {
      const positions = byAccount.get()
      const found: number[] = []
      for (const no of accountNos) {
        const position = positions.get(no)
        if (position !== undefined) found.push(position)
      }
      return Int32Array.from(found).sort()
    },
    texts: texts.get,
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
    getReady: ([first, ...others]) =>
      [...(first ? [workFor(first)] : []), texts, ...others.map(workFor)].some((work) => work.step()),
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
