import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialsOf } from '../../../renderer/ui/initials.tsx'
import { visibleText } from '../../../renderer/ui/visible-text.ts'

describe('visibleText', () => {
  it('shows a mark that would turn the name around instead of obeying it', () => {
    expect(visibleText('\u202Egnitnuocca')).toBe('‹U+202E›gnitnuocca')
  })
  it('shows what cannot be seen, and makes one line of several', () => {
    expect(visibleText('Zero\u200Bwidth \u0000Nul')).toBe('Zero‹U+200B›width ‹U+0000›Nul')
    expect(visibleText('Line\r\nbreak\tTab')).toBe('Line break Tab')
  })
  it.each(['<script>alert(1)</script>', '👩‍💻🔥', 'نورا ‏حسن', 'Łucja Ærø', "=cmd|' /C calc'!A0"])(
    'leaves %s as it is',
    (name) => {
      expect(visibleText(name)).toBe(name)
    },
  )
  it('leaves nothing that changes the direction of other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B\n]/)
      }),
    )
  })
})

describe('initialsOf', () => {
  it.each([
    ['Ada Palmer', 'AP'],
    ['ada.palmer', 'AP'],
    ['ada.palmer@halden.example', 'AP'],
    ['user0@example.com', 'U'],
    ['@handle', 'H'],
    ['Amelia Bennett-Davies', 'AD'],
    ['Ångström', 'Å'],
    ['Тарас Шевченко', 'ТШ'],
    ['👩‍💻🔥', ''],
    ['', ''],
    ['<script>alert(1)</script> Tag', 'ST'],
  ])('takes %s as %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})
