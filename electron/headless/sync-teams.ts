// One complete sync of every team that is meant, kept in the workspace, written to a file, or both.
import type { Connection } from '../../shared/domain/connection.ts'
import { Failure } from '../../shared/domain/failure.ts'
import { workLeanly } from '../lean-work.ts'
import type { EarlyToken } from './early-token.ts'
import { EXIT, type ExitCode, explain } from './exit.ts'
import { openSession, type Session } from './session.ts'
import type { Settings } from './settings.ts'
import { writeSnapshots } from './snapshot-file.ts'
import { snapshotFacts, snapshotSentence } from './snapshot-words.ts'
import type { Surroundings } from './surroundings.ts'
import { type SyncOutcome, syncTeam } from './sync-team.ts'
import { connectionsToSync } from './teams.ts'

const tell = async (
  outcome: Extract<SyncOutcome, { kind: 'done' }>,
  session: Session,
  settings: Settings,
  around: Surroundings,
): Promise<ExitCode> => {
  const { snapshot, missing } = outcome
  if (settings.file !== undefined) await writeSnapshots(session, [snapshot.snapshotId], settings.file, settings, around)
  const isForMachines = settings.format === 'json' || settings.format === 'jsonl'
  await around.out(
    isForMachines ? `${JSON.stringify(snapshotFacts(snapshot))}\n` : `${snapshotSentence(snapshot, session.isKept)}\n`,
  )
  if (!session.isKept && settings.file === undefined)
    around.err('Nothing was kept: give --workspace and ATTEST_KEY, or --file, to keep what was read.\n')
  for (const part of missing) around.err(`${part}\n`)
  return missing.length > 0 ? EXIT.incomplete : EXIT.done
}

const syncOne = async (
  connection: Connection,
  session: Session,
  settings: Settings,
  around: Surroundings,
): Promise<ExitCode> => {
  const outcome = await workLeanly(() => syncTeam(session, connection, settings.wantsSignIns, around.signal))
  if (outcome.kind === 'done') return tell(outcome, session, settings, around)
  const detail = outcome.kind === 'failed' ? outcome.failure : ({ kind: 'cancelled' } as const)
  throw new Failure(detail)
}

/** Teams are synced one after the other; the first that fails gives the exit code, the others are synced all the same. */
export const syncTeams = async (
  settings: Settings,
  around: Surroundings,
  early: EarlyToken | undefined,
): Promise<ExitCode> => {
  const session = await openSession(settings, around, 'attest sync', { early })
  try {
    const connections = await connectionsToSync(session, settings)
    let code: ExitCode = EXIT.done
    for (const connection of connections) {
      try {
        const ended = await syncOne(connection, session, settings, around)
        if (code === EXIT.done) code = ended
      } catch (error) {
        if (connections.length === 1) throw error
        const told = explain(error)
        around.err(`${connection.label}: ${told.sentence}\n`)
        if (code === EXIT.done || code === EXIT.incomplete) code = told.code
      }
    }
    return code
  } finally {
    await session.close()
  }
}
