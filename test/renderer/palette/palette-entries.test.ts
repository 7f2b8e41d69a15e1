import { describe, expect, it } from 'vitest'
import { isMeant, matching } from '../../../renderer/features/palette/palette-entries.ts'

const entries = [
  { label: 'Accounts', words: 'people members' },
  { label: 'Sync now', words: 'refresh snapshot' },
  { label: 'Dark colours', words: 'theme night' },
]
const found = (typed: string) => matching(entries, typed).map((entry) => entry.label)

describe('matching', () => {
  it('offers everything before anything is typed', () => {
    expect(found('')).toHaveLength(3)
  })
  it('finds by the beginning of any word, in any order, whatever the case or accents', () => {
    expect(found('PEO')).toEqual(['Accounts'])
    expect(found('now sy')).toEqual(['Sync now'])
    expect(found('thémé dark')).toEqual(['Dark colours'])
    expect(found('ccounts')).toEqual([])
  })
})

describe('isMeant', () => {
  it('tells a label that begins so from one that merely has such a word', () => {
    expect(isMeant({ label: 'Sync now' }, 'sy')).toBe(true)
    expect(isMeant({ label: 'Sync now' }, 'now')).toBe(false)
  })
})
