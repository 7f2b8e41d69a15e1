// When syncs recur, one rule a connection.
import type { ConnectionId, Instant } from '../../shared/domain/ids.ts'
import { type ScheduleRule, scheduleRuleSchema } from '../../shared/domain/schedule.ts'
import type { Database } from './database.ts'
import { parseColumn } from './rows.ts'
import { wellFormed } from './text.ts'

export type StoredSchedule = {
  connectionId: ConnectionId
  rule: ScheduleRule
  isPaused: boolean
  /** Due times are counted from here, or from the last sync when that is later. */
  countedFrom: Instant
}

type Row = { connectionId: ConnectionId; rule: string; isPaused: number; countedFrom: Instant }

export const createScheduleStore = (db: Database) => {
  const columns = 's.connection_id AS connectionId, s.rule, s.is_paused AS isPaused, s.counted_from AS countedFrom'
  const selectOne = db.prepare(`SELECT ${columns} FROM schedules s WHERE s.connection_id = ?`)
  const selectLinked = db.prepare(
    `SELECT ${columns} FROM schedules s JOIN connections c ON c.connection_id = s.connection_id
     WHERE c.is_linked = 1 ORDER BY c.connection_no`,
  )
  const upsert = db.prepare(
    `INSERT INTO schedules (connection_id, rule, is_paused, counted_from) VALUES (?, ?, ?, ?)
     ON CONFLICT (connection_id) DO UPDATE
     SET rule = excluded.rule, is_paused = excluded.is_paused, counted_from = excluded.counted_from`,
  )
  const remove = db.prepare('DELETE FROM schedules WHERE connection_id = ?')

  const toSchedule = ({ connectionId, rule, isPaused, countedFrom }: Row): StoredSchedule => ({
    connectionId,
    rule: parseColumn(scheduleRuleSchema, rule, 'schedule'),
    isPaused: isPaused === 1,
    countedFrom,
  })

  return {
    get: (connectionId: ConnectionId): StoredSchedule | null => {
      const row = selectOne.get(connectionId) as Row | undefined
      return row ? toSchedule(row) : null
    },
    /** Of linked connections: a team that was disconnected is not synced. */
    list: (): StoredSchedule[] => (selectLinked.all() as Row[]).map(toSchedule),
    save: ({ connectionId, rule, isPaused, countedFrom }: StoredSchedule): void => {
      upsert.run(connectionId, wellFormed(JSON.stringify(rule)), isPaused ? 1 : 0, countedFrom)
    },
    remove: (connectionId: ConnectionId): void => {
      remove.run(connectionId)
    },
  }
}
