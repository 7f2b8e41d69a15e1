import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTextHash } from '../../electron/store/text-hash.ts'

const piece = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.tuple(fc.constantFrom('a', 'é', 'Ł', '😀'), fc.integer({ min: 1, max: 40_000 })).map(([one, n]) => one.repeat(n)),
)

it('is the SHA-256 of all pieces in UTF-8, however long each is, be they texts or bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, fc.boolean()), { maxLength: 12 }), (pieces) => {
      const hash = createTextHash()
      for (const [text, isBytes] of pieces) {
        const bytes = Buffer.from(text)
        if (isBytes) hash.addBytes(Buffer.concat([Buffer.from('<'), bytes, Buffer.from('>')]), 1, 1 + bytes.length)
        else hash.add(text)
      }
      const all = pieces.map(([text]) => text).join('')
      expect(hash.digest()).toBe(createHash('sha256').update(all).digest('hex'))
    }),
  )
})
