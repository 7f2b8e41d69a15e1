import { describe, expect, it } from 'vitest'
import { strengthOf } from '../../../renderer/features/workspace/passphrase-strength.ts'

describe('strengthOf', () => {
  it.each([
    ['short1!', 'red'],
    ['password', 'amber'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'amber'],
    ['correct horse battery staple', 'green'],
  ])('takes %s as %s', (passphrase, tone) => {
    expect(strengthOf(passphrase).tone).toBe(tone)
  })
  it('fills the bar with more characters, and never beyond its end', () => {
    expect(strengthOf('correct horse').part).toBeGreaterThan(strengthOf('correct').part)
    expect(strengthOf('x9!'.repeat(300)).part).toBeLessThanOrEqual(1)
  })
})
