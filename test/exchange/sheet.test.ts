import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Column } from '../../electron/exchange/rows.ts'
import { columnName, SHEET_ROWS, sheetRows, xmlText } from '../../electron/exchange/sheet.ts'
import { readSheet, readText } from '../support/xlsx.ts'

const text: readonly Column<string>[] = [{ key: 'a', words: 'A', width: 9, cell: (row) => row }]
const instant: readonly Column<string>[] = [{ key: 'at', words: 'At', width: 9, kind: 'instant', cell: (row) => row }]

it('keeps any text as text, control characters and escapes of its own included', () => {
  const unit = fc.constantFrom('<', '&', '"', '_', 'x', '0', '7', 'D', '\u0007', '\r', '\n', '\uffff', '=', 'é', '😀')
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit }), fc.constant('_x000D_')), (value) => {
      expect(readText(xmlText(value))).toBe(value)
    }),
  )
})

it('writes formulas as text cells', () => {
  expect(readSheet(sheetRows(text, ['=1+1'], 2))).toEqual([{ A: '=1+1' }])
  expect(sheetRows(text, ['=1+1'], 2)).toContain('t="inlineStr"')
})

it('writes instants as dates that a spreadsheet counts from 30 December 1899', () => {
  expect(readSheet(sheetRows(instant, ['2026-11-20T12:00:00Z'], 2))).toEqual([{ A: 46346.5 }])
  expect(readSheet(sheetRows(instant, ['not collected', '1601-01-01T00:00:00Z'], 2))).toEqual([
    { A: 'not collected' },
    { A: '1601-01-01T00:00:00Z' },
  ])
})

it('cuts text that is longer than a cell', () => {
  expect(readText(xmlText('a'.repeat(40_000)))).toBe(`${'a'.repeat(32_766)}…`)
})

it('names columns as spreadsheets do', () => {
  expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  expect(SHEET_ROWS).toBe(2 ** 20)
})
