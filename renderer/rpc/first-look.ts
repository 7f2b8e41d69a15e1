// What the first picture shows, asked for before anything is drawn: then it is drawn once, and not in three steps.
import type { ConnectionId, SnapshotId } from '../../shared/domain/ids.ts'
import { newestOf } from '../../shared/domain/snapshot.ts'
import { api, client, queryClient } from './api.ts'
import { chosenConnection } from './current.ts'

/** A person should not look at an empty window for longer; what comes later is drawn when it comes. */
const PATIENCE_MS = 250

/** What the last first picture was of: a guess worth making while the lists that tell are on their way. */
const LAST = 'attest-last-look'
type Look = { connectionId?: ConnectionId; snapshotId?: SnapshotId }

const lastLook = (): Look => {
  try {
    return JSON.parse(localStorage.getItem(LAST) ?? '{}') ?? {}
  } catch {
    return {}
  }
}

const askForFigures = (snapshotId: SnapshotId): Promise<void> =>
  queryClient.prefetchQuery(api.snapshots.overview.queryOptions({ input: { snapshotId } }))

/** @returns the newest snapshot, whose figures are known then */
const askForTeam = async (connectionId: ConnectionId, guess?: SnapshotId): Promise<SnapshotId | undefined> => {
  const input = { connectionId }
  const [snapshots] = await Promise.all([
    queryClient.fetchQuery(api.snapshots.list.queryOptions({ input })),
    queryClient.prefetchQuery(api.campaigns.list.queryOptions({ input })),
    guess === undefined ? undefined : askForFigures(guess),
  ])
  const newest = newestOf(snapshots)?.snapshotId
  if (newest !== undefined && newest !== guess) await askForFigures(newest)
  return newest
}

const askWhenOpen = async (): Promise<void> => {
  const { queryKey } = api.workspace.status.experimental_liveOptions()
  for await (const status of await client.workspace.status()) {
    queryClient.setQueryData(queryKey, status)
    if (status.kind === 'opening') continue
    if (status.kind !== 'open') return
    const connections = queryClient.fetchQuery(api.connections.list.queryOptions())
    const last = lastLook()
    const guessed = last.connectionId && askForTeam(last.connectionId, last.snapshotId).catch(() => undefined)
    const connectionId = chosenConnection(await connections)?.connectionId
    if (connectionId === undefined) return
    const snapshotId = await (connectionId === last.connectionId ? guessed : askForTeam(connectionId))
    localStorage.setItem(LAST, JSON.stringify({ connectionId, snapshotId }))
    return
  }
}

/** Resolves when the first picture is known, or when it is better not to wait for it. Never rejects. */
export const firstLook = (): Promise<unknown> =>
  Promise.race([askWhenOpen().catch(() => {}), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
