// Opaque cursors. Each belongs to a route family and an authorization; it can be used again after a lost answer.
import { randomBytes } from 'node:crypto'

/** `passed`: the ids the page went past, so that a cursor can be set back. */
type Position = { family: string; owner: string; afterId: string; query: unknown; passed?: readonly string[] }

export type Cursors = {
  issue(position: Position): string
  /** Undefined when the cursor is unknown, dead, or belongs to another family or authorization. */
  find(cursor: string, family: string, owner: string): { afterId: string; query: unknown } | undefined
  /** For families whose dead cursors still tell when they were alive: kept beyond the cursor's death. */
  remember(cursor: string, time: number): void
  recall(cursor: string): number | undefined
  kill(cursor: string): void
  /** So many items further back, at most to where its page began. */
  setBack(cursor: string, items: number): void
  killAll(): void
}

/** Old cursors die, so that a team that is asked all day does not grow. */
const KEPT = 20_000

export const createCursors = (): Cursors => {
  const positions = new Map<string, Position>()
  const times = new Map<string, number>()
  return {
    issue: (position) => {
      const cursor = randomBytes(42).toString('base64url')
      positions.set(cursor, position)
      if (positions.size > KEPT) {
        const [oldest = ''] = positions.keys()
        positions.delete(oldest)
      }
      return cursor
    },
    find: (cursor, family, owner) => {
      const position = positions.get(cursor)
      return position?.family === family && position.owner === owner ? position : undefined
    },
    remember: (cursor, time) => {
      times.set(cursor, time)
      const oldest = times.keys().next().value
      if (times.size > KEPT && oldest !== undefined) times.delete(oldest)
    },
    recall: (cursor) => times.get(cursor),
    kill: (cursor) => positions.delete(cursor),
    setBack: (cursor, items) => {
      const position = positions.get(cursor)
      const { passed = [] } = position ?? {}
      const afterId = passed.at(-1 - items) ?? passed[0]
      if (position && afterId !== undefined) positions.set(cursor, { ...position, afterId })
    },
    killAll: () => positions.clear(),
  }
}
