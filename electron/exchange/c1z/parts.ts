// What the process that reads a file hands over, in pieces small enough to pass through the main process unnoticed.

import { tidyEvery } from './tidy.ts'

/**
 * `text` is JSON: `extras` [kind, key, body as JSON][], `entitlements` [type, resource, name][] (their places are what
 * accounts refer to), `resources` Resource[], `accounts` [Account, places][].
 */
export type Part = { kind: 'extras' | 'entitlements' | 'resources' | 'accounts'; text: string; rows: number }

const PART_CHARS = 192 * 1024
const PART_ROWS = 1000
const TIDY_CHARS = 4 * 1024 * 1024

/** Gathers rows of one kind, each as JSON text, and gives them out as parts. */
export const createParts = (kind: Part['kind']) => {
  const tidied = tidyEvery(TIDY_CHARS)
  let rows: string[] = []
  let chars = 0
  const give = (): Part => {
    const part: Part = { kind, text: `[${rows.join(',')}]`, rows: rows.length }
    tidied(chars)
    rows = []
    chars = 0
    return part
  }
  return {
    /** A part when one is full. */
    add: (row: string): Part | null => {
      rows.push(row)
      chars += row.length
      return chars >= PART_CHARS || rows.length >= PART_ROWS ? give() : null
    },
    rest: (): Part | null => (rows.length > 0 ? give() : null),
  }
}
