// Work that is done a piece at a time while nobody asks, and finished at once for whoever does.

/** Does a piece with each turn; gives the whole in the end. */
export type Pieces<T> = Generator<void, T>

export type Piecemeal<T> = {
  /** Does one more piece; false when nothing was left to do. */
  step(): boolean
  /** The whole: does what is left. */
  get(): T
}

/** What fails begins anew with the next call. */
export const piecemeal = <T>(begin: () => Pieces<T>): Piecemeal<T> => {
  let done: { value: T } | null = null
  let underWay: Pieces<T> | null = null
  const next = (): void => {
    underWay ??= begin()
    try {
      const piece = underWay.next()
      if (piece.done) done = { value: piece.value }
    } catch (error) {
      underWay = null
      throw error
    }
    if (done) underWay = null
  }
  return {
    step: () => {
      if (done) return false
      next()
      return true
    },
    get: () => {
      while (!done) next()
      return done.value
    },
  }
}
