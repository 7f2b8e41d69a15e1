// The button that starts a sync, the one primary action of its page; out of reach while one runs, and not there where
// no team can be asked.
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import { useCanSync } from '../../rpc/current.ts'
import { useSync } from './use-sync.ts'

export function SyncButton({ connectionId }: { connectionId: ConnectionId }) {
  const { start, isRunning } = useSync(connectionId)
  if (!useCanSync(connectionId)) return null
  return (
    <Button leftSection={<IconRefresh size={15} stroke={2} aria-hidden />} onClick={start} disabled={isRunning}>
      {isRunning ? 'Syncing' : 'Sync now'}
    </Button>
  )
}
