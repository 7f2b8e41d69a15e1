// Reads beside a queue of writes: an answer is taken only when no write ran meanwhile, so it never tells of half of one.

export type WholeReads = {
  /** One write at a time. What it changes in the window is part of it. */
  write<T>(work: () => Promise<T>): Promise<T>
  /** Reads after the write under way, and once more whenever another ran meanwhile. */
  readWhole<T>(read: () => Promise<T>): Promise<T>
}

export const createWholeReads = (): WholeReads => {
  let turns = 0
  let underWay: Promise<unknown> = Promise.resolve()
  return {
    write(work) {
      turns += 1
      const written = work().finally(() => {
        turns += 1
      })
      underWay = written.catch(() => {})
      return written
    },
    async readWhole(read) {
      for (;;) {
        await underWay
        const before = turns
        const answer = await read()
        if (turns === before) return answer
      }
    },
  }
}
