// What stays of a review while one looks at other pages: the place, and when each row was first in sight.

import type { Grouping, Item } from '../../../shared/domain/campaign.ts'
import { entitlementKey } from '../../../shared/domain/entitlement.ts'
import type { CampaignId } from '../../../shared/domain/ids.ts'

export type ReviewMemory = { seenAt: Map<number, string>; item: Item | null }

const memories = new Map<CampaignId, ReviewMemory>()

export const memoryOf = (campaignId: CampaignId): ReviewMemory => {
  const memory = memories.get(campaignId) ?? { seenAt: new Map(), item: null }
  memories.set(campaignId, memory)
  return memory
}

/** The heading an item stands under; `flat` has one. */
export const headingKeyOf = (item: Item, grouping: Grouping): string => {
  if (grouping === 'person') return item.account.accountId
  return grouping === 'entitlement' ? entitlementKey(item) : 'all'
}
