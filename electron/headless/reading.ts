// Commands that look at one snapshot: of the workspace, or, without one, of the team as it is now.
import { Failure } from '../../shared/domain/failure.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { openSession, type Session } from './session.ts'
import type { Settings } from './settings.ts'
import type { Surroundings } from './surroundings.ts'
import { syncTeam } from './sync-team.ts'
import { connectionsToSync, snapshotMeant } from './teams.ts'

/** Keeps nothing: the team is read, looked at, and forgotten. */
const readNow = async (session: Session, settings: Settings, around: Surroundings): Promise<Snapshot> => {
  const [connection] = await connectionsToSync(session, settings)
  if (!connection) throw new Failure({ kind: 'not-found', what: 'connection' })
  const outcome = await syncTeam(session, connection, settings.wantsSignIns, around.signal)
  if (outcome.kind === 'done') return outcome.snapshot
  throw new Failure(outcome.kind === 'failed' ? outcome.failure : { kind: 'cancelled' })
}

/** Runs `look` over the snapshot that is meant. */
export const withSnapshot = async (
  settings: Settings,
  around: Surroundings,
  program: string,
  look: (session: Session, snapshot: Snapshot) => Promise<void>,
): Promise<ExitCode> => {
  const session = await openSession(settings, around, program, { onlyReads: true })
  try {
    const snapshot = session.isKept ? await snapshotMeant(session, settings) : await readNow(session, settings, around)
    await look(session, snapshot)
    return EXIT.done
  } finally {
    await session.close()
  }
}
