// Links append-only rows: each row's hash covers the one before it, so nothing can be changed or left out unseen.
import { createHash } from 'node:crypto'
import { wellFormed } from './text.ts'

const inOrder = (keys: readonly string[]): boolean => {
  for (let i = 1; i < keys.length; i++) if ((keys[i - 1] as string) > (keys[i] as string)) return false
  return true
}

/** The value itself where it is canonical already, as most rows are: nothing is copied then. */
const canonical = (value: unknown): unknown => {
  if (typeof value === 'string') return wellFormed(value)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) {
    const items = value.map(canonical)
    return items.every((item, i) => item === value[i]) ? value : items
  }
  const from = value as Record<string, unknown>
  const keys = Object.keys(from)
  let to: Record<string, unknown> = {}
  // Assigned to an ordinary object it would be no key.
  if (Object.hasOwn(from, '__proto__')) to = Object.create(null)
  let isSame = inOrder(keys)
  if (!isSame) keys.sort()
  for (const key of keys) {
    const inner = canonical(from[key])
    if (inner !== from[key]) isSame = false
    if (inner !== undefined) to[key] = inner
  }
  return isSame ? value : to
}

/** JSON with sorted keys, without spaces, in well-formed Unicode: equal values give equal text. */
export const canonicalJson = (value: unknown): string => JSON.stringify(canonical(value))

/** SHA-256, hex, over the previous row's hash, a newline, and the row as canonical JSON. */
export const chainHash = (previous: string | null, row: unknown): string =>
  createHash('sha256')
    .update(`${previous ?? ''}\n${canonicalJson(row)}`)
    .digest('hex')
