// What stays of a review while one looks at other pages, and over a restart: the place; and when each row was first in sight.
import { z } from 'zod'
import type { Grouping, Item } from '../../../shared/domain/campaign.ts'
import { entitlementKey } from '../../../shared/domain/entitlement.ts'
import type { CampaignId } from '../../../shared/domain/ids.ts'

/** An item, and the headings it stands under; ids alone, for this is kept outside the encrypted workspace. */
const spotSchema = z.object({ itemNo: z.int().positive(), person: z.string(), entitlement: z.string() })
export type Spot = z.infer<typeof spotSchema>

export type ReviewMemory = { seenAt: Map<number, string>; spot: Spot | null }

const memories = new Map<CampaignId, ReviewMemory>()
const keyOf = (campaignId: CampaignId) => `attest-review-place-${campaignId}`

const readSpot = (campaignId: CampaignId): Spot | null => {
  try {
    return spotSchema.parse(JSON.parse(localStorage.getItem(keyOf(campaignId)) ?? 'null'))
  } catch {
    return null
  }
}

export const memoryOf = (campaignId: CampaignId): ReviewMemory => {
  const memory = memories.get(campaignId) ?? { seenAt: new Map(), spot: readSpot(campaignId) }
  memories.set(campaignId, memory)
  return memory
}

/** Keeps the place; without an item the one before stays. */
export const keepPlace = (campaignId: CampaignId, item: Item | undefined): void => {
  if (!item) return
  const spot = { itemNo: item.itemNo, person: item.account.accountId, entitlement: entitlementKey(item) }
  memoryOf(campaignId).spot = spot
  localStorage.setItem(keyOf(campaignId), JSON.stringify(spot))
}

/** The heading a place stands under; `flat` has one. */
export const headingKeyOf = (spot: Spot, grouping: Grouping): string => {
  if (grouping === 'flat') return 'all'
  return grouping === 'person' ? spot.person : spot.entitlement
}
