import { describe, expect, it } from 'vitest'
import { commandFor } from '../../../renderer/features/review/keys.ts'
import { pressOf } from './a-desk.ts'

describe('commandFor', () => {
  it.each([
    ['c', 'certify'],
    ['r', 'revoke'],
    ['d', 'demote'],
    ['a', 'abstain'],
  ])('reads %s as %s of one row', (key, verdict) => {
    expect(commandFor(pressOf(key))).toEqual({ kind: 'decide', verdict, isWholeHeading: false })
  })

  it('reads Shift with a verdict as the whole heading', () => {
    expect(commandFor(pressOf('C'))).toEqual({ kind: 'decide', verdict: 'certify', isWholeHeading: true })
  })

  it('moves on j and the arrow alike, and extends with Shift', () => {
    expect(commandFor(pressOf('j'))).toEqual(commandFor(pressOf('ArrowDown')))
    expect(commandFor(pressOf('J'))).toEqual({ kind: 'move', by: 1, isExtending: true })
    expect(commandFor(pressOf('ArrowUp', { isShifted: true }))).toEqual({ kind: 'move', by: -1, isExtending: true })
  })

  it('finds letters by their place where the layout has other ones', () => {
    expect(commandFor(pressOf('с', { code: 'KeyC' }))).toMatchObject({ verdict: 'certify' })
    expect(commandFor(pressOf('к', { code: 'KeyR' }))).toMatchObject({ verdict: 'revoke' })
  })

  it('takes brackets typed with AltGr', () => {
    expect(commandFor(pressOf(']', { isControlled: true, isAlternate: true }))).toEqual({ kind: 'heading', by: 1 })
  })

  it('leaves the browser’s and the system’s own combinations alone', () => {
    expect(commandFor(pressOf('c', { isControlled: true }))).toBeNull()
    expect(commandFor(pressOf('r', { isControlled: true }))).toBeNull()
    expect(commandFor(pressOf('d', { isAlternate: true }))).toBeNull()
    expect(commandFor(pressOf('Tab'))).toBeNull()
    expect(commandFor(pressOf('F5'))).toBeNull()
  })

  it('repeats moves while a key is held down, and nothing else', () => {
    expect(commandFor(pressOf('j', { isRepeat: true }))).toMatchObject({ kind: 'move' })
    for (const key of ['c', 'r', 'a', 'u', 'x', 'Enter', 'C']) {
      expect(commandFor(pressOf(key, { isRepeat: true }))).toBeNull()
    }
  })

  it('selects all and undoes with Ctrl', () => {
    expect(commandFor(pressOf('a', { isControlled: true }))).toEqual({ kind: 'select-all' })
    expect(commandFor(pressOf('z', { isControlled: true }))).toEqual({ kind: 'undo' })
  })
})
