import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inByteOrder } from '../../electron/store/text.ts'

/** Letters around the place where UTF-16 and UTF-8 disagree, so that texts share beginnings. */
const text = fc
  .array(fc.constantFrom('a', 'b', 'é', '\ud7ff', '\ue000', '\uffff', '😀', '𝒳'), { maxLength: 5 })
  .map((letters) => letters.join(''))

it('orders texts as SQLite does, by their bytes', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'grapheme' })), text, (a, b) => {
      expect(Math.sign(inByteOrder(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
    }),
    { numRuns: 500 },
  )
})
