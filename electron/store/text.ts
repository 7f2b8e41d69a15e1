// Text as the store needs it: well-formed Unicode, and folded for sorting and searching.

/** Lone surrogates become U+FFFD: they have no UTF-8 form, and libsql aborts the process on such text. */
export const wellFormed = (text: string): string => (text.isWellFormed() ? text : text.toWellFormed())

/** Below, texts are in the same order by the units of their UTF-16 form as by the bytes of their UTF-8 form. */
const FIRST_SURROGATE = 0xd800

/** The order SQLite sorts text in: by the bytes of its UTF-8 form. */
export const inByteOrder = (a: string, b: string): number => {
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    return x < FIRST_SURROGATE && y < FIRST_SURROGATE ? x - y : Buffer.compare(Buffer.from(a), Buffer.from(b))
  }
  return a.length - b.length
}

/** Lower case without accents: what sorting and searching compare. */
export const fold = (text: string): string =>
  IS_ASCII.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const IS_ASCII = /^[\x00-\x7f]*$/

/** The words of a search box; a row matches when its folded text contains each of them. */
export const searchWords = (search: string): string[] =>
  fold(search)
    .split(/\s+/)
    .filter((word) => word !== '')
