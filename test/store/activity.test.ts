import { expect, it } from 'vitest'
import { createActivityStore } from '../../electron/store/activity.ts'
import { openDatabase } from '../../electron/store/database.ts'

const filled = () => {
  const activity = createActivityStore(openDatabase(':memory:'))
  const at = '2026-11-22T08:00:00Z'
  activity.add({ at, actor: 'Ada Lind', kind: 'connected', text: 'Connected Halden.' })
  activity.add({ at, actor: 'Ada Lind', kind: 'synced', text: 'Synced Halden: 240 accounts.' })
  activity.add({ at, actor: 'Bo Ek', kind: 'synced', text: 'Synced Halden: 241 accounts.' })
  return activity
}
const window = { offset: 0, limit: 10 }
const shown = (page: { rows: { seq: number }[]; filtered: number; total: number }) => ({
  seqs: page.rows.map((row) => row.seq),
  filtered: page.filtered,
  total: page.total,
})

it('gives the newest first, a window at a time', () => {
  expect(shown(filled().page({ offset: 1, limit: 1 }))).toEqual({ seqs: [2], filtered: 3, total: 3 })
})

it('shows only the kinds that are asked for', () => {
  const page = filled().page(window, { search: '', kinds: ['connected', 'signed-off'] })
  expect(shown(page)).toEqual({ seqs: [1], filtered: 1, total: 3 })
})

it('finds words of the sentence and of who did it, in any order', () => {
  expect(shown(filled().page(window, { search: 'LIND halden', kinds: [] })).seqs).toEqual([2, 1])
  expect(shown(filled().page(window, { search: '241', kinds: ['synced'] })).seqs).toEqual([3])
  expect(shown(filled().page(window, { search: '% nothing', kinds: [] })).seqs).toEqual([])
})
