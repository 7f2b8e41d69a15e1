import { describe, expect, it } from 'vitest'
import { moveOf } from '../../../renderer/ui/data-table/table-keys.ts'

const key = (name: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})
const at = (active: number | null) => ({ active, count: 1000, pageRows: 20 })

describe('moveOf', () => {
  it('starts at the first row, whichever way one goes', () => {
    expect(moveOf(key('ArrowDown'), at(null))).toEqual({ to: 0, extend: false })
    expect(moveOf(key('ArrowUp'), at(null))).toEqual({ to: 0, extend: false })
  })
  it('steps, leaps by a page, and goes to the ends without leaving the list', () => {
    expect(moveOf(key('ArrowUp'), at(0))).toEqual({ to: 0, extend: false })
    expect(moveOf(key('ArrowDown'), at(999))).toEqual({ to: 999, extend: false })
    expect(moveOf(key('PageDown'), at(5))).toEqual({ to: 25, extend: false })
    expect(moveOf(key('PageUp'), at(5))).toEqual({ to: 0, extend: false })
    expect(moveOf(key('End'), at(5))).toEqual({ to: 999, extend: false })
    expect(moveOf(key('Home'), at(5))).toEqual({ to: 0, extend: false })
  })
  it('extends with Shift', () => {
    expect(moveOf(key('ArrowDown', { shiftKey: true }), at(4))).toEqual({ to: 5, extend: true })
  })
  it('opens and ticks only where there is an active row', () => {
    expect(moveOf(key('Enter'), at(null))).toBeNull()
    expect(moveOf(key('Enter'), at(4))).toBe('open')
    expect(moveOf(key(' '), at(4))).toBe('toggle')
  })
  it('leaves keys with Control or Command, and an empty list, alone', () => {
    expect(moveOf(key('k', { ctrlKey: true }), at(4))).toBeNull()
    expect(moveOf(key('k', { metaKey: true }), at(4))).toBeNull()
    expect(moveOf(key('ArrowDown'), { active: null, count: 0, pageRows: 20 })).toBeNull()
  })
})
