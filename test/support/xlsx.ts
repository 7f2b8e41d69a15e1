// Reads a spreadsheet back: its ZIP directory, its parts, and the cells of its sheets.
import { readFileSync } from 'node:fs'
import { crc32, inflateRawSync } from 'node:zlib'

/** The parts of an archive by path, each checked against the size and checksum its directory states. */
export const unzip = (file: string): Map<string, string> => {
  const bytes = readFileSync(file)
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const parts = new Map<string, string>()
  let at = bytes.readUInt32LE(end + 16)
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const [crc, packed, size] = [16, 20, 24].map((field) => bytes.readUInt32LE(at + field))
    const [nameLength = 0, extraLength = 0, commentLength = 0] = [28, 30, 32].map((field) =>
      bytes.readUInt16LE(at + field),
    )
    const from = bytes.readUInt32LE(at + 42)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const data = from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28)
    const content = inflateRawSync(bytes.subarray(data, data + (packed ?? 0)))
    if (content.length !== size || crc32(content) !== crc) throw new Error(`${name} is damaged`)
    parts.set(name, content.toString('utf8'))
    at += 46 + nameLength + extraLength + commentLength
  }
  return parts
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

/** What a spreadsheet shows of XML text, its own escapes included. */
export const readText = (xml: string): string =>
  xml
    .replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** Rows of a sheet: text cells as text, numbers and dates as numbers; cells left out are not there. */
export const readSheet = (xml: string): Record<string, string | number>[] =>
  [...xml.matchAll(/<row r="(\d+)">(.*?)<\/row>/gs)].map(([, no, cells = '']) =>
    Object.fromEntries(
      [...cells.matchAll(/<c r="([A-Z]+)(\d+)"[^>]*>(?:<v>(.*?)<\/v>|<is><t[^>]*>(.*?)<\/t><\/is>)<\/c>/gs)].map(
        ([, column, row, value, text]) => {
          if (row !== no) throw new Error(`cell ${column}${row} stands in row ${no}`)
          return [column, value === undefined ? readText(text ?? '') : Number(value)]
        },
      ),
    ),
  )
