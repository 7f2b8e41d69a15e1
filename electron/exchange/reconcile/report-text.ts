// Bytes of somebody's file as text: which encoding it is, or which kind of file it is instead.
import { Failure } from '../../../shared/domain/failure.ts'

const refuse = (why: string): never => {
  throw new Failure({ kind: 'not-allowed', why })
}

const SIGNATURES: readonly (readonly [string, string])[] = [
  ['PK\u0003\u0004', 'a spreadsheet or ZIP archive. Save it as CSV first'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Excel workbook. Save it as CSV first'],
  ['\u001f\u008b', 'compressed. Unpack it first'],
  ['%PDF', 'a PDF'],
  ['SQLite format', 'a database'],
  ['C1ZF', 'a c1z file. Import it as a snapshot instead'],
  ['C1Z3', 'a c1z file. Import it as a snapshot instead'],
  ['<!DOCTYPE', 'a web page'],
  ['<html', 'a web page'],
]

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    // A character may be cut in two at the end.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** UTF-16 without a mark: mostly Latin letters, so that every other byte is zero. */
const zeroesAt = (bytes: Uint8Array, odd: 0 | 1): number => {
  let zeroes = 0
  for (let at = odd; at < bytes.length; at += 2) if (bytes[at] === 0) zeroes += 1
  return zeroes / Math.max(1, bytes.length / 2)
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * The encoding of a text file.
 * @param start the first bytes, some thousands where there are as many
 * @param isAllUtf8 whether the whole file is well-formed UTF-8
 * @throws Failure not-allowed with the kind of file it is instead
 */
export const encodingOf = (start: Uint8Array, isAllUtf8: boolean): Encoding => {
  const [a, b] = start
  const begins = Buffer.from(start.subarray(0, 16)).toString('latin1')
  const kind = SIGNATURES.find(([signature]) => begins.toLowerCase().startsWith(signature.toLowerCase()))
  if (kind) refuse(`This file is not CSV: it is ${kind[1]}.`)
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  const head = start.subarray(0, 2_000)
  if (zeroesAt(head, 1) > 0.4 && zeroesAt(head, 0) < 0.1) return 'utf-16le'
  if (zeroesAt(head, 0) > 0.4 && zeroesAt(head, 1) < 0.1) return 'utf-16be'
  if (start.includes(0)) refuse('This file is not CSV: it is not text.')
  return isAllUtf8 && isUtf8(head) ? 'utf-8' : 'windows-1252'
}

const CANDIDATES = [',', ';', '\t', '|'] as const

/** What separates cells, by the first line, quotes left out. */
export const delimiterOf = (text: string): string => {
  const unquoted =
    text
      .replace(/"(?:[^"]|"")*"/g, '')
      .split(/\r\n|\r|\n/)
      .find((line) => line.trim() !== '') ?? ''
  const count = (mark: string): number => unquoted.split(mark).length
  return CANDIDATES.reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',')
}
