// One desk for each campaign, grouping and filter; its place is kept from one to the next.
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { ItemFilters } from '../../../shared/contract/campaigns.ts'
import type { Campaign, Grouping, Progress } from '../../../shared/domain/campaign.ts'
import type { CampaignId } from '../../../shared/domain/ids.ts'
import { api, client } from '../../rpc/api.ts'
import { createDesk, type Desk, type ViewCommand } from './desk.ts'
import type { DeskPorts, Reasons } from './desk-state.ts'
import { quiet, watchInput } from './quiet.ts'
import { headingKeyOf, keepPlace, memoryOf, type Spot } from './review-memory.ts'

type DeskInput = {
  campaign: Campaign
  reasons: Reasons
  grouping: Grouping
  filters: ItemFilters
  /** A heading asked for by the address. */
  groupKey: string | undefined
  view: (command: ViewCommand) => void
  pageRows: () => number
}

/** Other pages read progress from the cache, so each answer is written there; what else grew old is fetched when shown. */
const remember = (queryClient: QueryClient, campaignId: CampaignId, progress: Progress): void => {
  const input = { campaignId }
  queryClient.setQueryData(api.campaigns.get.queryKey({ input }), (known) => (known ? { ...known, progress } : known))
  void queryClient.invalidateQueries({ queryKey: api.campaigns.recentReasons.key(), refetchType: 'none' })
  void queryClient.invalidateQueries({ queryKey: api.campaigns.list.key(), refetchType: 'none' })
}

const portsOf = (
  campaignId: CampaignId,
  grouping: Grouping,
  filters: ItemFilters,
  queryClient: QueryClient,
): DeskPorts => ({
  headings: (from) => client.campaigns.groups({ campaignId, grouping, filters, from }),
  heading: (groupKey) => client.campaigns.group({ campaignId, grouping, groupKey }),
  items: (groupKey, window) => client.campaigns.items({ campaignId, grouping, groupKey, filters, window }),
  nextUndecided: (afterItemNo) => client.campaigns.nextUndecided({ campaignId, grouping, afterItemNo }),
  async decide(input) {
    const answer = await client.campaigns.decide({ campaignId, ...input })
    remember(queryClient, campaignId, answer.progress)
    return answer
  },
  async undo() {
    const answer = await client.campaigns.undo({ campaignId })
    remember(queryClient, campaignId, answer.progress)
    return answer
  },
  now: () => new Date(),
  quiet,
})

export const useDesk = (input: DeskInput): Desk => {
  const { campaign, grouping, filters } = input
  const { campaignId } = campaign
  const queryClient = useQueryClient()
  const latest = useRef(input)
  useEffect(() => {
    latest.current = input
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another campaign, grouping or filter is another desk; the rest is only where it starts
  const desk = useMemo(
    () =>
      createDesk({
        ports: portsOf(campaignId, grouping, filters, queryClient),
        filters,
        start: {
          grouping,
          progress: campaign.progress,
          reasons: input.reasons,
          isReadOnly: campaign.state === 'signed-off',
        },
        seenAt: memoryOf(campaignId).seenAt,
        view: (command) => latest.current.view(command),
        pageRows: () => latest.current.pageRows(),
        soon,
      }),
    [campaignId, grouping, filters.show, filters.search],
  )
  useEffect(watchInput, [])
  useEffect(() => {
    desk.begin(wantedPlace(memoryOf(campaignId).spot, grouping, latest.current.groupKey))
    const keep = () => keepPlace(campaignId, desk.current())
    window.addEventListener('pagehide', keep)
    return () => {
      window.removeEventListener('pagehide', keep)
      keep()
      desk.end()
    }
  }, [desk, campaignId, grouping])
  return desk
}

/** A task of its own: after all the promises of the work at hand, and before the next picture. */
const channel = new MessageChannel()
const tasks: (() => void)[] = []
channel.port1.onmessage = () => tasks.shift()?.()
const soon = (run: () => void): void => {
  tasks.push(run)
  channel.port2.postMessage(null)
}

const wantedPlace = (spot: Spot | null, grouping: Grouping, groupKey: string | undefined) => {
  if (spot) return { groupKey: headingKeyOf(spot, grouping), itemNo: spot.itemNo }
  return groupKey === undefined ? null : { groupKey, itemNo: null }
}

export const useDeskState = (desk: Desk) => useSyncExternalStore(desk.subscribe, desk.getState)
