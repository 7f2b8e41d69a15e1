// Changes of stored connections, one after the other, so that none is lost and a disconnected one stays disconnected.
import type { Connection } from '../../shared/domain/connection.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { ConnectionId } from '../../shared/domain/ids.ts'
import type { ConnectionDependencies } from './dependencies.ts'

export type ConnectionChanges = {
  get(connectionId: ConnectionId): Promise<Connection>
  /** Saves what `change` makes of the connection as it is now, unless it is the same. */
  change(connectionId: ConnectionId, change: (connection: Connection) => Connection): Promise<Connection>
  /** Runs in the same order as changes. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
}

/** `get` and `change` reject with Failure not-found for a connection that is not linked. */
export const createChanges = ({
  stores,
  announce,
}: Pick<ConnectionDependencies, 'stores' | 'announce'>): ConnectionChanges => {
  let last: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work)
    last = result.catch(() => {})
    return result
  }
  // Not `connections.get`, which also knows those that were disconnected.
  const get = async (connectionId: ConnectionId): Promise<Connection> => {
    const found = (await stores.connections.list()).find((connection) => connection.connectionId === connectionId)
    if (!found) throw new Failure({ kind: 'not-found', what: 'connection' })
    return found
  }
  return {
    get,
    inTurn,
    change: (connectionId, change) =>
      inTurn(async () => {
        const now = await get(connectionId)
        const changed = change(now)
        if (JSON.stringify(changed) === JSON.stringify(now)) return now
        await stores.connections.save(changed)
        announce('connections')
        return changed
      }),
  }
}
