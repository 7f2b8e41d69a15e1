// Pinning and deleting a snapshot. What keeps it from being deleted is said beforehand.
import { Button, Group } from '@mantine/core'
import { IconPin, IconPinnedOff, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { notify } from '../../ui/notify.ts'
import { formatClock } from '../../ui/time.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { Part } from './part.tsx'
import classes from './snapshots.module.css'

type Props = { snapshot: Snapshot; onDeleted: () => void }

export function KeepingPart({ snapshot, onDeleted }: Props) {
  const { snapshotId, isPinned } = snapshot
  const [isAsking, setAsking] = useState(false)
  const why = useQuery(api.upkeep.keptBecause.queryOptions({ input: { snapshotId } })).data
  const pin = useMutation(api.upkeep.pin.mutationOptions())
  const remove = useMutation(
    api.upkeep.remove.mutationOptions({
      onSuccess: () => {
        notify({ message: `The snapshot of ${formatClock(snapshot.takenAt)} UTC was deleted.` })
        onDeleted()
      },
    }),
  )
  return (
    <Part title="Keeping">
      <p className={classes.dim}>
        {why
          ? `It cannot be deleted. ${why}`
          : 'A pinned snapshot is never deleted. A named or noted one stays when older ones are removed.'}
      </p>
      <Group gap={8} mt={8}>
        <Button
          variant="default"
          leftSection={isPinned ? <IconPinnedOff size={15} aria-hidden /> : <IconPin size={15} aria-hidden />}
          loading={pin.isPending}
          onClick={() => pin.mutate({ snapshotId, isPinned: !isPinned })}
        >
          {isPinned ? 'Unpin' : 'Pin'}
        </Button>
        <Button
          variant="subtle"
          color="red"
          {...(why === null ? { c: 'var(--a-red)' } : {})}
          leftSection={<IconTrash size={15} aria-hidden />}
          disabled={why !== null}
          onClick={() => setAsking(true)}
        >
          Delete…
        </Button>
      </Group>
      {pin.error && <FailurePanel inline failure={failureOf(pin.error)} />}
      <DeleteDialog
        snapshot={snapshot}
        isOpen={isAsking}
        isWorking={remove.isPending}
        failure={remove.error ? failureOf(remove.error) : null}
        onClose={() => {
          setAsking(false)
          remove.reset()
        }}
        onDelete={() => remove.mutate({ snapshotId })}
      />
    </Part>
  )
}
