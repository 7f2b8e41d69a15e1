// Overview: how the team stands, what needs attention, and how fresh and complete the picture is.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../rpc/api.ts'
import { useConnection, useSnapshot } from '../../rpc/current.ts'
import { failureOf } from '../../rpc/failure.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { HeldBack } from '../../ui/held-back/held-back.tsx'
import { Loaded, latePart } from '../../ui/loaded.tsx'
import { PageFrame } from '../../ui/shell/page-frame.tsx'
import { SyncButton } from '../../ui/sync/sync-button.tsx'
import { SyncStatus } from '../../ui/sync/sync-status.tsx'
import { Attention } from './attention.tsx'
import { CampaignLine } from './campaign-line.tsx'
import { Figures, FiguresSkeleton } from './figures.tsx'
import { LastSync } from './last-sync.tsx'
import classes from './overview.module.css'
import { RolesHeld } from './roles-held.tsx'

const ChangesOverTime = latePart(() => import('./changes-over-time.tsx'))
/** Asks main for code that start-up does without. */
const SyncTrouble = latePart(() => import('./sync-trouble.tsx'))

export function OverviewPage() {
  const connection = useConnection()
  const { connectionId } = connection
  const { snapshot, isLive } = useSnapshot()
  const sync = <SyncButton connectionId={connectionId} />
  if (!snapshot) {
    return (
      <PageFrame title="Overview">
        <div className={classes.status}>
          <SyncStatus connectionId={connectionId} />
        </div>
        <EmptyState title={`${connection.teamName} is connected`} action={sync}>
          The first sync reads accounts, roles, groups and licences into a snapshot. It changes nothing in Dropbox.
        </EmptyState>
      </PageFrame>
    )
  }
  return (
    <PageFrame title="Overview" snapshotChip action={isLive && sync} padded>
      <div className={classes.page}>
        {isLive && <SyncStatus connectionId={connectionId} />}
        <HeldBack connectionId={connectionId} />
        <Picture snapshotId={snapshot.snapshotId} isLive={isLive} />
      </div>
    </PageFrame>
  )
}

type PictureProps = {
  snapshotId: NonNullable<ReturnType<typeof useSnapshot>['snapshot']>['snapshotId']
  isLive: boolean
}

function Picture({ snapshotId, isLive }: PictureProps) {
  const { connectionId } = useConnection()
  const overview = useQuery({
    ...api.snapshots.overview.queryOptions({ input: { snapshotId } }),
    placeholderData: (before) => before,
  })
  const campaigns = useQuery(api.campaigns.list.queryOptions({ input: { connectionId } })).data ?? []
  if (overview.error) return <FailurePanel failure={failureOf(overview.error)} onRetry={overview.refetch} />
  if (!overview.data) return <FiguresSkeleton />
  const { snapshot, admins, roles, attention } = overview.data
  return (
    <>
      <Figures snapshot={snapshot} admins={admins} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <Attention attention={attention} first={isLive && <Loaded of={SyncTrouble} props={{ connectionId }} />} />
          {isLive && <CampaignLine campaigns={campaigns.filter((c) => c.state === 'open')} />}
          <Loaded of={ChangesOverTime} props={{ connectionId, snapshotId }} />
        </div>
        <div className={classes.column}>
          <LastSync snapshot={snapshot} isLive={isLive} />
          <RolesHeld roles={roles} />
        </div>
      </div>
    </>
  )
}
