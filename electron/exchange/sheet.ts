// Rows as the XML of a spreadsheet's sheet. Text is always text here, never a formula; instants are real dates.
import type { Cell, Column } from './rows.ts'

/** Excel's own limits: rows of a sheet, its first being the header, and characters of a cell. */
export const SHEET_ROWS = 1_048_576
const CELL_CHARACTERS = 32_767

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/
const EXCEL_EPOCH = Date.UTC(1899, 11, 30)

// What XML cannot hold is written the way Excel does, _x0007_; text that already looks so is kept apart from it.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
const UNFIT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\r/g

/** Text as XML: escaped, without what XML forbids, no longer than a cell. */
export const xmlText = (text: string): string => {
  const kept = text.length > CELL_CHARACTERS ? `${text.slice(0, CELL_CHARACTERS - 1)}…` : text
  return kept
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char)
    .replace(UNFIT, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
}

/** `A`, `Z`, `AA`. */
export const columnName = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26)

const textCell = (at: string, text: string, style = ''): string =>
  `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`

const cellXml = (at: string, value: Cell, isInstant: boolean): string => {
  if (value === null || value === '') return ''
  if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`
  if (!isInstant || !INSTANT.test(value)) return textCell(at, value)
  const days = (Date.parse(value) - EXCEL_EPOCH) / 86_400_000
  // Spreadsheets know no day before 1900.
  return days < 1 ? textCell(at, value) : `<c r="${at}" s="2"><v>${Math.round(days * 86_400) / 86_400}</v></c>`
}

/** The rows' XML, the first of them being row `first` of its sheet (1 is the header). */
export const sheetRows = <Row>(columns: readonly Column<Row>[], rows: readonly Row[], first: number): string => {
  const names = columns.map((_, index) => columnName(index))
  let xml = ''
  rows.forEach((row, index) => {
    const no = first + index
    let cells = ''
    columns.forEach((column, c) => {
      cells += cellXml(`${names[c]}${no}`, (column.readable ?? column.cell)(row), column.kind === 'instant')
    })
    xml += `<row r="${no}">${cells}</row>`
  })
  return xml
}

/** Everything of a sheet before its rows: a header that stays in view, columns wide enough. */
export const sheetOpening = <Row>(columns: readonly Column<Row>[]): string => {
  const widths = columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
  const header = columns.map(({ words }, i) => textCell(`${columnName(i)}1`, words, ' s="1"'))
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${header.join('')}</row>`
}

export const SHEET_CLOSING = '</sheetData></worksheet>'
