// Streams of main as queries: `data` is always the newest event.
import { useQuery } from '@tanstack/react-query'
import type { ConnectionId } from '../../shared/domain/ids.ts'
import type { SyncEvent } from '../../shared/domain/sync-run.ts'
import { api } from './api.ts'

/** A stream starts anew whenever somebody begins to look, and again a second after it broke. */
const live = { staleTime: 0, retry: true, retryDelay: 1000 } as const

/** What keeps the workspace from opening, or that it is open. */
export const useWorkspaceStatus = () => useQuery(api.workspace.status.experimental_liveOptions(live))

/** The sync of a connection as it is now; the shell keeps this stream open, so pages share it. */
export const useSyncEvent = (connectionId: ConnectionId | null): SyncEvent =>
  useQuery(
    api.sync.watch.experimental_liveOptions({
      ...live,
      input: { connectionId: connectionId as ConnectionId },
      enabled: connectionId !== null,
    }),
  ).data ?? { kind: 'idle' }
