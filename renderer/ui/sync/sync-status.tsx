// A sync as it goes on: its phase in words, what is read so far, Cancel; or why the last one stopped.
import { Button, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import type { SyncProgress, SyncRun } from '../../../shared/domain/sync-run.ts'
import { api } from '../../rpc/api.ts'
import { useCanSync } from '../../rpc/current.ts'
import { FailurePanel } from '../failure-panel.tsx'
import classes from './sync-status.module.css'
import { PHASES, progressCounts, progressPart } from './sync-words.ts'
import { type Sync, useSync } from './use-sync.ts'

/** Nothing at all while there is nothing to say. */
export function SyncStatus({ connectionId }: { connectionId: ConnectionId }) {
  const sync = useSync(connectionId)
  const isAsked = useCanSync(connectionId)
  const last = useQuery(api.sync.runs.queryOptions({ input: { connectionId } })).data?.[0]
  if (sync.event.kind === 'progress') {
    return <SyncProgressStrip progress={sync.event.progress} onCancel={sync.cancel} isCancelling={sync.isCancelling} />
  }
  const failure = failureToShow(sync, last)
  // Why a sync failed matters no more once nothing can be synced.
  if (!failure || !isAsked) return null
  return (
    <FailurePanel
      inline
      failure={failure}
      meaning="The last snapshot is as it was."
      connectionId={connectionId}
      onRetry={sync.start}
    />
  )
}

/** What stopped the newest sync, this time or before the app was closed; somebody's own cancel is no failure. */
const failureToShow = ({ event, failure }: Sync, last: SyncRun | undefined): FailureDetail | null => {
  if (failure) return failure
  if (event.kind === 'failed') return event.failure
  return event.kind === 'idle' && last?.outcome === 'failed' ? last.failure : null
}

type StripProps = { progress: SyncProgress; onCancel: () => void; isCancelling: boolean }

export function SyncProgressStrip({ progress, onCancel, isCancelling }: StripProps) {
  const part = Math.round(progressPart(progress) * 100)
  const words = isCancelling ? 'Cancelling' : PHASES[progress.phase]
  return (
    <section className={classes.strip} aria-label="Sync">
      <div className={classes.words}>
        <p className={classes.phase} aria-live="polite">
          {words}
        </p>
        <p className={classes.counts}>{progressCounts(progress).join(' · ')}</p>
      </div>
      {progress.waitingSeconds !== null && (
        <p className={classes.waiting}>Dropbox asked for a pause: {Math.ceil(progress.waitingSeconds)} s</p>
      )}
      <Button variant="default" onClick={onCancel} disabled={isCancelling}>
        Cancel
      </Button>
      <Progress className={classes.bar} value={part} size={3} radius={0} aria-label={words} />
    </section>
  )
}
