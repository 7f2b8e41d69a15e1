// Which rows of a difference are shown, and in which order: by person or by entitlement, the same thing's rows together.
import type { DiffFilters, DiffGrouping } from '../../shared/contract/diff.ts'
import type { ChangeKind } from '../../shared/domain/diff.ts'
import { type Entries, KINDS } from './diff-entries.ts'
import { eachPlace, type Turn } from './diff-pieces.ts'
import type { Ranks } from './diff-ranks.ts'

/** Entries by place, and where in them each heading begins. */
export type Ordered = { places: Int32Array; starts: Int32Array }

type Asked = {
  grouping: DiffGrouping
  kinds: DiffFilters['kinds']
  /** By number of the account and of the resource. */
  matches: (accountNo: number, resourceNo: number) => boolean
  isWanted: (place: number) => boolean
}

/** Places by key, those of one key in the order they had: two passes however many there are. */
const sortedBy = async (places: Int32Array, keyOf: Int32Array, keys: number, turn: Turn): Promise<Int32Array> => {
  const next = new Int32Array(keys + 1)
  const keyAt = (i: number): number => keyOf[places[i] as number] as number
  await eachPlace(places.length, turn, (i) => {
    const after = keyAt(i) + 1
    next[after] = (next[after] as number) + 1
  })
  await eachPlace(keys, turn, (key) => {
    next[key + 1] = (next[key + 1] as number) + (next[key] as number)
  })
  const sorted = new Int32Array(places.length)
  await eachPlace(places.length, turn, (i) => {
    const key = keyAt(i)
    const at = next[key] as number
    sorted[at] = places[i] as number
    next[key] = at + 1
  })
  return sorted
}

export const orderEntries = async (
  entries: Entries,
  { people, things }: { people: Ranks; things: Ranks },
  { grouping, kinds: wantedKinds, matches, isWanted }: Asked,
  turn: Turn,
): Promise<Ordered> => {
  const { kinds, accountNos, resourceNos } = entries.columns()
  const { length } = entries
  const isKind = KINDS.map((kind: ChangeKind) => wantedKinds.length === 0 || wantedKinds.includes(kind))
  const [mine, other] = grouping === 'person' ? [people, things] : [things, people]
  const [myNos, otherNos] = grouping === 'person' ? [accountNos, resourceNos] : [resourceNos, accountNos]

  const chosen = new Int32Array(length)
  const groups = new Int32Array(length)
  const ranks = new Int32Array(length)
  let count = 0
  await eachPlace(length, turn, (place) => {
    const kind = kinds[place] as number
    if (!isKind[kind] || !isWanted(place)) return
    if (!matches(accountNos[place] as number, resourceNos[place] as number)) return
    const my = mine.of[myNos[place] as number] as number
    const its = other.of[otherNos[place] as number] as number
    // What has no person (or thing) comes after all that have one, by its own thing (or person).
    groups[place] = my >= 0 ? my : mine.size + Math.max(its, 0)
    // What became of the person or thing itself first, then what it holds or who holds it.
    const within = my < 0 || its < 0 ? 0 : its + 1
    ranks[place] = within * KINDS.length + kind
    chosen[count] = place
    count += 1
  })
  const byRank = await sortedBy(chosen.slice(0, count), ranks, (other.size + 1) * KINDS.length, turn)
  const places = await sortedBy(byRank, groups, mine.size + other.size + 1, turn)

  const starts: number[] = []
  await eachPlace(places.length, turn, (at) => {
    if (at === 0 || groups[places[at - 1] as number] !== groups[places[at] as number]) starts.push(at)
  })
  return { places, starts: Int32Array.from(starts) }
}

/** The heading that a row stands under: where it begins, and how many rows it has. */
export const headingAt = ({ places, starts }: Ordered, at: number): { first: number; rows: number } => {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] as number) <= at) low = middle
    else high = middle - 1
  }
  const first = starts[low] ?? 0
  return { first, rows: (starts[low + 1] ?? places.length) - first }
}
