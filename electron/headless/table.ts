// Rows as a table for people at a terminal. Widths come from the first rows, so that a table of any length streams.

export type TableColumn<Row> = { title: string; text: (row: Row) => string | number | null; isNumber?: true }

/** What would move the cursor or change colours is not text. */
const clean = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, '�')

/** Terminal cells: wide letters of East Asian scripts take two. */
const widthOf = (text: string): number => {
  let width = 0
  for (const letter of text)
    width += /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(letter) ? 2 : 1
  return width
}

const WIDEST = 44

export const createTable = <Row>(columns: readonly TableColumn<Row>[]) => {
  let widths: number[] | null = null

  const cellsOf = (row: Row): string[] => columns.map(({ text }) => clean(String(text(row) ?? '–')))
  const line = (cells: readonly string[], at: readonly number[]): string =>
    cells
      .map((cell, i) => {
        const space = ' '.repeat(Math.max(0, (at[i] ?? 0) - widthOf(cell)))
        return columns[i]?.isNumber ? space + cell : cell + space
      })
      .join('  ')
      .trimEnd()

  return {
    /** Lines of the rows, after the header when they are the first. */
    rows: (rows: readonly Row[]): string => {
      const cells = rows.map(cellsOf)
      const lines: string[] = []
      if (!widths) {
        const titles = columns.map(({ title }) => title)
        widths = titles.map((title, i) =>
          Math.min(
            WIDEST,
            cells.reduce((most, row) => Math.max(most, widthOf(row[i] ?? '')), widthOf(title)),
          ),
        )
        lines.push(
          line(titles, widths),
          line(
            widths.map((width) => '─'.repeat(width)),
            widths,
          ),
        )
      }
      const at = widths
      return [...lines, ...cells.map((row) => line(row, at))].map((text) => `${text}\n`).join('')
    },
  }
}
