// Says why a snapshot waits, and offers to look at it, confirm it, or discard it.
import { Button } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { client } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { formatClock } from '../time.tsx'
import classes from './held-back.module.css'
import { type Choice, HeldBackDialog } from './held-back-dialog.tsx'

type Props = { held: Snapshot; newest: Snapshot | null }

export default function HeldBackBand({ held, newest }: Props) {
  const { snapshotId } = held
  const [choice, setChoice] = useState<Choice | null>(null)
  const navigate = useNavigate()
  const act = useMutation({
    mutationFn: (chosen: Choice) =>
      chosen === 'confirm'
        ? client.snapshots.confirm({ snapshotId })
        : client.snapshots.discardHeldBack({ snapshotId }),
    onSuccess: () => navigate({ to: '.', search: (before) => ({ ...before, snapshot: undefined }), replace: true }),
  })
  const close = () => {
    setChoice(null)
    act.reset()
  }
  return (
    <section className={classes.band} aria-label="Snapshot held back">
      <IconHandStop size={18} stroke={1.8} className={classes.icon} aria-hidden />
      <div className={classes.words}>
        <p className={classes.what}>The sync of {formatClock(held.takenAt)} UTC is held back.</p>
        <p className={classes.why}>
          {held.holdBack?.reason}{' '}
          {newest && `Until you decide, Attest shows the team as of ${formatClock(newest.takenAt)}.`}
        </p>
      </div>
      <div className={classes.actions}>
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/accounts" search={{ snapshot: snapshotId }} {...props} />}
        >
          Look at it
        </Button>
        <Button variant="default" onClick={() => setChoice('discard')}>
          Discard
        </Button>
        <Button variant="default" onClick={() => setChoice('confirm')}>
          Confirm
        </Button>
      </div>
      <HeldBackDialog
        held={held}
        choice={choice}
        isWorking={act.isPending}
        failure={act.error ? failureOf(act.error) : null}
        onClose={close}
        onChoose={(chosen) => act.mutate(chosen)}
      />
    </section>
  )
}
