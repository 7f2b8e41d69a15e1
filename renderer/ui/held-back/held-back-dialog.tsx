// Says what confirming or discarding a snapshot does before it is done.
import { Button, Group, List, Modal } from '@mantine/core'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { FailurePanel } from '../failure-panel.tsx'
import { formatClock } from '../time.tsx'

export type Choice = 'confirm' | 'discard'

const WORDS = {
  confirm: {
    title: 'Confirm the snapshot of',
    lines: [
      'It becomes the newest: accounts, campaigns and schedules go by it.',
      'Whoever is not in it looks as if they had left the team.',
      'Activity records that you confirmed it.',
    ],
    button: 'Confirm',
    color: '',
  },
  discard: {
    title: 'Discard the snapshot of',
    lines: [
      'It is removed from the workspace; all others stay as they are.',
      'Its log is kept, and Activity records it.',
      'Sync again to see whether the team is whole.',
    ],
    button: 'Discard',
    color: 'red',
  },
} as const

type Props = {
  held: Snapshot
  choice: Choice | null
  isWorking: boolean
  failure: FailureDetail | null
  onClose: () => void
  onChoose: (choice: Choice) => void
}

export function HeldBackDialog({ held, choice, isWorking, failure, onClose, onChoose }: Props) {
  const words = WORDS[choice ?? 'confirm']
  return (
    <Modal
      opened={choice !== null}
      onClose={onClose}
      title={`${words.title} ${formatClock(held.takenAt)} UTC?`}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <List size="sm" spacing={4}>
        {words.lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
      {failure && <FailurePanel failure={failure} inline />}
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Decide later
        </Button>
        <Button
          {...(words.color ? { color: words.color } : {})}
          onClick={() => choice && onChoose(choice)}
          loading={isWorking}
        >
          {words.button}
        </Button>
      </Group>
    </Modal>
  )
}
