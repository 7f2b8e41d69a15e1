// Which rows of a difference are shown, and in which order: by person or by entitlement, the same thing's rows together.
import type { DiffFilters, DiffGrouping } from '../../shared/contract/diff.ts'
import { type ChangeKind, changeKindSchema } from '../../shared/domain/diff.ts'
import type { Database } from './database.ts'
import { type Entry, NOBODY } from './diff-entries.ts'
import type { Span } from './diff-ranges.ts'
import { selectNumbers } from './rows.ts'
import { searchWords } from './text.ts'

/** Entries by place, and for each place where its heading begins and how many rows it has. */
export type Ordered = { places: Int32Array; firsts: Int32Array; sizes: Int32Array }

const KINDS = changeKindSchema.options.length
const KIND_RANK = new Map<ChangeKind, number>(changeKindSchema.options.map((kind, rank) => [kind, rank]))

/** What is asked for in a search, for accounts and for resources: rows of versions `v` that either snapshot sees. */
const SEEN = `v.connection_no = ? AND v.from_snapshot <= ? AND v.to_snapshot > ?`

type Things = { table: 'account_versions' | 'resource_versions'; number: 'account_no' | 'resource_no'; by: string }
const ACCOUNTS: Things = { table: 'account_versions', number: 'account_no', by: 'v.sort_name' }
const RESOURCES: Things = {
  table: 'resource_versions',
  number: 'resource_no',
  by: `(SELECT CASE r.resource_type WHEN 'role' THEN 0 WHEN 'group' THEN 1 WHEN 'licence' THEN 3 ELSE 2 END
        FROM resources r WHERE r.resource_no = v.resource_no), v.sort_name`,
}

const concernedOf = (entries: readonly Entry[], { number }: Things): number[] => {
  const nos = new Set(entries.map((entry) => (number === 'account_no' ? entry.accountNo : entry.resourceNo)))
  nos.delete(NOBODY)
  return [...nos]
}

/** The place of each thing among those concerned, by its name in the later snapshot that has it. */
const ranksOf = (db: Database, span: Span, things: Things, concerned: readonly number[]): Map<number, number> => {
  const order = selectNumbers(
    db,
    `SELECT v.${things.number} AS n FROM json_each(?) AS wanted
     JOIN ${things.table} v ON v.${things.number} = wanted.value
      AND v.from_snapshot = (SELECT max(w.from_snapshot) FROM ${things.table} w
        WHERE w.${things.number} = wanted.value
          AND ((w.from_snapshot <= ? AND w.to_snapshot > ?) OR (w.from_snapshot <= ? AND w.to_snapshot > ?)))
     ORDER BY ${things.by}, v.${things.number}`,
    [JSON.stringify(concerned), span.later, span.later, span.earlier, span.earlier],
  )
  return new Map(order.map((no, rank) => [no, rank]))
}

const found = (db: Database, span: Span, { table, number }: Things, word: string): Set<number> => {
  const one = `SELECT v.${number} AS n FROM ${table} v WHERE ${SEEN} AND instr(v.search_text, ?) > 0`
  const bind = (id: number) => [span.connectionNo, id, id, word]
  return new Set(selectNumbers(db, `${one} UNION ${one}`, [...bind(span.later), ...bind(span.earlier)]))
}

/** Every word has to be in what is said of the person or of the resource. */
const searching = (db: Database, span: Span, search: string): ((entry: Entry) => boolean) => {
  const words = searchWords(search).map((word) => ({
    people: found(db, span, ACCOUNTS, word),
    things: found(db, span, RESOURCES, word),
  }))
  return ({ accountNo, resourceNo }) =>
    words.every(({ people, things }) => people.has(accountNo) || things.has(resourceNo))
}

export const orderEntries = (
  db: Database,
  span: Span,
  entries: readonly Entry[],
  isByAttest: (place: number) => boolean,
  { grouping, filters }: { grouping: DiffGrouping; filters: DiffFilters },
): Ordered => {
  const people = ranksOf(db, span, ACCOUNTS, concernedOf(entries, ACCOUNTS))
  const things = ranksOf(db, span, RESOURCES, concernedOf(entries, RESOURCES))
  const kinds = new Set(filters.kinds)
  const matches = searching(db, span, filters.search)

  const chosen: number[] = []
  const groups = new Int32Array(entries.length)
  const ranks = new Float64Array(entries.length)
  for (const [place, entry] of entries.entries()) {
    if (kinds.size > 0 && !kinds.has(entry.kind)) continue
    if (filters.by !== 'anybody' && isByAttest(place) !== (filters.by === 'attest')) continue
    if (!matches(entry)) continue
    const [person, thing] = [people.get(entry.accountNo), things.get(entry.resourceNo)]
    const [mine, other] = grouping === 'person' ? [person, thing] : [thing, person]
    // What has no person (or thing) comes after all that have one, by its own thing (or person).
    groups[place] = mine ?? people.size + things.size + (other ?? 0)
    // What became of the person or thing itself first, then what it holds or who holds it.
    const within = mine === undefined || other === undefined ? 0 : other + 1
    ranks[place] = within * KINDS + (KIND_RANK.get(entry.kind) ?? 0)
    chosen.push(place)
  }
  const at = (list: Int32Array | Float64Array, place: number): number => list[place] as number
  const places = Int32Array.from(chosen).sort(
    (a, b) => at(groups, a) - at(groups, b) || at(ranks, a) - at(ranks, b) || a - b,
  )

  const firsts = new Int32Array(places.length)
  const sizes = new Int32Array(places.length)
  let first = 0
  for (const [i, place] of places.entries()) {
    if (groups[places[first] as number] !== groups[place]) first = i
    firsts[i] = first
    sizes[first] = at(sizes, first) + 1
  }
  return { places, firsts, sizes }
}
