// What people say of a snapshot, and how long those of a connection are kept. None of it is part of a digest.
import { Failure } from '../../shared/domain/failure.ts'
import type { ConnectionId, SnapshotId } from '../../shared/domain/ids.ts'
import { KEEP_ALL, type RetentionRule, retentionRuleSchema } from '../../shared/domain/retention.ts'
import type { Database } from './database.ts'
import { parseColumn } from './rows.ts'
import { wellFormed } from './text.ts'

export const createSnapshotNotes = (db: Database) => {
  const describe = db.prepare('UPDATE snapshots SET name = ?, note = ? WHERE snapshot_id = ? AND is_sealed = 1')
  const pin = db.prepare('UPDATE snapshots SET is_pinned = ? WHERE snapshot_id = ? AND is_sealed = 1')
  const selectCampaigns = db.prepare(
    `SELECT DISTINCT k.snapshot_id AS id FROM campaigns k JOIN connections c ON c.connection_id = k.connection_id
     WHERE c.connection_id = ?`,
  )
  const selectRule = db.prepare('SELECT rule FROM retentions WHERE connection_id = ?')
  const saveRule = db.prepare(
    `INSERT INTO retentions (connection_id, rule) VALUES (?, ?)
     ON CONFLICT (connection_id) DO UPDATE SET rule = excluded.rule`,
  )
  const one = (changes: number): void => {
    if (changes === 0) throw new Failure({ kind: 'not-found', what: 'snapshot' })
  }
  const textOrNull = (text: string): string | null => (text === '' ? null : wellFormed(text))

  return {
    /** @throws Failure not-found */
    describe: (id: SnapshotId, { name, note }: { name: string; note: string }): void =>
      one(describe.run(textOrNull(name), textOrNull(note), id).changes),
    /** @throws Failure not-found */
    pin: (id: SnapshotId, isPinned: boolean): void => one(pin.run(isPinned ? 1 : 0, id).changes),
    /** The snapshots of a connection that campaigns rest on. */
    underCampaigns: (connectionId: ConnectionId): SnapshotId[] =>
      (selectCampaigns.all(connectionId) as { id: SnapshotId }[]).map((row) => row.id),
    retention: (connectionId: ConnectionId): RetentionRule => {
      const row = selectRule.get(connectionId) as { rule: string } | undefined
      return row ? parseColumn(retentionRuleSchema, row.rule, 'retention') : KEEP_ALL
    },
    setRetention: (connectionId: ConnectionId, rule: RetentionRule): void => {
      saveRule.run(connectionId, JSON.stringify(rule))
    },
  }
}
