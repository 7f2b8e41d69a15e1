// Rows as CSV after RFC 4180: commas, CRLF, quotes where needed, and no cell that a spreadsheet takes for a formula.
import { stringify } from 'csv-stringify/sync'
import type { Column } from './rows.ts'

/** For files: without it, Excel takes UTF-8 for the machine's old code page. Not for output that is piped. */
export const BYTE_ORDER_MARK = '\uFEFF'

// Also after blanks and invisible characters, which spreadsheets may trim, and for the full-width forms they treat alike.
// Apostrophes before count too, so that taking one away again gives back exactly what was there.
const FORMULA = /^'*[\s\p{Cf}]*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u

/** Text that no spreadsheet evaluates: an apostrophe goes before what looks like a formula. */
export const formulaSafe = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

/** The text that `formulaSafe` was given. */
export const formulaRead = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text)

const encode = (records: readonly (readonly (string | number | null)[])[]): string =>
  stringify(records as (string | number | null)[][], {
    record_delimiter: 'windows',
    // A second net under `formulaSafe`.
    escape_formulas: true,
    // A line of one empty cell would read as no line at all.
    quoted_match: /[\n\r]/,
  })

const cellText = <Row>(column: Column<Row>, row: Row): string | number | null => {
  const value = (column.readable ?? column.cell)(row)
  return typeof value === 'string' ? formulaSafe(value) : value
}

export const csvHeader = <Row>(columns: readonly Column<Row>[]): string => encode([columns.map((column) => column.key)])

/** Lines of CSV, each with its CRLF; empty text for no rows. */
export const csvLines = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string =>
  rows.length === 0 ? '' : encode(rows.map((row) => columns.map((column) => cellText(column, row))))
