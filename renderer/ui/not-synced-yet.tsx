// A page that shows a snapshot, before there is any.
import type { ConnectionId } from '../../shared/domain/ids.ts'
import { EmptyState } from './empty-state.tsx'
import { PageFrame } from './shell/page-frame.tsx'
import { SyncButton } from './sync/sync-button.tsx'
import { SyncStatus } from './sync/sync-status.tsx'

type NotSyncedYetProps = { title: string; connectionId: ConnectionId }

export function NotSyncedYet({ title, connectionId }: NotSyncedYetProps) {
  return (
    <PageFrame title={title} padded>
      <SyncStatus connectionId={connectionId} />
      <EmptyState title="Nothing is synced yet" action={<SyncButton connectionId={connectionId} />}>
        The first sync reads accounts, roles, groups and licences into a snapshot. It changes nothing in Dropbox.
      </EmptyState>
    </PageFrame>
  )
}
