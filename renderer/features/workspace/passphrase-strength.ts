// A rough hint how long a passphrase would hold against guessing. It advises; only eight characters are demanded.

export type Strength = { tone: 'red' | 'amber' | 'green'; part: number; words: string }

const ALPHABETS: [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[^a-zA-Z0-9]/, 33],
]

/** Bits a guesser who knows the alphabet must try; repeated characters count little. */
const bitsOf = (passphrase: string): number => {
  const alphabet = ALPHABETS.reduce((sum, [pattern, size]) => sum + (pattern.test(passphrase) ? size : 0), 0)
  const different = new Set(passphrase).size
  const length = Math.min(passphrase.length, different * 2)
  return length * Math.log2(Math.max(alphabet, 2))
}

/** For showing beside the field while it is typed. */
export const strengthOf = (passphrase: string): Strength => {
  const bits = bitsOf(passphrase)
  const part = Math.min(1, bits / 90)
  if (passphrase.length < 8) return { tone: 'red', part, words: 'At least 8 characters' }
  if (bits < 50) return { tone: 'amber', part, words: 'Easy to guess. Add another word or two' }
  if (bits < 75) return { tone: 'green', part, words: 'Good' }
  return { tone: 'green', part, words: 'Strong' }
}
