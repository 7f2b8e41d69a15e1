// What the first picture shows, asked for before anything is drawn: then it is drawn once, and not in three steps.
import type { ConnectionId } from '../../shared/domain/ids.ts'
import { newestOf } from '../../shared/domain/snapshot.ts'
import { api, client, queryClient } from './api.ts'
import { chosenConnection } from './current.ts'

/** A person should not look at an empty window for longer; what comes later is drawn when it comes. */
const PATIENCE_MS = 250

/** Which team the last first picture was of: a guess worth making while the list of connections is on its way. */
const LAST = 'attest-last-connection'

const askForTeam = async (connectionId: ConnectionId): Promise<void> => {
  const input = { connectionId }
  const [snapshots] = await Promise.all([
    queryClient.fetchQuery(api.snapshots.list.queryOptions({ input })),
    queryClient.prefetchQuery(api.campaigns.list.queryOptions({ input })),
  ])
  const newest = newestOf(snapshots)
  if (newest)
    await queryClient.prefetchQuery(api.snapshots.overview.queryOptions({ input: { snapshotId: newest.snapshotId } }))
}

const askWhenOpen = async (): Promise<void> => {
  const { queryKey } = api.workspace.status.experimental_liveOptions()
  for await (const status of await client.workspace.status()) {
    queryClient.setQueryData(queryKey, status)
    if (status.kind === 'opening') continue
    if (status.kind !== 'open') return
    const connections = queryClient.fetchQuery(api.connections.list.queryOptions())
    const last = localStorage.getItem(LAST) as ConnectionId | null
    const guess = last ? askForTeam(last).catch(() => {}) : undefined
    const connection = chosenConnection(await connections)
    if (connection && connection.connectionId !== last) {
      localStorage.setItem(LAST, connection.connectionId)
      await askForTeam(connection.connectionId)
    }
    await guess
    return
  }
}

/** Resolves when the first picture is known, or when it is better not to wait for it. Never rejects. */
export const firstLook = (): Promise<unknown> =>
  Promise.race([askWhenOpen().catch(() => {}), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
