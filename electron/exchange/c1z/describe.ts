// What a file says of a user or a resource, in words a person can read: its profile, and every trait and annotation,
// those that Attest does not know as well.
import type { ForeignFacts } from '../../../shared/contract/files.ts'
import { LIMITS } from './limits.ts'
import { readResource, readUserTrait } from './messages.ts'
import type { Json } from './well-known.ts'
import { fromBase64, toBase64 } from './wire.ts'

const SHOWN_CHARS = 4096
const cut = (text: string): string => (text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text)
const words = (value: Json): string => cut(typeof value === 'string' ? value : JSON.stringify(value))

/** A known trait as JSON; null for bytes that only their writer understands. */
const textOf = (typeName: string, value: Uint8Array): string | null => {
  if (value.length === 0) return ''
  if (typeName !== 'c1.connector.v2.UserTrait') return null
  try {
    const { profile: _, ...trait } = readUserTrait(value)
    return JSON.stringify(trait, null, 1)
  } catch {
    return null
  }
}

/** @param message in base64, as an imported snapshot keeps it */
export const describeMessage = (message: string): ForeignFacts => {
  const { profile, annotations } = readResource(fromBase64(message))
  return {
    profile: Object.entries(profile ?? {})
      .slice(0, LIMITS.profileKeys)
      .map(([key, value]) => ({ key: cut(key), value: words(value) })),
    traits: annotations.map(({ typeName, value }) => ({
      typeName: cut(typeName),
      bytes: value.length,
      text: cut(textOf(typeName, value) ?? toBase64(value)),
    })),
  }
}
