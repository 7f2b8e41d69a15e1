// The places of the people and resources of a difference by name, and which of them a search finds: some at a time.

import { piecesOf } from '../turns.ts'
import type { Database } from './database.ts'
import { type Entries, NOBODY } from './diff-entries.ts'
import { eachPlace, eachRange, type Turn } from './diff-pieces.ts'
import type { Span } from './diff-ranges.ts'
import { selectNumbers } from './rows.ts'
import { inByteOrder, searchWords } from './text.ts'

/** By number of the account or resource its place among those concerned; -1 for all others. */
export type Ranks = { size: number; of: Int32Array }

/** In the order of resources, roles come first. Accounts are all alike. */
type Things = { name: 'account' | 'resource'; group: string }
const ACCOUNTS: Things = { name: 'account', group: '0' }
const RESOURCES: Things = {
  name: 'resource',
  group: `(SELECT CASE r.resource_type WHEN 'role' THEN 0 WHEN 'group' THEN 1 WHEN 'licence' THEN 3 ELSE 2 END
           FROM resources r WHERE r.resource_no = v.resource_no)`,
}

type Named = [no: number, group: number, name: string]
const inOrder = (a: Named, b: Named): number => a[1] - b[1] || inByteOrder(a[2], b[2]) || a[0] - b[0]

const THINGS_AT_ONCE = 2000
const MERGED_AT_ONCE = 4096

const merged = async (a: readonly Named[], b: readonly Named[], turn: Turn): Promise<Named[]> => {
  const all: Named[] = []
  for (let [i, j] = [0, 0]; i < a.length || j < b.length; ) {
    const [left, right] = [a[i], b[j]]
    if (left && (!right || inOrder(left, right) < 0)) {
      all.push(left)
      i += 1
    } else if (right) {
      all.push(right)
      j += 1
    }
    if (all.length % MERGED_AT_ONCE === 0) await turn()
  }
  return all
}

/** Every number that stands in a column, once. */
const concernedIn = async (column: Int32Array, length: number, turn: Turn): Promise<number[]> => {
  let last = 0
  await eachPlace(length, turn, (place) => {
    last = Math.max(last, column[place] as number)
  })
  const isConcerned = new Uint8Array(last + 1)
  await eachPlace(length, turn, (place) => {
    isConcerned[column[place] as number] = 1
  })
  isConcerned[NOBODY] = 0
  const nos: number[] = []
  await eachPlace(isConcerned.length, turn, (no) => {
    if (isConcerned[no] === 1) nos.push(no)
  })
  return nos
}

/** By the name in the later snapshot that has it. */
const rank = async (db: Database, span: Span, things: Things, concerned: number[], turn: Turn): Promise<Ranks> => {
  const { name, group } = things
  const select = db.prepare(
    `SELECT json_group_array(json_array(no, rank, name)) AS list FROM (
       SELECT v.${name}_no AS no, ${group} AS rank, v.sort_name AS name FROM json_each(?) AS wanted
       JOIN ${name}_versions v ON v.${name}_no = wanted.value AND v.from_snapshot <= ? AND v.to_snapshot > ?
       ORDER BY rank, v.sort_name, no)`,
  )
  const seenBy = (id: number, nos: readonly number[]): Named[] =>
    JSON.parse((select.get(JSON.stringify(nos), id, id) as { list: string }).list)

  let lists: Named[][] = []
  for (const some of piecesOf(concerned, THINGS_AT_ONCE)) {
    const now = seenBy(span.later, some)
    lists.push(now)
    if (now.length < some.length) {
      const isThere = new Set(now.map(([no]) => no))
      lists.push(
        seenBy(
          span.earlier,
          some.filter((no) => !isThere.has(no)),
        ),
      )
    }
    await turn()
  }
  while (lists.length > 1) {
    const next: Named[][] = []
    for (const [a = [], b = []] of piecesOf(lists, 2)) next.push(await merged(a, b, turn))
    lists = next
  }
  const order = lists[0] ?? []
  const of = new Int32Array((concerned.at(-1) ?? 0) + 1).fill(-1)
  for (const [place, [no]] of order.entries()) of[no] = place
  return { size: order.length, of }
}

export type BothRanks = { people: Ranks; things: Ranks }

export const rankEntries = async (db: Database, span: Span, entries: Entries, turn: Turn): Promise<BothRanks> => {
  const { accountNos, resourceNos } = entries.columns()
  const concerned = (column: Int32Array) => concernedIn(column, entries.length, turn)
  return {
    people: await rank(db, span, ACCOUNTS, await concerned(accountNos), turn),
    things: await rank(db, span, RESOURCES, await concerned(resourceNos), turn),
  }
}

/** What is said of them in either snapshot contains the word: one byte by number. */
const find = async (db: Database, span: Span, name: Things['name'], last: number, word: string, turn: Turn) => {
  const marks = new Uint8Array(last + 1)
  const sql = `SELECT v.${name}_no AS n FROM ${name}_versions v INDEXED BY ${name}_versions_by_${name}
    WHERE v.${name}_no BETWEEN ? AND ? AND v.from_snapshot <= ? AND v.to_snapshot > ?
      AND v.connection_no = ? AND instr(v.search_text, ?) > 0`
  await eachRange(last, turn, (from, to) => {
    for (const id of [span.later, span.earlier])
      for (const no of selectNumbers(db, sql, [from, to, id, id, span.connectionNo, word])) marks[no] = 1
    return true
  })
  return marks
}

/** Every word has to be in what is said of the person or of the resource. */
export const searchEntries = async (
  db: Database,
  span: Span,
  { people, things }: BothRanks,
  search: string,
  turn: Turn,
): Promise<(accountNo: number, resourceNo: number) => boolean> => {
  const words: { people: Uint8Array; things: Uint8Array }[] = []
  for (const word of searchWords(search))
    words.push({
      people: await find(db, span, 'account', people.of.length - 1, word, turn),
      things: await find(db, span, 'resource', things.of.length - 1, word, turn),
    })
  return (accountNo, resourceNo) => words.every((word) => word.people[accountNo] === 1 || word.things[resourceNo] === 1)
}
