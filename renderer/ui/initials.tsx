// Initials in a quiet circle; no photos.
import classes from './initials.module.css'

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** First letters of the first and last word, at most two characters as people see them; of an address, what is before the @. */
export const initialsOf = (name: string): string => {
  const words = name
    .replace(/(?<=\S)@\S+$/u, '')
    .split(/[\s._-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends
    .map((word) => firstLetter(word ?? ''))
    .join('')
    .toLocaleUpperCase('en')
}

const firstLetter = (word: string): string => {
  for (const { segment } of segmenter.segment(word.slice(0, 40))) if (/[\p{L}\p{N}]/u.test(segment)) return segment
  return ''
}

export function Initials({ name, size = 22 }: { name: string; size?: number }) {
  return (
    <span aria-hidden className={classes.circle} style={{ width: size, height: size, fontSize: size * 0.42 }}>
      {initialsOf(name) || '–'}
    </span>
  )
}
