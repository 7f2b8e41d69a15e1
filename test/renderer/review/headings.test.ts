import { describe, expect, it } from 'vitest'
import { countDecided, neighbour, nextOpenHeading } from '../../../renderer/features/review/headings.ts'

const heading = (key: string, items: number, decided: number) => ({
  key,
  no: key.charCodeAt(0) - 96,
  label: key,
  detail: '',
  items,
  decided,
  flagged: 0,
})
const headings = [heading('a', 2, 2), heading('b', 3, 1), heading('c', 1, 1), heading('d', 4, 0)]

describe('nextOpenHeading', () => {
  it('skips headings that are done', () => {
    expect(nextOpenHeading(headings, 'b')?.key).toBe('d')
  })
  it('wraps around, and looks at itself last', () => {
    expect(nextOpenHeading(headings, 'd')?.key).toBe('b')
    expect(nextOpenHeading([heading('a', 2, 1)], 'a')?.key).toBe('a')
  })
  it('is null when all are done', () => {
    expect(nextOpenHeading([heading('a', 2, 2)], 'a')).toBeNull()
  })
})

describe('countDecided', () => {
  it('counts under the heading meant and leaves the others', () => {
    expect(countDecided(headings, 'b', 2)[1]?.decided).toBe(3)
    expect(countDecided(headings, 'b', 2)[3]).toBe(headings[3])
  })
})

describe('neighbour', () => {
  it('ends at the ends', () => {
    expect(neighbour(headings, 'a', -1)).toBeNull()
    expect(neighbour(headings, 'a', 1)?.key).toBe('b')
    expect(neighbour(headings, 'd', 1)).toBeNull()
  })
})
