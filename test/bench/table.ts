// Prints figures as a table; the same rows can be written to a file as JSON.
export type Row = { what: string; figure: string; ratio: string; goal: string; isReached: boolean | null }

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - text.length))

/** `goal` is empty where a figure is only for information. */
export const printTable = (title: string, rows: readonly Row[]): void => {
  const columns = ['what', 'figure', 'ratio', 'goal'] as const
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)))
  const line = (cells: readonly string[]): string => cells.map((cell, i) => pad(cell, widths[i] ?? 0)).join('   ')
  console.log(`\n${title}\n${line(columns)}   reached`)
  for (const row of rows) {
    const reached = row.isReached === null ? '' : row.isReached ? 'yes' : 'NO'
    console.log(`${line(columns.map((column) => row[column]))}   ${reached}`)
  }
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
export const times = (value: number): string => `${value.toFixed(2)}×`
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
