// Sync runs and their logs.
import { z } from 'zod'
import type { FailureDetail } from '../../shared/domain/failure.ts'
import { failureDetailSchema } from '../../shared/domain/failure-schema.ts'
import type { ConnectionId, Instant, RunId, SnapshotId } from '../../shared/domain/ids.ts'
import { type LogLine, logLineSchema, type SyncRun } from '../../shared/domain/sync-run.ts'
import { type Database, transact } from './database.ts'
import { parseColumn } from './rows.ts'
import { wellFormed } from './text.ts'

/** Every run's log is kept. Of older runs than these only the lines of single calls that went well are not. */
const RUNS_IN_FULL = 100
const KEPT = `the newest ${RUNS_IN_FULL} runs keep theirs`

type RunRow = Omit<SyncRun, 'failure'> & { failure: string | null }
type LineRow = { at: string; level: string; message: string; data: string }

export const createRunStore = (db: Database) => {
  const insert = db.prepare("INSERT INTO runs (run_id, connection_id, started_at, outcome) VALUES (?, ?, ?, 'running')")
  const insertLine = db.prepare('INSERT INTO run_log (run_id, at, level, message, data) VALUES (?, ?, ?, ?, ?)')
  const finish = db.prepare(
    'UPDATE runs SET ended_at = ?, outcome = ?, snapshot_id = ?, failure = ?, calls = ? WHERE run_id = ?',
  )
  const selectOlder = db.prepare(
    `SELECT run_id AS runId FROM runs
     WHERE connection_id = (SELECT connection_id FROM runs WHERE run_id = ?) AND outcome <> 'running'
     ORDER BY started_at DESC, rowid DESC LIMIT 3 OFFSET ${RUNS_IN_FULL}`,
  )
  const dropSingleCalls = db.prepare("DELETE FROM run_log WHERE run_id = ? AND level = 'debug'")
  const interrupt = db.prepare("UPDATE runs SET outcome = 'interrupted' WHERE outcome = 'running'")
  const select = db.prepare(
    `SELECT run_id AS runId, connection_id AS connectionId, started_at AS startedAt, ended_at AS endedAt, outcome,
            snapshot_id AS snapshotId, failure, calls
     FROM runs WHERE connection_id = ? ORDER BY started_at DESC, rowid DESC LIMIT 200`,
  )
  const selectLines = db.prepare('SELECT at, level, message, data FROM run_log WHERE run_id = ? ORDER BY line_no')

  const toRun = ({
    runId,
    connectionId,
    startedAt,
    endedAt,
    outcome,
    snapshotId,
    failure,
    calls,
  }: RunRow): SyncRun => ({
    runId,
    connectionId,
    startedAt,
    endedAt,
    outcome,
    snapshotId,
    failure: failure === null ? null : parseColumn(failureDetailSchema, failure, 'run'),
    calls,
  })

  /** With every run that ends one or more fall out of those kept in full; what is left of their logs says so. */
  const shortenOlder = (runId: RunId, at: Instant): void => {
    for (const older of selectOlder.all(runId) as { runId: RunId }[]) {
      const lines = dropSingleCalls.run(older.runId).changes
      const message = `the lines of single calls were dropped: ${KEPT}`
      if (lines > 0) insertLine.run(older.runId, at, 'info', message, JSON.stringify({ lines }))
    }
  }

  return {
    begin: (run: { runId: RunId; connectionId: ConnectionId; startedAt: Instant }): void => {
      insert.run(run.runId, run.connectionId, run.startedAt)
    },
    append: (runId: RunId, lines: readonly LogLine[]): void => {
      transact(db, () => {
        for (const line of lines)
          insertLine.run(runId, line.at, line.level, wellFormed(line.message), wellFormed(JSON.stringify(line.data)))
      })
    },
    end: (
      runId: RunId,
      end: {
        endedAt: Instant
        outcome: 'done' | 'failed' | 'cancelled'
        snapshotId: SnapshotId | null
        failure: FailureDetail | null
        calls: number
      },
    ): void => {
      const failure = end.failure === null ? null : wellFormed(JSON.stringify(end.failure))
      transact(db, () => {
        finish.run(end.endedAt, end.outcome, end.snapshotId, failure, end.calls, runId)
        shortenOlder(runId, end.endedAt)
      })
    },
    /** At start: runs that a crash cut off. */
    markInterrupted: (): number => interrupt.run().changes,
    list: (connectionId: ConnectionId): SyncRun[] => (select.all(connectionId) as RunRow[]).map(toRun),
    log: (runId: RunId): LogLine[] =>
      (selectLines.all(runId) as LineRow[]).map((row) => ({
        at: row.at,
        level: z.enum(['debug', 'info', 'warn', 'error']).parse(row.level),
        message: row.message,
        data: parseColumn(logLineSchema.shape.data, row.data, 'run log'),
      })),
  }
}
