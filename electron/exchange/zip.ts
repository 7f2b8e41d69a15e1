// A ZIP archive written as it grows: one entry after the other, sizes after the data, compressed in libuv's threads.
// Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
import { once } from 'node:events'
import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib'

type Sink = (bytes: Uint8Array) => Promise<void>
type Entry = { name: Buffer; crc: number; packed: number; size: number; at: number }

const MOST_BYTES = 0xffff_ffff
/** 1 January 1980: the same rows give the same file. */
const DAY = 0x0021
/** Sizes follow the data; names are UTF-8. */
const FLAGS = 0x0808

const fields = (...values: readonly (readonly [number, 2 | 4])[]): Buffer => {
  const bytes = Buffer.alloc(values.reduce((sum, [, width]) => sum + width, 0))
  let at = 0
  for (const [value, width] of values) {
    if (width === 2) bytes.writeUInt16LE(value, at)
    else bytes.writeUInt32LE(value >>> 0, at)
    at += width
  }
  return bytes
}

const common = ({ crc, packed, size, name }: Entry) =>
  [
    [20, 2],
    [FLAGS, 2],
    [8, 2],
    [0, 2],
    [DAY, 2],
    [crc, 4],
    [packed, 4],
    [size, 4],
    [name.length, 2],
    [0, 2],
  ] as const

/**
 * @param sink takes bytes in order
 * @throws RangeError from `write` or `end` when an entry or the archive outgrows 4 GB
 */
export const createZip = (sink: Sink) => {
  const entries: Entry[] = []
  let offset = 0
  let open: { entry: Entry; deflate: DeflateRaw; pumped: Promise<void> } | null = null

  const put = async (bytes: Uint8Array): Promise<void> => {
    offset += bytes.length
    if (offset > MOST_BYTES) throw new RangeError('the archive is larger than 4 GB')
    await sink(bytes)
  }

  const begin = async (name: string): Promise<void> => {
    await finish()
    const entry: Entry = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, at: offset }
    await put(Buffer.concat([fields([0x04034b50, 4], ...common(entry)), entry.name]))
    // Level 4 is half the time of the usual 6 for a file a tenth larger.
    const deflate = createDeflateRaw({ level: 4 })
    const pump = async (): Promise<void> => {
      for await (const bytes of deflate) {
        entry.packed += bytes.length
        await put(bytes)
      }
    }
    const pumped = pump()
    // Its failure is met where it is awaited; until then it must not count as unhandled.
    pumped.catch(() => {})
    open = { entry, deflate, pumped }
  }

  /** Adds to the entry begun last. */
  const write = async (text: string): Promise<void> => {
    if (!open) throw new RangeError('no entry was begun')
    const { entry, deflate, pumped } = open
    const bytes = Buffer.from(text)
    entry.crc = crc32(bytes, entry.crc)
    entry.size += bytes.length
    if (entry.size > MOST_BYTES) throw new RangeError('an entry is larger than 4 GB')
    if (!deflate.write(bytes)) await Promise.race([once(deflate, 'drain'), pumped])
  }

  const finish = async (): Promise<void> => {
    if (!open) return
    const { entry, deflate, pumped } = open
    deflate.end()
    await pumped
    open = null
    await put(fields([0x08074b50, 4], [entry.crc, 4], [entry.packed, 4], [entry.size, 4]))
    entries.push(entry)
  }

  return {
    begin,
    write,
    /** Writes the directory; nothing can be added afterwards. */
    end: async (): Promise<void> => {
      await finish()
      const from = offset
      for (const entry of entries) {
        const rest = fields([0, 2], [0, 2], [0, 2], [0, 4], [entry.at, 4])
        await put(Buffer.concat([fields([0x02014b50, 4], [20, 2], ...common(entry)), rest, entry.name]))
      }
      const n = entries.length
      await put(fields([0x06054b50, 4], [0, 2], [0, 2], [n, 2], [n, 2], [offset - from, 4], [from, 4], [0, 2]))
    },
    /** Lets go of the entry under way; the archive is of no use then. */
    abandon: (): void => {
      open?.deflate.destroy()
    },
  }
}
export type Zip = ReturnType<typeof createZip>
