// The workspace could not be opened: why, and the ways on.
import { Button, Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { notify } from '../../ui/notify.ts'
import classes from './workspace.module.css'

export default function NotOpened({ failure }: { failure: FailureDetail }) {
  const retry = useMutation(api.workspace.retry.mutationOptions())
  const setAside = useMutation(
    api.workspace.setAside.mutationOptions({
      onSuccess: ({ movedTo }) => notify({ message: `The old file is kept as ${movedTo}.` }),
    }),
  )
  const [isAsking, setAsking] = useState(false)
  const newest = setAside.error ?? retry.error
  return (
    <>
      <FailurePanel
        failure={newest ? failureOf(newest) : failure}
        onRetry={() => retry.mutate(undefined)}
        onSetAside={() => setAsking(true)}
      />
      <Modal opened={isAsking} onClose={() => setAsking(false)} title="Start with an empty workspace?" centered>
        <p className={classes.lead}>
          The present file is moved aside, not deleted, and can be put back later. Connections, snapshots and campaigns
          in it are not available meanwhile.
        </p>
        <div className={classes.actions} style={{ marginTop: 16 }}>
          <Button
            onClick={() => {
              setAsking(false)
              setAside.mutate(undefined)
            }}
          >
            Move aside and start empty
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            Keep it
          </Button>
        </div>
      </Modal>
    </>
  )
}
