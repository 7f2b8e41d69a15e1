// Campaigns: every access review of this team, newest first, and the way to open another.
import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Campaign } from '../../../shared/domain/campaign.ts'
import { api } from '../../rpc/api.ts'
import { useConnection, useSnapshot } from '../../rpc/current.ts'
import { failureOf } from '../../rpc/failure.ts'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { localRows } from '../../ui/data-table/row-source.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { NotSyncedYet } from '../../ui/not-synced-yet.tsx'
import { counted } from '../../ui/numbers.ts'
import { PageFrame } from '../../ui/shell/page-frame.tsx'
import { campaignColumns, whenNarrow } from './campaign-columns.tsx'
import { OpenCampaignDialog } from './open-campaign-dialog.tsx'

const route = getRouteApi('/campaigns')
const NARROW = '(max-width: 1180px)'
const ALL_COLUMNS: ReadonlySet<string> = new Set()

export function CampaignsPage() {
  const { open } = route.useSearch()
  const navigate = route.useNavigate()
  const { connectionId } = useConnection()
  const { newest } = useSnapshot()
  const campaigns = useQuery(api.campaigns.list.queryOptions({ input: { connectionId } }))
  const setOpening = (isOpening: boolean) =>
    void navigate({ search: (before) => ({ ...before, open: isOpening || undefined }), replace: true })

  if (campaigns.error) {
    return (
      <PageFrame title="Campaigns">
        <FailurePanel failure={failureOf(campaigns.error)} onRetry={() => void campaigns.refetch()} />
      </PageFrame>
    )
  }
  if (!newest) return <NotSyncedYet title="Campaigns" connectionId={connectionId} />
  const openButton = <Button onClick={() => setOpening(true)}>Open a campaign</Button>
  return (
    <PageFrame
      title="Campaigns"
      count={campaigns.data?.length ? counted(campaigns.data.length, 'campaign') : undefined}
      olderMeans="New campaigns take the newest."
      action={campaigns.data?.length !== 0 && openButton}
    >
      {campaigns.data?.length === 0 && (
        <EmptyState title="No campaign yet" action={openButton}>
          A campaign is one access review: it freezes a snapshot, and every grant in it is certified or revoked.
        </EmptyState>
      )}
      {campaigns.data && campaigns.data.length > 0 && <CampaignsTable campaigns={campaigns.data} />}
      {open && (
        <OpenCampaignDialog
          snapshot={newest}
          names={campaigns.data?.map(({ name }) => name) ?? []}
          onClose={() => setOpening(false)}
        />
      )}
    </PageFrame>
  )
}

function CampaignsTable({ campaigns }: { campaigns: readonly Campaign[] }) {
  const navigate = route.useNavigate()
  const source = useMemo(() => localRows(campaigns), [campaigns])
  const isNarrow = useMediaQuery(NARROW)
  return (
    <DataTable
      label="Campaigns"
      columns={campaignColumns}
      hidden={isNarrow ? whenNarrow : ALL_COLUMNS}
      source={source}
      rowId={(campaign) => campaign.campaignId}
      onOpen={({ campaignId }) => void navigate({ to: '/campaigns/$campaignId', params: { campaignId } })}
      empty={null}
    />
  )
}
