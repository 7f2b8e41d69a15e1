// Details of the row the place is at: asked for once it rests there, so that going through rows stays quick.

import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Item } from '../../../shared/domain/campaign.ts'
import type { CampaignId } from '../../../shared/domain/ids.ts'
import { client } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'

const REST = 90

/** Keyed by the decision as well: a new one makes the history old, and nothing else does. */
export const useDetail = (campaignId: CampaignId, item: Item | undefined, isOpen: boolean) => {
  const [rested] = useDebouncedValue(item, REST)
  const itemNo = rested?.itemNo
  const query = useQuery({
    queryKey: ['review', 'detail', campaignId, itemNo, rested?.decision?.decidedAt ?? null],
    queryFn: ({ signal }) => client.campaigns.detail({ campaignId, itemNo: itemNo ?? 0 }, { signal }),
    enabled: isOpen && itemNo !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  const isFor = query.data?.item.itemNo === item?.itemNo
  return {
    detail: isFor ? (query.data ?? null) : null,
    failure: query.error ? failureOf(query.error) : null,
    retry: () => void query.refetch(),
  }
}
