// The button that starts a sync; out of reach while one runs, and not there where no team can be asked.
import { Button, type ButtonProps } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import { useCanSync } from '../../rpc/current.ts'
import { useSync } from './use-sync.ts'

type SyncButtonProps = Pick<ButtonProps, 'variant'> & { connectionId: ConnectionId }

export function SyncButton({ connectionId, variant = 'filled' }: SyncButtonProps) {
  const { start, isRunning } = useSync(connectionId)
  if (!useCanSync(connectionId)) return null
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
