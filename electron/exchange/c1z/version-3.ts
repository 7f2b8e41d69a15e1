// The newer c1z file, version 3: recognised by its first bytes, described from its manifest, and refused with advice.
import { refuse } from './limits.ts'
import { bytes, int, readFields } from './wire.ts'

const MOST_MANIFEST = 16 * 1024 * 1024

/** How many syncs its manifest lists, and how many grants the largest has; null when it cannot be read. */
const readManifest = (head: Uint8Array): { syncs: number; grants: number } | null => {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (head.length < 9) return null
  const length = view.getUint32(5)
  if (length > MOST_MANIFEST || head.length < 9 + length) return null
  let syncs = 0
  let grants = 0
  try {
    readFields(head.subarray(9, 9 + length), {
      40: bytes((summary) => {
        syncs += 1
        readFields(summary, {
          6: bytes((stats) =>
            readFields(stats, {
              5: int((n) => {
                grants = Math.max(grants, n)
              }),
            }),
          ),
        })
      }),
    })
  } catch {
    return null
  }
  return { syncs, grants }
}

const count = (n: number, word: string): string => `${n.toLocaleString('en')} ${word}${n === 1 ? '' : 's'}`

/** @param head the first bytes of the file, its manifest included where it is small */
export const versionThree = (head: Uint8Array): Error => {
  const found = readManifest(head)
  const holds = found ? `, ${count(found.syncs, 'sync')} with up to ${count(found.grants, 'grant')},` : ''
  return refuse(
    `This is a c1z file of version 3 (Pebble engine)${holds || ','} and Attest reads version 1.`,
    'Run the connector again with --storage-engine sqlite and a new --file name: an existing file keeps its version.',
  )
}
