// Reads a member report that may be anything: large, damaged, in another encoding, or no report at all. Read in pieces,
// so that nothing else waits for it.
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { CsvError, type Parser, parse } from 'csv-parse'
import { Failure, isFailure } from '../../../shared/domain/failure.ts'
import { nextTurn } from '../../turns.ts'
import { fileFailure } from '../part-file.ts'
import { delimiterOf, type Encoding, encodingOf } from './report-text.ts'

export type Report = { fileName: string; headers: string[]; rows: string[][]; notes: string[] }

/** Far beyond any team; what is larger is another file. */
export const LIMITS = { bytes: 64 * 1024 * 1024, rows: 200_000, columns: 200, record: 200_000 }
const PIECE = 256 * 1024

const refuse = (why: string): never => {
  throw new Failure({ kind: 'not-allowed', why })
}

const CSV_WORDS: Partial<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  INVALID_OPENING_QUOTE: 'a quote stands in the middle of a cell',
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote',
  CSV_MAX_RECORD_SIZE: 'a row is too long',
}

const csvFailure = (error: unknown): unknown =>
  error instanceof CsvError
    ? new Failure(
        {
          kind: 'not-allowed',
          why: `This file cannot be read as CSV: ${CSV_WORDS[error.code] ?? 'its quotes do not fit together'}, near line ${Number(error['lines'] ?? 0)}.`,
        },
        { cause: error },
      )
    : error

/** Duplicate and empty headers get names of their own, so that each column can be chosen. */
export const nameHeaders = (cells: readonly string[]): string[] => {
  const seen = new Map<string, number>()
  return cells.map((cell, index) => {
    const name = cell.trim().slice(0, 200) || `Column ${index + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}

const NOTES: Record<Encoding, string | null> = {
  'utf-8': null,
  'utf-16le': 'The file is UTF-16 text.',
  'utf-16be': 'The file is UTF-16 text.',
  'windows-1252': 'The file is not Unicode text; it was read as Western European (Windows-1252).',
}

const isWellFormed = async (pieces: readonly Uint8Array[]): Promise<boolean> => {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (const piece of pieces) {
      decoder.decode(piece, { stream: true })
      await nextTurn()
    }
    decoder.decode()
    return true
  } catch {
    return false
  }
}

const readPieces = async (path: string): Promise<Uint8Array[]> => {
  const handle = await open(path, 'r')
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) refuse('This is not a file.')
    if (stat.size === 0) refuse('This file is empty.')
    if (stat.size > LIMITS.bytes)
      refuse(`This file is larger than ${LIMITS.bytes / 1024 / 1024} MB: no member report is.`)
    const pieces: Uint8Array[] = []
    let total = 0
    for (;;) {
      const { bytesRead, buffer } = await handle.read(new Uint8Array(PIECE), 0, PIECE)
      if (bytesRead === 0) return pieces
      total += bytesRead
      if (total > LIMITS.bytes) refuse('This file grows while it is read. Choose it again when it is done.')
      pieces.push(buffer.subarray(0, bytesRead))
    }
  } finally {
    await handle.close()
  }
}

const recordsOf = (parser: Parser, into: string[][]): void => {
  for (let record = parser.read() as string[] | null; record !== null; record = parser.read() as string[] | null) {
    if (record.length > LIMITS.columns)
      refuse(`This file has more than ${LIMITS.columns} columns: no member report has.`)
    if (into.length > LIMITS.rows) refuse(`This file has more than ${LIMITS.rows.toLocaleString('en')} rows.`)
    into.push(record)
  }
}

const parsePieces = async (pieces: readonly Uint8Array[], encoding: Encoding): Promise<string[][]> => {
  const decoder = new TextDecoder(encoding)
  const first = decoder.decode(pieces[0], { stream: true })
  const parser = parse({
    delimiter: delimiterOf(first.slice(0, 20_000)),
    relax_column_count: true,
    skip_records_with_empty_values: true,
    max_record_size: LIMITS.record,
  })
  let failure: unknown = null
  parser.on('error', (error) => {
    failure ??= error
  })
  const records: string[][] = []
  const feed = async (text: string): Promise<void> => {
    parser.write(text)
    await nextTurn()
    if (failure) throw csvFailure(failure)
    recordsOf(parser, records)
  }
  await feed(first)
  for (const piece of pieces.slice(1)) await feed(decoder.decode(piece, { stream: true }))
  await feed(decoder.decode())
  await new Promise<void>((resolve) => {
    parser.on('end', resolve)
    parser.on('error', () => resolve())
    parser.on('readable', () => recordsOf(parser, records))
    parser.end()
    parser.read(0)
  })
  if (failure) throw csvFailure(failure)
  return records
}

/**
 * The report in a file: its headers and every row, cells as they are.
 * @throws Failure not-allowed with a sentence for anything that is no such report, disk-error where it cannot be read
 */
export const readReport = async (path: string): Promise<Report> => {
  try {
    const pieces = await readPieces(path)
    const encoding = encodingOf(pieces[0] ?? new Uint8Array(), await isWellFormed(pieces))
    const [header, ...rows] = await parsePieces(pieces, encoding)
    if (!header || rows.length === 0) refuse('This file has a header at most: there is no row to compare.')
    const headers = nameHeaders(header ?? [])
    const ragged = rows.filter((row) => row.length !== headers.length).length
    const notes = [
      NOTES[encoding],
      ragged > 0 ? `${ragged} of ${rows.length} rows do not have as many cells as the header.` : null,
      new Set(header).size < headers.length ? 'Some columns have the same header; they are numbered.' : null,
    ]
    return { fileName: basename(path), headers, rows, notes: notes.filter((note) => note !== null) }
  } catch (error) {
    throw isFailure(error) ? error : fileFailure(error, path, 'read')
  }
}
