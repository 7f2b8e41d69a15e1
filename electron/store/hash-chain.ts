// Links append-only rows: each row's hash covers the one before it, so nothing can be changed or left out unseen.
import { createHash } from 'node:crypto'
import { wellFormed } from './text.ts'

/** Whether JSON.stringify gives the canonical form as it is: most rows are made that way, and nothing is copied then. */
const isCanonical = (value: unknown): boolean => {
  if (typeof value === 'string') return value.isWellFormed()
  if (value === null || typeof value !== 'object') return true
  if (Array.isArray(value)) return value.every(isCanonical)
  let last = ''
  for (const key in value) {
    if (key < last || !Object.hasOwn(value, key) || !isCanonical((value as Record<string, unknown>)[key])) return false
    last = key
  }
  return true
}

const canonical = (value: unknown): unknown => {
  if (typeof value === 'string') return wellFormed(value)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(canonical)
  const from = value as Record<string, unknown>
  // Assigned to an ordinary object, `__proto__` would be no key.
  const to: Record<string, unknown> = Object.hasOwn(from, '__proto__') ? Object.create(null) : {}
  for (const key of Object.keys(from).sort()) {
    const inner = canonical(from[key])
    if (inner !== undefined) to[key] = inner
  }
  return to
}

/** JSON with sorted keys, without spaces, in well-formed Unicode: equal values give equal text. */
export const canonicalJson = (value: unknown): string => JSON.stringify(isCanonical(value) ? value : canonical(value))

/** SHA-256, hex, over the previous row's hash, a newline, and the row as canonical JSON. */
export const chainHash = (previous: string | null, row: unknown): string =>
  createHash('sha256')
    .update(`${previous ?? ''}\n${canonicalJson(row)}`)
    .digest('hex')
