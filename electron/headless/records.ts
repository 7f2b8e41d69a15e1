// Short lists of records in the format asked for.
import { stringify } from 'csv-stringify/sync'
import { formulaSafe } from '../exchange/csv.ts'
import type { Format } from './settings.ts'
import { createTable, type TableColumn } from './table.ts'

type Value = string | number | boolean | null | readonly string[]
export type RecordRow = Readonly<Record<string, Value>>

const cell = (value: Value): string | number | null => {
  if (typeof value === 'string') return formulaSafe(value)
  if (typeof value === 'boolean') return String(value)
  if (value === null || typeof value === 'number') return value
  return formulaSafe(value.join(' '))
}

const asCsv = (rows: readonly RecordRow[], keys: readonly string[]): string =>
  stringify([[...keys], ...rows.map((row) => keys.map((key) => cell(row[key] ?? null)))], {
    record_delimiter: 'windows',
  })

/** `keys` are the columns of the CSV, which has a header even for no rows; `columns` those of the table. */
export const recordsText = <Row extends RecordRow>(
  rows: readonly Row[],
  format: Format,
  keys: readonly (keyof Row & string)[],
  columns: readonly TableColumn<Row>[],
): string => {
  if (format === 'jsonl') return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  if (format === 'json') return `${JSON.stringify(rows, null, 2)}\n`
  if (format === 'csv') return asCsv(rows, keys)
  return createTable(columns).rows(rows)
}
