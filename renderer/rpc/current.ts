// Which connection and which snapshot the pages speak of.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState, useSyncExternalStore } from 'react'
import { canSync, type ListedConnection } from '../../shared/domain/connection.ts'
import type { ConnectionId, SnapshotId } from '../../shared/domain/ids.ts'
import { newestOf, type Snapshot } from '../../shared/domain/snapshot.ts'
import { api, queryClient } from './api.ts'

const KEY = 'attest-connection'
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const chosenId = () => localStorage.getItem(KEY)

/** Makes another connection the current one; remembered on this machine. */
export const chooseConnection = (connectionId: ConnectionId): void => {
  localStorage.setItem(KEY, connectionId)
  for (const listener of listeners) listener()
}

/** The chosen one among those there are, else the first: disconnected ones come last. */
export const currentOf = (connections: readonly ListedConnection[], chosen: string | null): ListedConnection | null =>
  connections.find((c) => c.connectionId === chosen) ?? connections[0] ?? null

/** The current one, for whoever asks outside a component. */
export const chosenConnection = (connections: readonly ListedConnection[]): ListedConnection | null =>
  currentOf(connections, chosenId())

export const useChosenConnectionId = (): string | null => useSyncExternalStore(subscribe, chosenId)

/** The current connection. Pages other than /connect and /settings are only shown when there is one. */
export const useConnection = (): ListedConnection => {
  const connections = useSuspenseQuery(api.connections.list.queryOptions()).data
  const connection = currentOf(connections, useChosenConnectionId())
  // When the last one goes, the page that showed it may be drawn once more before another takes its place.
  const [shown] = useState(connection)
  if (connection) return connection
  if (shown) return shown
  throw new Error('no connection is linked')
}

export type CurrentSnapshot = {
  /** The one to show: chosen by `?snapshot=` in the address, else the newest; null before the first sync. */
  snapshot: Snapshot | null
  newest: Snapshot | null
  /** False while an older one is looked at, or one of a team that cannot be asked any more: nothing may be changed then. */
  isLive: boolean
}

const shownOf = (snapshots: readonly Snapshot[], chosen: number | undefined): Snapshot | null =>
  snapshots.find((s) => s.snapshotId === chosen) ?? newestOf(snapshots)

/** Suspends until the list of snapshots is known. */
export const useSnapshot = (): CurrentSnapshot => {
  const connection = useConnection()
  const { connectionId } = connection
  const chosen = useSearch({ strict: false, select: (search) => search.snapshot })
  const snapshots = useSuspenseQuery(api.snapshots.list.queryOptions({ input: { connectionId } })).data
  const newest = newestOf(snapshots)
  const snapshot = shownOf(snapshots, chosen)
  return { snapshot, newest, isLive: canSync(connection) && snapshot?.snapshotId === newest?.snapshotId }
}

/** The snapshot that a page with this `?snapshot=` will show, for whoever asks outside a component and before it is drawn. */
export const snapshotToShow = (chosen: number | undefined): SnapshotId | undefined => {
  const connections = queryClient.getQueryData(api.connections.list.queryKey())
  const connectionId = connections && chosenConnection(connections)?.connectionId
  if (!connectionId) return undefined
  const snapshots = queryClient.getQueryData(api.snapshots.list.queryKey({ input: { connectionId } })) ?? []
  return shownOf(snapshots, chosen)?.snapshotId
}

/** Whether a team can be asked for what it is now. */
export const useCanSync = (connectionId: ConnectionId): boolean => {
  const connections = useQuery(api.connections.list.queryOptions()).data
  const connection = connections?.find((one) => one.connectionId === connectionId)
  return connection !== undefined && canSync(connection)
}
