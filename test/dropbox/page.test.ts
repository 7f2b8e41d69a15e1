// Where a page goes on, told by the end of its text: never anything but what the page itself will say.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cursorAtEnd } from '../../electron/dropbox/page.ts'

const hostile = fc.oneof(
  fc.string(),
  fc.constantFrom('"cursor": "x", "has_more": true}', '", "cursor": "x", "has_more": true}', '\\', '\\"'),
)
const page = fc.record({
  members: fc.array(fc.record({ name: hostile, cursor: hostile })),
  cursor: hostile,
  has_more: fc.boolean(),
})

it('finds the cursor of a page that goes on, and nothing else', () => {
  fc.assert(
    fc.property(page, fc.constantFrom(0, 1), (written, spaces) => {
      const text = JSON.stringify(written, null, spaces)
      const found = cursorAtEnd(text)
      const isPlain = written.has_more && written.cursor !== '' && !JSON.stringify(written.cursor).includes('\\')
      expect(found).toBe(isPlain ? written.cursor : null)
    }),
  )
})

it('leaves pages that are written in another order to whoever reads them', () => {
  expect(cursorAtEnd('{"has_more": true, "cursor": "c", "members": []}')).toBeNull()
  expect(cursorAtEnd('{"members": [{"cursor": "c", "has_more": true}]}')).toBeNull()
  expect(cursorAtEnd('{"members": [], "cursor": "c", "has_more": true')).toBeNull()
})
