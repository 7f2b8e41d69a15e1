// Names in a row, as a sentence needs them.

/** "Finance", "Finance and Legal", "Finance, Legal and Sales". */
export const wordList = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
