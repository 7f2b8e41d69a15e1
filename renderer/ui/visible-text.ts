// Text from elsewhere with nothing hidden in it.

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BREAKS = /[\u0009-\u000D\u0085\u2028\u2029]+/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const HIDDEN = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u00AD\u200B\u2060-\u2064\u202A-\u202E\u2066-\u206F\uFEFF]/g

const named = (character: string): string =>
  `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`

/**
 * Line breaks as spaces; characters that turn the direction of what follows, or cannot be seen at all, by their number.
 * Otherwise a name could pose as another. Joiners and marks that real names and emoji need stay.
 */
export const visibleText = (text: string): string => text.replace(BREAKS, ' ').replace(HIDDEN, named)
