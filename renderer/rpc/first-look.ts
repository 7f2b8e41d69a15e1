// What the first picture shows, asked for before anything is drawn: then it is drawn once, and not in three steps.
import type { Connection } from '../../shared/domain/connection.ts'
import { api, client, queryClient } from './api.ts'
import { chosenConnection } from './current.ts'

/** A person should not look at an empty window for longer; what comes later is drawn when it comes. */
const PATIENCE_MS = 250

const askForTeam = async ({ connectionId }: Connection): Promise<void> => {
  const [snapshots] = await Promise.all([
    queryClient.fetchQuery(api.snapshots.list.queryOptions({ input: { connectionId } })),
    queryClient.prefetchQuery(api.campaigns.list.queryOptions({ input: { connectionId } })),
  ])
  const newest = snapshots[0]
  if (newest)
    await queryClient.prefetchQuery(api.snapshots.overview.queryOptions({ input: { snapshotId: newest.snapshotId } }))
}

const ask = async (): Promise<void> => {
  const { queryKey } = api.workspace.status.experimental_liveOptions()
  for await (const status of await client.workspace.status()) {
    queryClient.setQueryData(queryKey, status)
    if (status.kind === 'opening') continue
    if (status.kind === 'open') {
      const connection = chosenConnection(await queryClient.fetchQuery(api.connections.list.queryOptions()))
      if (connection) await askForTeam(connection)
    }
    return
  }
}

/** Resolves when the first picture is known, or when it is better not to wait for it. Never rejects. */
export const firstLook = (): Promise<unknown> =>
  Promise.race([ask().catch(() => {}), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
