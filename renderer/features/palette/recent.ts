// What was gone to last through the palette: people and entitlements. Kept while the window is open and nowhere else,
// because outside the workspace file nobody's name is written down.
import type { ConnectionId } from '../../../shared/domain/ids.ts'

const MOST = 6

/** Only what it takes to show a line again and to go there. */
export type Recent = { id: string; label: string; side: string } & (
  | { kind: 'person' }
  | { kind: 'entitlement'; resourceType: string }
)

const lists = new Map<ConnectionId, readonly Recent[]>()

/** The latest first. */
export const recentOf = (connectionId: ConnectionId): readonly Recent[] => lists.get(connectionId) ?? []

export const noteRecent = (connectionId: ConnectionId, gone: Recent): void => {
  const others = recentOf(connectionId).filter(({ id }) => id !== gone.id)
  lists.set(connectionId, [gone, ...others].slice(0, MOST))
}
