// A campaign under review: fetches the campaign and the reasons used so far, then hands over to the three panes.
import { useQueries, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { CampaignId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { PageFrame } from '../../ui/shell/page-frame.tsx'
import type { Reasons } from './desk-state.ts'
import { Review } from './review.tsx'
import { VERDICTS } from './verdict-words.ts'

const route = getRouteApi('/campaigns/$campaignId')

export function ReviewPage() {
  const campaignId = route.useParams().campaignId as CampaignId
  const search = route.useSearch()
  const campaign = useQuery(api.campaigns.get.queryOptions({ input: { campaignId } }))
  const reasons = useReasons(campaignId)
  const error = campaign.error ?? reasons.error
  if (error) {
    const retry = () => void Promise.all([campaign.refetch(), reasons.refetch()])
    return (
      <PageFrame title="Campaign">
        <FailurePanel failure={failureOf(error)} onRetry={retry} />
      </PageFrame>
    )
  }
  if (!campaign.data || !reasons.data) return <PageFrame title="Campaign">{null}</PageFrame>
  return <Review key={campaignId} campaign={campaign.data} reasons={reasons.data} search={search} />
}

/** What was given as a reason for a revoke is none for a certify, so each verdict has its own. */
const useReasons = (campaignId: CampaignId) => {
  const [certify, revoke, demote, abstain] = useQueries({
    queries: VERDICTS.map((verdict) => api.campaigns.recentReasons.queryOptions({ input: { campaignId, verdict } })),
  })
  const all = [certify, revoke, demote, abstain]
  const data: Reasons | null =
    certify?.data && revoke?.data && demote?.data && abstain?.data
      ? { certify: certify.data, revoke: revoke.data, demote: demote.data, abstain: abstain.data }
      : null
  return {
    data,
    error: all.find((query) => query?.error)?.error,
    refetch: () => Promise.all(all.map((query) => query?.refetch())),
  }
}
