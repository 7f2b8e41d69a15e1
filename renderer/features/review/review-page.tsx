// A campaign under review: fetches the campaign, then hands over to the three panes.
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { CampaignId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { PageFrame } from '../../ui/shell/page-frame.tsx'
import { Review } from './review.tsx'

const route = getRouteApi('/campaigns/$campaignId')

export function ReviewPage() {
  const campaignId = route.useParams().campaignId as CampaignId
  const search = route.useSearch()
  const campaign = useQuery(api.campaigns.get.queryOptions({ input: { campaignId } }))
  const reasons = useQuery(api.campaigns.recentReasons.queryOptions({ input: { campaignId } }))
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
