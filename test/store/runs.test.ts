import { expect, it } from 'vitest'
import { createConnectionStore } from '../../electron/store/connections.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { createRunStore } from '../../electron/store/runs.ts'
import type { ConnectionId, RunId } from '../../shared/domain/ids.ts'
import { connection, connectionId } from '../support/sample-team.ts'

const open = () => {
  const db = openDatabase(':memory:')
  createConnectionStore(db).save(connection())
  const runs = createRunStore(db)
  let minutes = 0
  const instant = () => new Date(Date.UTC(2026, 10, 22) + ++minutes * 60_000).toISOString()
  const run = (nth: number, of: ConnectionId = connectionId): RunId => {
    const runId = `run_${of}_${nth}` as RunId
    const at = instant()
    runs.begin({ runId, connectionId: of, startedAt: at })
    runs.append(runId, [
      { at, level: 'info', message: 'sync began', data: {} },
      { at, level: 'debug', message: 'call', data: { requestId: 'a' } },
      { at, level: 'debug', message: 'call', data: { requestId: 'b' } },
      { at, level: 'info', message: 'call', data: { requestId: 'c', outcome: 'dropbox-down' } },
    ])
    runs.end(runId, { endedAt: at, outcome: 'done', snapshotId: null, failure: null, calls: 3 })
    return runId
  }
  return { runs, run }
}

it('keeps the log of every run, and the lines of single calls for the newest hundred of a connection', () => {
  const { runs, run } = open()
  const other = run(0, 'conn_other' as ConnectionId)
  const ids = Array.from({ length: 103 }, (_, nth) => run(nth))
  const messages = (runId: RunId | undefined) => runs.log(runId as RunId).map((line) => line.message)
  for (const id of [ids[3], ids[102], other]) expect(messages(id)).toHaveLength(4)
  for (const id of ids.slice(0, 3)) {
    expect(messages(id)).toEqual([
      'sync began',
      'call',
      'the lines of single calls were dropped: the newest 100 runs keep theirs',
    ])
    expect(runs.log(id).at(-1)?.data).toEqual({ lines: 2 })
    expect(runs.log(id)[1]?.data).toMatchObject({ requestId: 'c' })
  }
})
