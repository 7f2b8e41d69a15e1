// Starting and stopping the sync of a connection.
import { useMutation } from '@tanstack/react-query'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import type { SyncEvent } from '../../../shared/domain/sync-run.ts'
import { client } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { useSyncEvent } from '../../rpc/streams.ts'

export type Sync = {
  event: SyncEvent
  isRunning: boolean
  start: () => void
  cancel: () => void
  isCancelling: boolean
  /** Why it could not be started, or cancelled. */
  failure: FailureDetail | null
}

export const useSync = (connectionId: ConnectionId): Sync => {
  const event = useSyncEvent(connectionId)
  const start = useMutation({ mutationFn: () => client.sync.start({ connectionId }) })
  const cancel = useMutation({ mutationFn: () => client.sync.cancel({ connectionId }) })
  const error = start.error ?? cancel.error
  const isRunning = event.kind === 'progress'
  return {
    event,
    isRunning,
    start: () => start.mutate(),
    cancel: () => cancel.mutate(),
    isCancelling: isRunning && (cancel.isPending || cancel.isSuccess),
    failure: error ? failureOf(error) : null,
  }
}
