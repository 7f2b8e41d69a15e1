// Texts as numbers that are in the same order: each text's rank among all, ignoring case.
import type { Pieces } from './piecemeal.ts'
import { at32, positionsWhere } from './positions.ts'

type Compare = (a: number, b: number) => number

/** Two sorted runs that lie side by side, from `from` to `middle` and on to `to`, as one in `into`. */
const merge = (
  runs: Int32Array,
  into: Int32Array,
  compare: Compare,
  { from, middle, to }: { from: number; middle: number; to: number },
): void => {
  let left = from
  let right = middle
  for (let i = from; i < to; i += 1) {
    const isLeft = right >= to || (left < middle && compare(at32(runs, left), at32(runs, right)) <= 0)
    into[i] = at32(runs, isLeft ? left++ : right++)
  }
}

/** Sorted runs of `size`, merged two by two until there is one. */
function* sortInPieces(positions: Int32Array<ArrayBuffer>, compare: Compare, size: number): Pieces<Int32Array> {
  const { length } = positions
  for (let from = 0; from < length; from += size) {
    positions.subarray(from, Math.min(from + size, length)).sort(compare)
    yield
  }
  let [runs, into] = [positions, new Int32Array(length)]
  for (let run = size; run < length; run *= 2) {
    for (let from = 0; from < length; from += 2 * run) {
      const middle = Math.min(from + run, length)
      merge(runs, into, compare, { from, middle, to: Math.min(from + 2 * run, length) })
      yield
    }
    ;[runs, into] = [into, runs]
  }
  return runs
}

/**
 * The rank of each text, from 0; equal texts get equal ranks.
 * @param nothing stands for null
 * @param size of a piece
 */
export function* ranksOf(
  values: readonly (string | number | null)[],
  nothing: number,
  size: number,
): Pieces<Float64Array> {
  const texts = values.map((value) => (value === null ? null : String(value).toLowerCase()))
  const present = positionsWhere(texts.length, (i) => texts[i] !== null)
  yield
  const sorted = yield* sortInPieces(
    present,
    (a, b) => {
      const [x, y] = [texts[a] as string, texts[b] as string]
      return x < y ? -1 : x > y ? 1 : 0
    },
    size,
  )
  const ranks = new Float64Array(values.length).fill(nothing)
  let rank = -1
  let last: string | null = null
  for (const i of sorted) {
    const text = texts[i] as string
    if (text !== last) rank += 1
    last = text
    ranks[i] = rank
  }
  return ranks
}
