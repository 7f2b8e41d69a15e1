// Rows of a snapshot in the format asked for, piece by piece as the store's thread gives them: memory stays bounded
// however many there are.
import { parse } from 'csv-parse/sync'
import type { Exported } from '../../shared/contract/exports.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { formulaRead } from '../exchange/csv.ts'
import type { RemoteStores } from '../store/remote.ts'
import type { Format } from './settings.ts'
import { createTable, type TableColumn } from './table.ts'

/** A row as a person reads it: text by column. */
export type PersonRow = Record<string, string>

/** How pieces of JSON lines or CSV become the text that is written. */
type Shaping = { source: 'jsonl' | 'csv'; piece: (text: string) => string; end: () => string }

const BYTE_ORDER_MARK = /^\uFEFF/
const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '')

const asArray = (): Shaping => {
  let isFirst = true
  return {
    source: 'jsonl',
    piece: (text) =>
      linesOf(text)
        .map((line) => {
          const before = isFirst ? '[\n' : ',\n'
          isFirst = false
          return before + line
        })
        .join(''),
    end: () => (isFirst ? '[]\n' : '\n]\n'),
  }
}

/** From the CSV, which tells a person more than the machine format does. */
const asTable = (columns: readonly TableColumn<PersonRow>[]): Shaping => {
  const table = createTable(columns)
  let keys: string[] | null = null
  return {
    source: 'csv',
    piece: (text) => {
      const records: string[][] = parse(text, { bom: true, relax_column_count: true })
      if (!keys) keys = records.shift() ?? []
      const header = keys
      return table.rows(
        records.map((cells) => Object.fromEntries(header.map((key, i) => [key, formulaRead(cells[i] ?? '')]))),
      )
    },
    end: () => '',
  }
}

const shapingOf = (format: Format, columns: readonly TableColumn<PersonRow>[]): Shaping => {
  if (format === 'json') return asArray()
  if (format === 'table') return asTable(columns)
  if (format === 'jsonl') return { source: 'jsonl', piece: (text) => text, end: () => '' }
  // The mark helps a spreadsheet that opens a file, and confuses a program that reads a pipe.
  return { source: 'csv', piece: (text) => text.replace(BYTE_ORDER_MARK, ''), end: () => '' }
}

export type RowsAsked = {
  snapshotId: SnapshotId
  what: Exported
  format: Format
  /** Of the table. */
  columns: readonly TableColumn<PersonRow>[]
}

/** @throws Failure not-found, cancelled */
export const writeRows = async (
  exports: RemoteStores['exports'],
  { snapshotId, what, format, columns }: RowsAsked,
  write: (text: string) => Promise<void>,
  signal: AbortSignal,
): Promise<void> => {
  const shaping = shapingOf(format, columns)
  const exportNo = await exports.open({ snapshotId, what, format: shaping.source })
  try {
    for (;;) {
      signal.throwIfAborted()
      const piece = await exports.next(exportNo)
      if (!piece) break
      await write(shaping.piece(piece.text))
    }
    await write(shaping.end())
  } finally {
    await exports.close(exportNo)
  }
}
