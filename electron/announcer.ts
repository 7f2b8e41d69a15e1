// Tells every window what changed, so that it fetches exactly that again.
import { EventPublisher } from '@orpc/server'
import type { Change, Topic } from '../shared/contract/changes.ts'
import type { WorkspaceStatus } from '../shared/contract/workspace.ts'

export const createAnnouncer = () => {
  const publisher = new EventPublisher<{ change: Change; status: WorkspaceStatus }>()
  return {
    announce: (topic: Topic, notice?: string): void =>
      publisher.publish('change', notice === undefined ? { topic } : { topic, notice }),
    sayStatus: (status: WorkspaceStatus): void => publisher.publish('status', status),
    changes: (signal?: AbortSignal): AsyncIterable<Change> => publisher.subscribe('change', signal ? { signal } : {}),
    statuses: (signal?: AbortSignal): AsyncIterable<WorkspaceStatus> =>
      publisher.subscribe('status', signal ? { signal } : {}),
  }
}
export type Announcer = ReturnType<typeof createAnnouncer>
