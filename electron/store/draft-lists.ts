// What resources' own lists say, turned round: of each account, what they give it.
import type { AccountId } from '../../shared/domain/ids.ts'
import { type Draft, type DraftAccount, resourcesOf, type Slot } from './snapshot-draft.ts'

const NOBODY = -1

/**
 * The last word of each list on each account; accounts that are unknown or removed are left out. The lists are forgotten,
 * not that there were any: what was said with an account of a resource that has one still does not count.
 */
export const turnLists = (draft: Draft): ((account: DraftAccount) => readonly Slot[]) => {
  let accounts = 0
  for (const account of draft.accounts.values()) account.place = accounts++

  const slots: Slot[] = []
  const places: number[] = []
  for (const resource of resourcesOf(draft)) {
    const { listed } = resource
    if (!listed) continue
    if (!resource.isDropped)
      for (let i = 0; i < listed.slots.length; i++) {
        const account = draft.accounts.get(listed.accountIds[i] as AccountId)
        slots.push(listed.slots[i] as Slot)
        places.push(account && account.status !== 'removed' ? account.place : NOBODY)
      }
    resource.listed = { accountIds: [], slots: [] }
  }

  // All in one array, each account's part after the one before: as many small arrays would be much memory.
  const starts = new Uint32Array(accounts + 1)
  for (const place of places) if (place !== NOBODY) starts[place + 1] = at(starts, place + 1) + 1
  for (let i = 1; i <= accounts; i++) starts[i] = at(starts, i) + at(starts, i - 1)
  const ends = starts.slice()
  const held: Slot[] = Array(at(starts, accounts))
  for (let i = 0; i < slots.length; i++) {
    const place = places[i] as number
    if (place === NOBODY) continue
    const slot = slots[i] as Slot
    const end = at(ends, place)
    const isAgain = end > at(starts, place) && held[end - 1]?.resource === slot.resource
    held[isAgain ? end - 1 : end] = slot
    if (!isAgain) ends[place] = end + 1
  }
  return ({ place }) => held.slice(at(starts, place), at(ends, place))
}

const at = (numbers: Uint32Array, i: number): number => numbers[i] as number
