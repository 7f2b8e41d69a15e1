// Answers are plain ASCII as Dropbox's are; put together from pieces written before they are the answers written at once.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinWritten, Written, writeJson } from '../../electron/demo-team/http/written.ts'

const withPieces = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item, i) => (i % 2 ? new Written(writeJson(item)) : withPieces(item)))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withPieces(field)]))
}

it('says what the value says, with pieces or without, in ASCII', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = writeJson(value).toString('latin1')
      expect(text).toMatch(/^[ -\x7f]*$/)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(writeJson(withPieces(value)).toString('latin1')).toBe(text)
      expect(JSON.parse(JSON.stringify(withPieces(value)))).toEqual(JSON.parse(text))
    }),
  )
})

it('writes commas, colons and other letters as Dropbox does', () => {
  expect(writeJson({ a: undefined, b: [1, null], c: { d: 'é"テ😀' } }).toString('latin1')).toBe(
    '{"b": [1, null], "c": {"d": "\\u00e9\\"\\u30c6\\ud83d\\ude00"}}',
  )
})

it('adds fields to an object that is written already', () => {
  expect(joinWritten(new Written(writeJson({ a: 1 })), { b: ['ü'] }).bytes.toString('latin1')).toBe(
    '{"a": 1, "b": ["\\u00fc"]}',
  )
})
