// Text as the store needs it: well-formed Unicode, and folded for sorting and searching.

/** Lone surrogates become U+FFFD: they have no UTF-8 form, and libsql aborts the process on such text. */
export const wellFormed = (text: string): string => (text.isWellFormed() ? text : text.toWellFormed())

const HAS_SURROGATE = /[\ud800-\udfff]/

/** The order SQLite sorts text in: by the bytes of its UTF-8 form. */
export const inByteOrder = (a: string, b: string): number => {
  if (a === b) return 0
  if (HAS_SURROGATE.test(a) || HAS_SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a < b ? -1 : 1
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
