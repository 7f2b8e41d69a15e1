// Rows of each kind in each format, a page at a time. Pure, and used in the store's thread, where the rows are.
import type { ExportFormat } from '../../shared/contract/exports.ts'
import type { EntitlementRow } from '../../shared/contract/snapshots.ts'
import type { Change } from '../../shared/domain/diff.ts'
import { CHANGE_COLUMNS } from './change-rows.ts'
import { BYTE_ORDER_MARK, csvHeader, csvLines } from './csv.ts'
import {
  ACCOUNT_COLUMNS,
  type AccountLine,
  type Column,
  ENTITLEMENT_COLUMNS,
  GRANT_COLUMNS,
  type GrantLine,
  jsonLine,
} from './rows.ts'
import { SHEET_ROWS, sheetOpening, sheetRows } from './sheet.ts'

/** A part of a file: text, the rows in it, and the sheet it belongs to, counted from 0 (always 0 but in a spreadsheet). */
export type Encoded = { text: string; rows: number; sheet: number }

/** A page of rows of one kind. */
export type RowPage =
  | { kind: 'accounts'; rows: readonly AccountLine[] }
  | { kind: 'entitlements'; rows: readonly EntitlementRow[] }
  | { kind: 'grants'; rows: readonly GrantLine[] }
  | { kind: 'changes'; rows: readonly Change[] }

type Encoding<Row> = { opening: Encoded; encode: (rows: readonly Row[]) => Encoded[] }

const asText = <Row>(header: string, lines: (rows: readonly Row[]) => string): Encoding<Row> => ({
  opening: { text: header, rows: 0, sheet: 0 },
  encode: (rows) => [{ text: lines(rows), rows: rows.length, sheet: 0 }],
})

/** A full sheet is followed by another with the same header. */
const asSheets = <Row>(columns: readonly Column<Row>[], mostRows: number): Encoding<Row> => {
  let sheet = 0
  let next = 2
  return {
    opening: { text: sheetOpening(columns), rows: 0, sheet: 0 },
    encode: (rows) => {
      const parts: Encoded[] = []
      let from = 0
      while (from < rows.length) {
        if (next > mostRows) {
          sheet += 1
          next = 2
          parts.push({ text: sheetOpening(columns), rows: 0, sheet })
        }
        const some = rows.slice(from, from + mostRows - next + 1)
        parts.push({ text: sheetRows(columns, some, next), rows: some.length, sheet })
        next += some.length
        from += some.length
      }
      return parts
    },
  }
}

/** @param sheetLimit rows of a sheet, the header included; smaller in tests */
export const encodingFor = <Row>(
  columns: readonly Column<Row>[],
  format: ExportFormat,
  sheetLimit = SHEET_ROWS,
): Encoding<Row> => {
  switch (format) {
    case 'csv':
      return asText(BYTE_ORDER_MARK + csvHeader(columns), (rows) => csvLines(columns, rows))
    case 'jsonl':
      return asText('', (rows) => rows.map((row) => jsonLine(columns, row)).join(''))
    case 'xlsx':
      return asSheets(columns, sheetLimit)
  }
}

/** Pages of one kind in one format. */
export const createEncoder = (kind: RowPage['kind'], format: ExportFormat, sheetLimit = SHEET_ROWS) => {
  const accounts = encodingFor(ACCOUNT_COLUMNS, format, sheetLimit)
  const entitlements = encodingFor(ENTITLEMENT_COLUMNS, format, sheetLimit)
  const grants = encodingFor(GRANT_COLUMNS, format, sheetLimit)
  const changes = encodingFor(CHANGE_COLUMNS, format, sheetLimit)
  return {
    /** What comes before the first row. */
    opening: { accounts, entitlements, grants, changes }[kind].opening,
    encode: (page: RowPage): Encoded[] => {
      if (page.kind === 'accounts') return accounts.encode(page.rows)
      if (page.kind === 'entitlements') return entitlements.encode(page.rows)
      if (page.kind === 'changes') return changes.encode(page.rows)
      return grants.encode(page.rows)
    },
  }
}
