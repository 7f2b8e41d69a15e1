// `attest logs`: the log of a sync run, the newest unless told otherwise.
import type { RunId } from '../../shared/domain/ids.ts'
import type { LogLine, SyncRun } from '../../shared/domain/sync-run.ts'
import { EXIT, Refusal } from './exit.ts'
import { recordsText } from './records.ts'
import { openSession, type Session } from './session.ts'
import type { Settings } from './settings.ts'
import type { Act } from './surroundings.ts'
import type { TableColumn } from './table.ts'
import { connectionsMeant } from './teams.ts'

type Row = { at: string; level: LogLine['level']; message: string } & Record<string, string | number | boolean | null>

const DETAIL = new Set(['at', 'level', 'message'])
const COLUMNS: readonly TableColumn<Row>[] = [
  { title: 'At (UTC)', text: (line) => line.at.slice(11, 23) },
  { title: 'Level', text: (line) => line.level },
  { title: 'What', text: (line) => line.message },
  {
    title: 'Details',
    text: (line) =>
      Object.entries(line)
        .filter(([key, value]) => !DETAIL.has(key) && value !== null)
        .map(([key, value]) => `${key}=${value}`)
        .join(' '),
  },
]

const runMeant = async (session: Session, settings: Settings): Promise<SyncRun> => {
  const connections = await connectionsMeant(session, settings)
  const runs = (await Promise.all(connections.map(({ connectionId }) => session.dependencies.syncs.runs(connectionId))))
    .flat()
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
  const { run } = settings
  const [snapshot] = settings.snapshots
  const found = runs.find(
    ({ runId, snapshotId }) =>
      (run === undefined || runId === run) && (snapshot === undefined || snapshotId === snapshot),
  )
  if (found) return found
  if (run !== undefined) throw new Refusal(EXIT.failed, `There is no sync run ${run} in this workspace.`)
  if (snapshot !== undefined)
    throw new Refusal(EXIT.failed, `There is no log of snapshot ${snapshot} in this workspace.`)
  throw new Refusal(EXIT.failed, 'There is no log yet: run attest sync first.')
}

export const logs: Act = async (settings, around) => {
  const session = await openSession(settings, around, 'attest logs', { onlyReads: true })
  try {
    const { runId } = await runMeant(session, settings)
    const lines = await session.dependencies.syncs.log(runId as RunId)
    const rows = lines.map(({ at, level, message, data }): Row => ({ ...data, at, level, message }))
    const keys = [...new Set(['at', 'level', 'message', ...rows.flatMap(Object.keys)])]
    await around.out(recordsText(rows, settings.format ?? 'table', keys, COLUMNS))
    return EXIT.done
  } finally {
    await session.close()
  }
}
