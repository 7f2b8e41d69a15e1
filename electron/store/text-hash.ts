// SHA-256 of long text that comes in many pieces.
import { createHash } from 'node:crypto'

const ROOM = 65_536
/** Bytes of UTF-8 for each unit of a text, at most. */
const BYTES_A_UNIT = 3

export type TextHash = {
  add(text: string): void
  /** A part of what is UTF-8 already. */
  addBytes(bytes: Buffer, from: number, to: number): void
  /** In hex. */
  digest(): string
}

/** Node takes ten milliseconds to load what hashes are made with: time that whoever seals a snapshot has not. */
export const loadHashing = (): void => void createHash('sha256')

/**
 * Every piece is written by itself: in a text put together from many, one letter beyond Latin 1 makes all of them twice as
 * long, and writing it takes several times as long as hashing.
 */
export const createTextHash = (): TextHash => {
  const hash = createHash('sha256')
  const room = Buffer.allocUnsafe(ROOM)
  let used = 0
  const empty = () => {
    hash.update(room.subarray(0, used))
    used = 0
  }
  return {
    add: (text) => {
      const most = text.length * BYTES_A_UNIT
      if (used + most > ROOM) empty()
      if (most > ROOM) hash.update(text)
      else used += room.write(text, used)
    },
    addBytes: (bytes, from, to) => {
      if (used + to - from > ROOM) empty()
      if (to - from > ROOM) hash.update(bytes.subarray(from, to))
      else used += bytes.copy(room, used, from, to)
    },
    digest: () => {
      empty()
      return hash.digest('hex')
    },
  }
}
