// The page around a review: its name, search, and signing off.
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ItemFilters } from '../../../shared/contract/campaigns.ts'
import type { Campaign, Grouping, Progress } from '../../../shared/domain/campaign.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { notify } from '../../ui/notify.ts'
import { counted } from '../../ui/numbers.ts'
import { PageFrame } from '../../ui/shell/page-frame.tsx'
import { SignOffDialog } from './sign-off-dialog.tsx'

export type ReviewSearch = {
  grouping?: Grouping | undefined
  group?: string | undefined
  show?: ItemFilters['show'] | undefined
  search?: string | undefined
}

const route = getRouteApi('/campaigns/$campaignId')

/** Changes filters in the address; a heading asked for there is forgotten, for the place is kept from now on. */
export const useReviewSearch = () => {
  const navigate = route.useNavigate()
  return (change: ReviewSearch) =>
    void navigate({ search: (before) => ({ ...before, group: undefined, ...change }), replace: true })
}

type ReviewFrameProps = {
  campaign: Campaign
  progress: Progress
  search: ReviewSearch
  isSigning: boolean
  onSigning: (isSigning: boolean) => void
  onSigned: () => void
  children: ReactNode
}

export function ReviewFrame(props: ReviewFrameProps) {
  const { campaign, progress, search, isSigning, onSigning, onSigned, children } = props
  const { campaignId } = campaign
  const queryClient = useQueryClient()
  const setSearch = useReviewSearch()
  const left = progress.items - progress.decided
  const signOff = useMutation(
    api.campaigns.signOff.mutationOptions({
      onSuccess: (signed) => {
        queryClient.setQueryData(api.campaigns.get.queryKey({ input: { campaignId } }), signed)
        onSigned()
        onSigning(false)
        notify({ message: `${campaign.name} is signed off.`, tone: 'good' })
      },
    }),
  )
  return (
    <PageFrame
      title={campaign.name}
      search={{
        label: 'Search people and access',
        value: search.search ?? '',
        onChange: (text) => setSearch({ search: text || undefined }),
      }}
      action={
        campaign.state === 'open' && (
          <Button
            variant={left === 0 ? 'filled' : 'default'}
            disabled={left > 0}
            title={left > 0 ? `${counted(left, 'row')} to decide first` : undefined}
            onClick={() => onSigning(true)}
          >
            Sign off…
          </Button>
        )
      }
    >
      {children}
      {isSigning && (
        <SignOffDialog
          campaign={campaign}
          progress={progress}
          isSigning={signOff.isPending}
          failure={signOff.error ? failureOf(signOff.error) : null}
          onClose={() => onSigning(false)}
          onSign={(signed) => signOff.mutate({ campaignId, ...signed })}
        />
      )}
    </PageFrame>
  )
}
