// What the palette offers before anything is found: pages and actions, filtered by what is typed.

export type PaletteEntry = { id: string; label: string; words: string; run: () => void }

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Entries in which every typed word begins some word of label or further words; all of them for nothing typed. */
export const matching = <E extends Pick<PaletteEntry, 'label' | 'words'>>(
  entries: readonly E[],
  typed: string,
): E[] => {
  const wanted = fold(typed).split(/\s+/).filter(Boolean)
  return entries.filter(({ label, words }) => {
    const has = fold(`${label} ${words}`).split(/\s+/)
    return wanted.every((word) => has.some((candidate) => candidate.startsWith(word)))
  })
}

/** Does the label itself begin with what is typed? Such an entry is meant, more likely than a person. */
export const isMeant = ({ label }: Pick<PaletteEntry, 'label'>, typed: string): boolean =>
  fold(label).startsWith(fold(typed).trim())
