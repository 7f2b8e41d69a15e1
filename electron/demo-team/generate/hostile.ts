// Names no sensible person has and every careful program must show as text. Only on request (`hostileNames`).
import type { Group, Member } from '../state/model.ts'

const NAMES: readonly [givenName: string, surname: string, displayName?: string][] = [
  ['<script>alert(1)</script>', 'Tag'],
  ['Robert', '"; DROP TABLE accounts; --'],
  ['\u202Egnitnuocca', 'Override'],
  ["=cmd|' /C calc'!A0", 'Formula'],
  ['+1+1', '@SUM(A1:A9)'],
  ['👩‍💻🔥', 'Emoji'],
  ['Long', 'X'.repeat(100)],
  ['Line\nbreak', 'Tab\there'],
  ['Zero\u200Bwidth', '\u0000Nul'],
  ['Much', 'Too long', `${'Bartholomew '.repeat(41)}the Long`.slice(0, 500)],
]

/** Renames a handful of members, and the last user-managed group, in place. */
export const makeHostile = (members: readonly Member[], groups: readonly Group[]): void => {
  const named = members.filter((member) => member.status === 'active' && member.roleIds.length === 0)
  const step = Math.max(1, Math.floor(named.length / NAMES.length))
  for (const [i, [givenName, surname, displayName]] of NAMES.entries()) {
    const member = named[i * step]
    if (!member) return
    Object.assign(member, {
      givenName,
      surname,
      familiarName: givenName,
      displayName: displayName ?? `${givenName} ${surname}`,
      abbreviatedName: '<>',
    })
  }
  const group = groups.findLast((candidate) => candidate.management === 'user_managed')
  if (group) group.name = '"><img src=x onerror=alert(1)> =HYPERLINK("https://evil.example") \u202Efdp.exe'
}
