// The button that starts a sync; out of reach while one runs.
import { Button, type ButtonProps } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import { useSync } from './use-sync.ts'

type SyncButtonProps = Pick<ButtonProps, 'variant'> & { connectionId: ConnectionId }

export function SyncButton({ connectionId, variant = 'filled' }: SyncButtonProps) {
  const { start, isRunning } = useSync(connectionId)
  return (
    <Button
      variant={variant}
      leftSection={<IconRefresh size={15} stroke={2} aria-hidden />}
      onClick={start}
      disabled={isRunning}
    >
      {isRunning ? 'Syncing' : 'Sync now'}
    </Button>
  )
}
