import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTextHash } from '../../electron/store/text-hash.ts'

const piece = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.tuple(fc.constantFrom('a', 'é', 'Ł', '😀'), fc.integer({ min: 1, max: 40_000 })).map(([one, n]) => one.repeat(n)),
)

it('is the SHA-256 of all pieces in UTF-8, however long each is', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const hash = createTextHash()
      for (const text of pieces) hash.add(text)
      expect(hash.digest()).toBe(createHash('sha256').update(pieces.join('')).digest('hex'))
    }),
  )
})
