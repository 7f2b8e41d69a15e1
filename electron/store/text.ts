// Text as the store needs it: well-formed Unicode, and folded for sorting and searching.

/** Lone surrogates become U+FFFD: they have no UTF-8 form, and libsql aborts the process on such text. */
export const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8')

/** Lower case without accents: what sorting and searching compare. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

/** The words of a search box; a row matches when its folded text contains each of them. */
export const searchWords = (search: string): string[] =>
  fold(search)
    .split(/\s+/)
    .filter((word) => word !== '')
