// Says what deleting a snapshot takes away before it is done.
import { Button, Group, List, Modal } from '@mantine/core'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { counted } from '../../ui/numbers.ts'
import { formatClock } from '../../ui/time.tsx'

type Props = {
  snapshot: Snapshot
  isOpen: boolean
  isWorking: boolean
  failure: FailureDetail | null
  onClose: () => void
  onDelete: () => void
}

export function DeleteDialog({ snapshot, isOpen, isWorking, failure, onClose, onDelete }: Props) {
  const { accounts } = snapshot
  const people = accounts.active + accounts.invited + accounts.suspended
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={`Delete the snapshot of ${formatClock(snapshot.takenAt)} UTC?`}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <List size="sm" spacing={4}>
        <List.Item>
          Who could do what at that moment is gone for good: {counted(people, 'account')},{' '}
          {counted(snapshot.grants, 'grant')}.
        </List.Item>
        <List.Item>All other snapshots and their digests stay as they are, and so does the log of its sync.</List.Item>
        <List.Item>Nothing changes in Dropbox.</List.Item>
      </List>
      {failure && <FailurePanel failure={failure} inline />}
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button color="red" onClick={onDelete} loading={isWorking}>
          Delete the snapshot
        </Button>
      </Group>
    </Modal>
  )
}
