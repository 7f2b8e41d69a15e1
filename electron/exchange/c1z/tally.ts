// Counts what was not as expected while a sync is read, and says it in sentences. Nothing is left out without one.
import { LIMITS, refuse } from './limits.ts'

const count = (n: number, word: string): string => `${n.toLocaleString('en')} ${n === 1 ? word : `${word}s`}`

const missingWords = (n: number, word: string): string =>
  `Grants name ${count(n, word)} that ${n === 1 ? 'is' : 'are'} not in the file: shown by id.`

export const createTally = () => {
  const bad = new Map<string, number>()
  const seen = new Map<string, number>()
  const others = new Map<string, number>()
  const missing = { entitlements: 0, resources: 0, accounts: 0 }
  const add = (to: Map<string, number>, key: string): void => {
    to.set(key, (to.get(key) ?? 0) + 1)
  }

  return {
    row: (word: string): void => add(seen, word),
    rows: (word: string, n: number): void => void seen.set(word, n),
    /** A row that cannot be read. @throws Failure file-refused when there are too many */
    bad: (word: string, cause?: unknown): void => {
      add(bad, word)
      const n = bad.get(word) ?? 0
      if (n > LIMITS.badRows)
        throw refuse(
          `More than ${LIMITS.badRows} of this file’s ${word}s cannot be read.`,
          'Run the connector again.',
          cause,
        )
    },
    /** A grant whose principal is not a user. */
    other: (type: string): void => add(others, type),
    missing,
    /** To be called when everything is read. @throws Failure file-refused when too large a part could not be */
    sentences: (): string[] => {
      const sentences: string[] = []
      for (const [word, n] of bad) {
        const all = seen.get(word) ?? n
        if (n > 1 && n > all / 100)
          throw refuse(`${count(n, word)} of ${all.toLocaleString('en')} cannot be read.`, 'Run the connector again.')
        sentences.push(`${count(n, word)} could not be read and ${n === 1 ? 'was' : 'were'} left out.`)
      }
      const total = [...others.values()].reduce((sum, n) => sum + n, 0)
      if (total > 0)
        sentences.push(
          `${count(total, 'grant')} of things that are not users (${[...others.keys()].slice(0, 5).join(', ')}): kept for comparing and exporting, and not part of reviews.`,
        )
      const { entitlements, resources, accounts } = missing
      if (entitlements > 0) sentences.push(missingWords(entitlements, 'entitlement'))
      if (resources > 0) sentences.push(missingWords(resources, 'resource'))
      if (accounts > 0) sentences.push(missingWords(accounts, 'user'))
      return sentences
    },
  }
}
export type Tally = ReturnType<typeof createTally>
