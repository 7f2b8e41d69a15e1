// The digest of a snapshot, and whether its rows still give it.
import { Button, Progress } from '@mantine/core'
import { IconRosetteDiscountCheck, IconX } from '@tabler/icons-react'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { Badge } from '../../ui/badges.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Part } from './part.tsx'
import classes from './snapshots.module.css'
import { useVerification, type VerifyState } from './use-verification.ts'

export function DigestPart({ snapshot: { snapshotId, digest } }: { snapshot: Snapshot }) {
  const { state, start, stop } = useVerification(snapshotId)
  return (
    <Part title="Digest (SHA-256)">
      <Copyable text={digest} what="the digest" />
      <p className={classes.dim}>Over every row of the snapshot. It changes if a single one does.</p>
      <div className={classes.verify} aria-live="polite">
        {state.kind === 'running' ? (
          <>
            <Progress className={classes.verifyBar} value={state.part * 100} size={3} aria-label="Verifying" />
            <Button variant="default" onClick={stop}>
              Cancel
            </Button>
          </>
        ) : (
          <>
            <Button variant="default" onClick={start}>
              {state.kind === 'idle' ? 'Verify' : 'Verify again'}
            </Button>
            <Outcome state={state} />
          </>
        )}
      </div>
      {state.kind === 'done' && state.verification.outcome === 'differs' && (
        <Differs found={state.verification.found} />
      )}
      {state.kind === 'failed' && <FailurePanel inline failure={state.failure} />}
    </Part>
  )
}

function Outcome({ state }: { state: VerifyState }) {
  if (state.kind !== 'done') return null
  return state.verification.outcome === 'matches' ? (
    <Badge tone="green" icon={IconRosetteDiscountCheck}>
      Matches: no row was changed
    </Badge>
  ) : (
    <Badge tone="red" icon={IconX}>
      Differs
    </Badge>
  )
}

function Differs({ found }: { found: string }) {
  return (
    <div role="alert" className={classes.differs}>
      <p>
        The rows in the workspace are not the ones that were sealed: they give the digest below. The file was changed
        from outside, or the disk is damaged.
      </p>
      <Copyable text={found} what="the digest found" />
      <p>
        Do not rely on this snapshot. Verify the others, restore the workspace from a backup, and sync again for a sound
        picture of today.
      </p>
    </div>
  )
}
