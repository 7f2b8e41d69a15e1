// A desk over a campaign in memory, and fingers to press its keys with.

import { createDesk, type ViewCommand } from '../../../renderer/features/review/desk.ts'
import type { KeyPress } from '../../../renderer/features/review/keys.ts'
import type { ItemFilters } from '../../../shared/contract/campaigns.ts'
import type { Item } from '../../../shared/domain/campaign.ts'
import { teamOfItems } from './team-of-items.ts'

export const pressOf = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  isShifted: key.length === 1 && key !== key.toLowerCase(),
  isControlled: false,
  isAlternate: false,
  isRepeat: false,
  ...change,
})

/** Resolves when everything pressed so far has been done. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 200; turn += 1) await Promise.resolve()
}

/** A desk nobody has begun to work at. */
export const aFreshDesk = (items: Item[], change: Partial<ItemFilters> = {}) => {
  const filters: ItemFilters = { search: '', show: 'all', ...change }
  const team = teamOfItems(items, filters)
  const viewed: ViewCommand[] = []
  const seenAt = new Map<number, string>()
  const desk = createDesk({
    ports: team.ports,
    filters,
    start: {
      grouping: 'person',
      progress: team.progress(),
      reasons: { certify: [], revoke: [], demote: [], abstain: [] },
      isReadOnly: false,
    },
    seenAt,
    view: (command) => viewed.push(command),
    pageRows: () => 10,
    soon: (run) => run(),
  })
  const press = async (...keys: (string | KeyPress)[]): Promise<void> => {
    for (const key of keys) desk.press(typeof key === 'string' ? pressOf(key) : key)
    await settled()
  }
  return { desk, team, viewed, seenAt, press }
}

export const aDesk = async (items: Item[], change: Partial<ItemFilters> = {}) => {
  const fresh = aFreshDesk(items, change)
  fresh.desk.begin(null)
  await settled()
  return fresh
}
