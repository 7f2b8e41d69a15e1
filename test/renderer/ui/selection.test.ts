import { describe, expect, it } from 'vitest'
import { extended, toggled } from '../../../renderer/ui/data-table/selection.ts'

const loaded = ['a', 'b', 'c', undefined, 'e']
const idAt = (index: number) => loaded[index]

describe('toggled', () => {
  it('ticks a row and takes the tick away again', () => {
    const once = toggled(new Set(['a']), 'b')
    expect([...once]).toEqual(['a', 'b'])
    expect([...toggled(once, 'b')]).toEqual(['a'])
  })
})

describe('extended', () => {
  it('ticks everything between two places, in either direction, and keeps what was ticked', () => {
    expect([...extended(new Set(['e']), 0, 2, idAt)]).toEqual(['e', 'a', 'b', 'c'])
    expect([...extended(new Set(), 2, 1, idAt)]).toEqual(['b', 'c'])
  })
  it('leaves out rows that are not loaded', () => {
    expect([...extended(new Set(), 2, 4, idAt)]).toEqual(['c', 'e'])
  })
})
