// How a connection stands, in two or three words.
import type { ListedConnection } from '../../../shared/domain/connection.ts'
import type { SyncEvent } from '../../../shared/domain/sync-run.ts'
import { formatRelative } from '../time.tsx'

type PillState = { kind: 'good' | 'busy' | 'bad' | 'past'; words: string }

/** "Disconnected", "From files", "Syncing", "Needs attention", "Synced 3 min ago", "Not synced yet". */
export const pillState = (
  connection: Pick<ListedConnection, 'status' | 'kind' | 'isLinked'>,
  event: SyncEvent,
  takenAt: string | null,
  now: number,
): PillState => {
  if (!connection.isLinked) return { kind: 'past', words: 'Disconnected' }
  if (connection.kind === 'import') return { kind: 'past', words: 'From files' }
  if (event.kind === 'progress') return { kind: 'busy', words: 'Syncing' }
  if (connection.status === 'needs-attention') return { kind: 'bad', words: 'Needs attention' }
  if (takenAt === null) return { kind: 'good', words: 'Not synced yet' }
  return { kind: 'good', words: `Synced ${formatRelative(takenAt, now)}` }
}
