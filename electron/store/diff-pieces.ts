// Working a difference out in short pieces: neither a decision nor the next click waits longer than for one of them.
import { nextTurn } from '../turns.ts'

/** A person would notice from about 50 ms; a piece begun just before takes about as long again. */
const HELD_AT_MOST_MS = 5

/** Gives way to others when it is time to; cheap to ask after every piece. */
export type Turn = () => Promise<void>

/** @param check runs after each time others went first: throws when it makes no sense to go on */
export const createTurn = (check: () => void): Turn => {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < HELD_AT_MOST_MS) return
    await nextTurn()
    since = performance.now()
    check()
  }
}

/** So many steps of a loop take less than a millisecond or two. */
const PLACES_A_PIECE = 16_384

/** Every place below `length`, in pieces. */
export const eachPlace = async (length: number, turn: Turn, visit: (place: number) => void): Promise<void> => {
  for (let from = 0; from < length; from += PLACES_A_PIECE) {
    const end = Math.min(from + PLACES_A_PIECE, length)
    for (let place = from; place < end; place++) visit(place)
    await turn()
  }
}

const FIRST_WIDTH = 256
const WIDEST = 4096
const [SHORT_MS, LONG_MS] = [2, 6]

/**
 * Every range of numbers from 1 to `last`, as wide as a piece may take.
 * @param read false where there is too much in the range: it is asked for again in halves, unless it is of one number
 */
export const eachRange = async (
  last: number,
  turn: Turn,
  read: (from: number, to: number) => boolean,
): Promise<void> => {
  let width = FIRST_WIDTH
  for (let from = 1; from <= last; ) {
    const begun = performance.now()
    const isRead = read(from, Math.min(from + width - 1, last))
    const took = performance.now() - begun
    if (isRead) from += width
    if (!isRead || took > LONG_MS) width = Math.max(1, width >> 1)
    else if (took < SHORT_MS) width = Math.min(WIDEST, width * 2)
    await turn()
  }
}
