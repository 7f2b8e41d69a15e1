// Says what disconnecting does before it is done.
import { Button, Group, List, Modal, Text } from '@mantine/core'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'

type Props = {
  connection: Connection
  isOpen: boolean
  isWorking: boolean
  failure: FailureDetail | null
  onClose: () => void
  onDisconnect: () => void
}

export function DisconnectDialog({ connection, isOpen, isWorking, failure, onClose, onDisconnect }: Props) {
  const isDemo = connection.kind === 'demo'
  const isImport = connection.kind === 'import'
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={isImport ? `Remove ${connection.label} from the list?` : `Disconnect ${connection.label}?`}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <List size="sm" spacing={4}>
        {!isImport && (
          <List.Item>
            {isDemo ? 'The demo team is stopped.' : 'The sign-in is revoked at Dropbox, where Dropbox allows it.'}
          </List.Item>
        )}
        {!isImport && <List.Item>This machine forgets the app secret and the sign-in.</List.Item>}
        <List.Item>Snapshots, campaigns and activity stay in the workspace.</List.Item>
      </List>
      {!isDemo && !isImport && (
        <Text mt={12}>
          The app itself stays linked to the team. To end that too, remove it from the linked apps in the Settings of
          the Dropbox Admin Console.
        </Text>
      )}
      {failure && <FailurePanel failure={failure} inline />}
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button color="red" onClick={onDisconnect} loading={isWorking}>
          {isImport ? 'Remove' : 'Disconnect'}
        </Button>
      </Group>
    </Modal>
  )
}
