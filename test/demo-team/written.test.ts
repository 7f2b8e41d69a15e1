// Answers put together from pieces written before are the answers written at once; and a change is seen in the next one.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Written, writeJson } from '../../electron/demo-team/http/written.ts'

const withPieces = (value: unknown): unknown => {
  if (Array.isArray(value))
    return value.map((item, i) => (i % 2 ? new Written(JSON.stringify(item)) : withPieces(item)))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withPieces(field)]))
}

it('writes what JSON.stringify writes, with pieces or without', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const expected = JSON.stringify(value)
      expect(writeJson(value)).toBe(expected)
      expect(writeJson(withPieces(value))).toBe(expected)
      expect(JSON.stringify(withPieces(value))).toBe(expected)
    }),
  )
})

it('leaves out fields that are undefined', () => {
  expect(writeJson({ a: undefined, b: [1, null], c: { d: 'é"' } })).toBe('{"b":[1,null],"c":{"d":"é\\""}}')
})
