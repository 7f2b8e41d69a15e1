// Every snapshot of the connection with its proof, and every attempt to make one with its log.
import { Group, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { RunId, SnapshotId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { useConnection } from '../../rpc/current.ts'
import { HeldBack } from '../../ui/held-back/held-back.tsx'
import { counted } from '../../ui/numbers.ts'
import { PageFrame } from '../../ui/shell/page-frame.tsx'
import { SyncButton } from '../../ui/sync/sync-button.tsx'
import { SyncStatus } from '../../ui/sync/sync-status.tsx'
import { ImportButton } from '../files/import-button.tsx'
import { RetentionSetting } from './retention-setting.tsx'
import { RunsTab } from './runs-tab.tsx'
import classes from './snapshots.module.css'
import { SnapshotsTab } from './snapshots-tab.tsx'

const TABS = [
  { value: 'snapshots', label: 'Snapshots' },
  { value: 'runs', label: 'Sync runs' },
]

const route = getRouteApi('/snapshots')

export function SnapshotsPage() {
  const { tab, run, details } = route.useSearch()
  const { connectionId } = useConnection()
  const snapshots = useQuery(api.snapshots.list.queryOptions({ input: { connectionId } }))
  const navigate = route.useNavigate()
  const openRun = useCallback(
    (runId: RunId | undefined) => void navigate({ search: { tab: 'runs', run: runId }, replace: true }),
    [navigate],
  )
  const openSnapshot = useCallback(
    (snapshotId: SnapshotId | undefined) => void navigate({ search: { details: snapshotId }, replace: true }),
    [navigate],
  )
  // A link to a run's log alone means its tab as well.
  const isRuns = tab === 'runs' || run !== undefined
  const head = (
    <>
      <div className={classes.tabs}>
        <SegmentedControl
          aria-label="What to list"
          data={TABS}
          value={isRuns ? 'runs' : 'snapshots'}
          onChange={(value) => (value === 'runs' ? openRun(undefined) : openSnapshot(undefined))}
        />
        {!isRuns && <RetentionSetting connectionId={connectionId} />}
      </div>
      <div className={classes.sync}>
        <SyncStatus connectionId={connectionId} />
        <HeldBack connectionId={connectionId} />
      </div>
    </>
  )
  return (
    <PageFrame
      title="Snapshots"
      count={isRuns ? undefined : snapshots.data && counted(snapshots.data.length, 'snapshot')}
      action={
        <Group gap={8}>
          <ImportButton />
          <SyncButton connectionId={connectionId} />
        </Group>
      }
    >
      {isRuns ? (
        <RunsTab connectionId={connectionId} head={head} openId={run} onOpen={openRun} />
      ) : (
        <SnapshotsTab
          connectionId={connectionId}
          snapshots={snapshots}
          head={head}
          openId={details}
          onOpen={openSnapshot}
        />
      )}
    </PageFrame>
  )
}
