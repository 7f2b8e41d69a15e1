import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { LIMITS, readReport } from '../../electron/exchange/reconcile/report-file.ts'
import { isFailure } from '../../shared/domain/failure.ts'
import { describeFailure } from '../../shared/domain/failure-words.ts'

const folder = mkdtempSync(join(tmpdir(), 'attest-report-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const save = (content: string | Uint8Array): string => {
  const file = join(folder, 'report.csv')
  writeFileSync(file, content)
  return file
}

describe('a file', () => {
  const rows = [
    ['Email', 'Name'],
    ['zoé@acme.example', 'Zoé "Z" Ünal; jr'],
    ['b@acme.example', 'Line\nbreak, comma'],
  ]
  const text = stringify(rows)

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), []],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${text}`, 'utf16le'), [/UTF-16/]],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), [/UTF-16/]],
    ['UTF-16, big end first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), [/UTF-16/]],
    ['Latin-1', Buffer.from(text, 'latin1'), [/Windows-1252/]],
    ['semicolons', Buffer.from(stringify(rows, { delimiter: ';' })), []],
    ['tabs', Buffer.from(stringify(rows, { delimiter: '\t' })), []],
    ['CRLF', Buffer.from(stringify(rows, { record_delimiter: 'windows' })), []],
  ])('is read in any form: %s', async (_, bytes, notes) => {
    const report = await readReport(save(bytes))
    expect([report.headers, ...report.rows]).toEqual(rows)
    expect(report.notes).toEqual(notes.map((note) => expect.stringMatching(note)))
  })

  it('with the same and with empty headers has a name for each column', async () => {
    const { headers, notes } = await readReport(save('Email,,Email\na,b,c\nd\n'))
    expect(headers).toEqual(['Email', 'Column 2', 'Email (2)'])
    expect(notes).toEqual([
      '1 of 2 rows do not have as many cells as the header.',
      'Some columns have the same header; they are numbered.',
    ])
  })

  it.each([
    ['nothing', Buffer.alloc(0), /is empty/],
    ['a header only', Buffer.from('Email,Name\n'), /no row to compare/],
    ['blank lines', Buffer.from('\n\n,,,\n'), /no row to compare/],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004....'), /Save it as CSV/],
    ['compressed', gzipSync('Email\na\n'), /Unpack it/],
    ['a web page', Buffer.from('<!doctype html><p>Sign in'), /web page/],
    ['a c1z file', Buffer.from('C1ZF\u0000\u0001'), /Import it as a snapshot/],
    ['bytes', Buffer.from(Array.from({ length: 4000 }, (_, n) => (n * 7919) % 256)), /not text/],
    ['a quote never closed', Buffer.from('Email\n"a\nb\nc\n'), /never closed, near line/],
    ['a quote in a cell', Buffer.from('Email\nab"c"d\n'), /near line 2/],
    ['a row without end', Buffer.from(`Email\n"${'x'.repeat(LIMITS.record + 10)}"\n`), /row is too long/],
    ['too many columns', Buffer.from(`${'a,'.repeat(LIMITS.columns + 1)}\n`), /more than 200 columns/],
    ['too many rows', Buffer.from(`Email\n${'a\n'.repeat(LIMITS.rows + 1)}`), /more than 200,000 rows/],
    ['too much', Buffer.alloc(LIMITS.bytes + 1, 'a'), /larger than 64 MB/],
  ])('that is no report gets a sentence: %s', async (_, bytes, words) => {
    await expect(readReport(save(bytes))).rejects.toMatchObject({
      detail: { kind: 'not-allowed', why: expect.stringMatching(words) },
    })
  })

  it('that cannot be opened gets one too', async () => {
    await expect(readReport(join(folder, 'nowhere'))).rejects.toMatchObject({
      detail: { kind: 'disk-error', reason: 'it is not there' },
    })
    await expect(readReport(folder)).rejects.toMatchObject({ detail: { why: 'This is not a file.' } })
  })

  it('of any bytes is a report or a sentence, never anything else', async () => {
    const csvish = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', 'é', '\u0000') })
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      csvish.map((value) => Buffer.from(value)),
    )
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        try {
          const { headers, rows: read } = await readReport(save(content))
          expect(headers.length).toBeGreaterThan(0)
          expect(read.length).toBeGreaterThan(0)
        } catch (error) {
          if (!isFailure(error)) throw error
          expect(error.detail.kind).toBe('not-allowed')
          expect(describeFailure(error.detail).what).toMatch(/^This file .*\.$/s)
        }
      }),
      { numRuns: 300 },
    )
  })
})
