// Long work is cut into short pieces, so that a decision, a click or an answer never waits behind it.

let lastTurn: Promise<void> = Promise.resolve()

/**
 * Lets whatever else is waiting for this thread go first. Each has a turn of the event loop to itself: pieces of several long
 * works, one right after the other, would hold everything else up as one long piece does.
 */
export const nextTurn = (): Promise<void> => {
  lastTurn = lastTurn.then(() => new Promise((resolve) => setImmediate(resolve)))
  return lastTurn
}

/** Work of so long holds nobody up that one would notice; a turn takes half a millisecond itself. */
const TURN_MS = 8

/** For work in pieces that may be very short: gives way before the second piece, and then whenever a turn is over. */
export const createPace = (): (() => Promise<void>) => {
  let since = Number.NEGATIVE_INFINITY
  return async () => {
    if (performance.now() - since < TURN_MS) return
    await nextTurn()
    since = performance.now()
  }
}

/** The pieces of a list, at most `size` long. */
export const piecesOf = function* <T>(list: readonly T[], size: number): Generator<T[]> {
  for (let i = 0; i < list.length; i += size) yield list.slice(i, i + size)
}

/** Rows together until what they stand for makes one turn: a person may hold three things or ten thousand. */
export const handfulsOf = function* <T>(rows: readonly T[], weight: (row: T) => number, most: number): Generator<T[]> {
  let some: T[] = []
  let sum = 0
  for (const row of rows) {
    some.push(row)
    sum += weight(row)
    if (sum < most) continue
    yield some
    some = []
    sum = 0
  }
  if (some.length > 0) yield some
}
