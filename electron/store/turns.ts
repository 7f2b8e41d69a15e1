// Long store work is cut into short pieces, so that a decision never waits behind it.

/** Lets whatever else is waiting for the store go first. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The pieces of a list, at most `size` long. */
export const piecesOf = function* <T>(list: readonly T[], size: number): Generator<T[]> {
  for (let i = 0; i < list.length; i += size) yield list.slice(i, i + size)
}
