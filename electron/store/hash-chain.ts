// Links append-only rows: each row's hash covers the one before it, so nothing can be changed or left out unseen.
import { createHash } from 'node:crypto'
import { wellFormed } from './text.ts'

const canonical = (value: unknown): unknown => {
  if (typeof value === 'string') return wellFormed(value)
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, inner]) => [key, canonical(inner)]),
  )
}

/** JSON with sorted keys, without spaces, in well-formed Unicode: equal values give equal text. */
export const canonicalJson = (value: unknown): string => JSON.stringify(canonical(value))

/** SHA-256, hex, over the previous row's hash, a newline, and the row as canonical JSON. */
export const chainHash = (previous: string | null, row: unknown): string =>
  createHash('sha256')
    .update(`${previous ?? ''}\n${canonicalJson(row)}`)
    .digest('hex')
