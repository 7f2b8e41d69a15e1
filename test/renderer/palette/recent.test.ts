import { expect, it } from 'vitest'
import { noteRecent, recentOf } from '../../../renderer/features/palette/recent.ts'
import type { ConnectionId } from '../../../shared/domain/ids.ts'

const person = (n: number) => ({ kind: 'person' as const, id: `dbmid:${n}`, label: `Person ${n}`, side: '' })
const ids = (team: string) => recentOf(team as ConnectionId).map(({ id }) => id)

it('keeps the last six, the latest first, each once and each team apart', () => {
  for (const n of [1, 2, 3, 4, 5, 6, 7, 2]) noteRecent('team a' as ConnectionId, person(n))
  noteRecent('team b' as ConnectionId, person(9))
  expect(ids('team a')).toEqual(['dbmid:2', 'dbmid:7', 'dbmid:6', 'dbmid:5', 'dbmid:4', 'dbmid:3'])
  expect(ids('team b')).toEqual(['dbmid:9'])
  expect(ids('team c')).toEqual([])
})
