// Linked teams. A connection that was disconnected keeps its row, because snapshots and campaigns rest on it.
import { type Connection, connectionSchema, type ListedConnection } from '../../shared/domain/connection.ts'
import type { ConnectionId } from '../../shared/domain/ids.ts'
import type { Database } from './database.ts'
import { parseColumn } from './rows.ts'
import { wellFormed } from './text.ts'

export const createConnectionStore = (db: Database) => {
  const selectLinked = db.prepare('SELECT body FROM connections WHERE is_linked = 1 ORDER BY connection_no')
  const selectListed = db.prepare(
    `SELECT c.is_linked AS isLinked, c.body FROM connections c
     WHERE c.is_linked = 1 OR (c.body ->> 'kind' <> 'import' AND EXISTS
       (SELECT 1 FROM snapshots s WHERE s.connection_no = c.connection_no AND s.is_sealed = 1))
     ORDER BY c.is_linked DESC, c.connection_no`,
  )
  const selectOne = db.prepare('SELECT body FROM connections WHERE connection_id = ?')
  const upsert = db.prepare(
    `INSERT INTO connections (connection_id, is_linked, body) VALUES (?, 1, ?)
     ON CONFLICT (connection_id) DO UPDATE SET is_linked = 1, body = excluded.body`,
  )
  const unlink = db.prepare('UPDATE connections SET is_linked = 0 WHERE connection_id = ?')
  const toConnection = (row: unknown): Connection =>
    parseColumn(connectionSchema, (row as { body: string }).body, 'connection')

  return {
    /** Linked ones, oldest first. */
    list: (): Connection[] => selectLinked.all().map(toConnection),
    /** Linked ones, then disconnected teams whose snapshots can still be looked at. Files are out of the list when removed. */
    listed: (): ListedConnection[] =>
      (selectListed.all() as { isLinked: number; body: string }[]).map((row) => ({
        ...toConnection(row),
        isLinked: row.isLinked === 1,
      })),
    /** Linked or not: history may ask for one that was disconnected. */
    get: (id: ConnectionId): Connection | null => {
      const row = selectOne.get(id)
      return row ? toConnection(row) : null
    },
    save: (connection: Connection): void => {
      upsert.run(connection.connectionId, wellFormed(JSON.stringify(connection)))
    },
    /** Forgets the link; snapshots, campaigns and evidence stay. */
    remove: (id: ConnectionId): void => {
      unlink.run(id)
    },
  }
}
