// The spreadsheet around its sheets: an Office Open XML workbook of as many sheets as the rows need.
import { SHEET_CLOSING, xmlText } from './sheet.ts'
import type { Zip } from './zip.ts'

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Styles by number: 0 plain, 1 header, 2 date and time. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`

const listed = (sheets: number, each: (no: number) => string): string =>
  Array.from({ length: sheets }, (_, index) => each(index + 1)).join('')

/** The parts of a workbook that name its sheets, by path. */
const partsOf = (title: string, sheets: number): [string, string][] => [
  [
    '[Content_Types].xml',
    `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/>${listed(sheets, (no) => `<Override PartName="/xl/worksheets/sheet${no}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`)}</Types>`,
  ],
  [
    '_rels/.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed(sheets, (no) => `<sheet name="${xmlText(no === 1 ? title : `${title} ${no}`)}" sheetId="${no}" r:id="rId${no}"/>`)}</sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${listed(sheets, (no) => `<Relationship Id="rId${no}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${no}.xml"/>`)}<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  ],
  ['xl/styles.xml', STYLES],
]

/** Writes sheets one after the other into an archive. `title` names them: "Accounts", "Accounts 2". */
export const createWorkbook = (zip: Zip, title: string) => {
  let sheets = 0
  return {
    /** Adds XML to a sheet, counted from 0; a new number closes the one before. */
    write: async (sheet: number, xml: string): Promise<void> => {
      if (sheet === sheets) {
        if (sheets > 0) await zip.write(SHEET_CLOSING)
        sheets += 1
        await zip.begin(`xl/worksheets/sheet${sheets}.xml`)
      }
      await zip.write(xml)
    },
    end: async (): Promise<void> => {
      await zip.write(SHEET_CLOSING)
      for (const [path, xml] of partsOf(title, sheets)) {
        await zip.begin(path)
        await zip.write(xml)
      }
      await zip.end()
    },
  }
}
