import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvHeader, csvLines, formulaRead, formulaSafe } from '../../electron/exchange/csv.ts'
import type { Column } from '../../electron/exchange/rows.ts'

type Row = { a: string | null; b: string | number | null; c: string }
const columns: readonly Column<Row>[] = [
  { key: 'a', words: 'A', width: 9, cell: (row) => row.a },
  { key: 'b', words: 'B', width: 9, cell: (row) => row.b },
  { key: 'c', words: 'C', width: 9, cell: (row) => row.c },
]

/** Text that leans towards what spreadsheets and CSV readers trip over. */
const awkward = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      "'",
      '"',
      ',',
      ';',
      '\t',
      '\r',
      '\n',
      ' ',
      '＝',
      '＋',
      '－',
      '＠',
      '\u200b',
      'a',
      '1',
    ),
  }),
  fc.string({ unit: 'grapheme' }),
)
const cells = (text: string): string[][] => parse(text, { record_delimiter: '\r\n' })

describe('csvLines', () => {
  it('gives back every cell, through any reader of RFC 4180', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ a: awkward, b: awkward, c: awkward }), { minLength: 1 }), (rows) => {
        const read = cells(csvLines(columns, rows)).map((line) => line.map(formulaRead))
        expect(read).toEqual(rows.map(({ a, b, c }) => [a, b, c]))
      }),
    )
  })

  it('never lets a cell begin like a formula, also after blanks and invisible characters', () => {
    fc.assert(
      fc.property(awkward, awkward, (a, c) => {
        for (const cell of cells(csvLines(columns, [{ a, b: null, c }])).flat())
          expect(cell.replace(/^[\s\p{Cf}]+/u, '')).not.toMatch(/^[=+\-@＝＋－＠]/)
      }),
    )
  })

  it('guards a tab, carriage return and line feed in front', () => {
    for (const front of ['\t', '\r', '\n', '\t=', ' =']) expect(formulaSafe(`${front}1`)).toBe(`'${front}1`)
  })

  it('leaves ordinary text and numbers alone', () => {
    expect(csvLines(columns, [{ a: "'t Hooft", b: -3, c: 'E-17' }])).toBe("'t Hooft,-3,E-17\r\n")
  })

  it('ends every line with CRLF and leaves nothing for no rows', () => {
    expect(csvHeader(columns) + csvLines(columns, [{ a: null, b: null, c: 'x\ny' }])).toBe('a,b,c\r\n,,"x\ny"\r\n')
    expect(csvLines(columns, [])).toBe('')
  })
})
