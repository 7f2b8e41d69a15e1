// `attest status`: what is connected, what it may do, how the last sync went, and what the newest snapshot says.
import { CAPABILITIES, type Connection, personWords } from '../../shared/domain/connection.ts'
import { describeFailure } from '../../shared/domain/failure-words.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import type { SyncRun } from '../../shared/domain/sync-run.ts'
import { scopesShownBy } from '../connections/token-link.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { type RecordRow, recordsText } from './records.ts'
import { openSession, type Session } from './session.ts'
import type { Settings } from './settings.ts'
import { peopleOf, proofState, proofWords } from './snapshot-words.ts'
import type { Act, Surroundings } from './surroundings.ts'
import { connectionsMeant, connectionsToSync } from './teams.ts'

type State = { connection: Connection; last: SyncRun | null; next: string | null; newest: Snapshot | null }

const stateOf = async ({ dependencies }: Session, connection: Connection): Promise<State> => {
  const { connectionId } = connection
  const [runs, newest, schedules] = await Promise.all([
    dependencies.syncs.runs(connectionId),
    dependencies.stores.snapshots.newest(connectionId),
    dependencies.schedules(),
  ])
  const { next } = await schedules.get({ connectionId })
  return { connection, last: runs[0] ?? null, next, newest }
}

/** Asks Dropbox who is signed in, where there is nothing to look up. */
const asked = async (session: Session, settings: Settings): Promise<Connection[]> => {
  const { connections } = session.dependencies
  const meant = await connectionsToSync(session, settings)
  return Promise.all(meant.map(({ connectionId }) => connections.check({ connectionId })))
}

/** What the sign-in named; without that, what the newest snapshot shows. */
const grantedOf = ({ grantedScopes }: Connection, newest: Snapshot | null): readonly string[] =>
  grantedScopes.length > 0 || !newest ? grantedScopes : scopesShownBy(newest)

const scopeWords = (granted: readonly string[]): string => {
  if (granted.length === 0) return 'not known before the first sync'
  const may = CAPABILITIES.filter(({ scopes }) => scopes.every((scope) => granted.includes(scope)))
  return `${may.map(({ words }) => words).join('; ')} (${[...granted].sort().join(' ')})`
}

const lastWords = (last: SyncRun | null): string => {
  if (!last) return 'never'
  const outcome = last.failure ? `failed: ${describeFailure(last.failure).what}` : last.outcome
  return `${last.startedAt}, ${outcome} (${last.calls} calls)`
}

const newestWords = (newest: Snapshot | null): string =>
  newest
    ? `${newest.snapshotId}, taken ${newest.takenAt}: ${peopleOf(newest)} accounts, ${newest.grants} grants. ${proofWords(newest)}.`
    : 'none yet'

const asText = ({ connection, last, next, newest }: State): string => {
  const isConnected = connection.status === 'connected'
  const lines = [
    ['Team', connection.teamName],
    ['Connection', isConnected ? 'connected' : `needs attention: ${connection.attention ?? ''}`],
    ['Authorized as', personWords(connection.authorizedAs)],
    ['May', scopeWords(grantedOf(connection, newest))],
    ['Last sync', lastWords(last)],
    ['Next sync', next ?? 'when somebody starts one'],
    ['Newest snapshot', newestWords(newest)],
  ]
  return lines.map(([title, text]) => `${title?.padEnd(16)}${text}\n`).join('')
}

const asFacts = ({ connection, last, next, newest }: State): RecordRow => ({
  connectionId: connection.connectionId,
  label: connection.label,
  teamId: connection.teamId,
  teamName: connection.teamName,
  status: connection.status,
  attention: connection.attention,
  authorizedAs: personWords(connection.authorizedAs),
  scopes: grantedOf(connection, newest),
  lastSync: last?.startedAt ?? null,
  lastOutcome: last?.outcome ?? null,
  lastFailure: last?.failure?.kind ?? null,
  nextSync: next,
  snapshotId: newest?.snapshotId ?? null,
  takenAt: newest?.takenAt ?? null,
  proof: newest ? proofState(newest) : null,
})

const tell = async (
  states: readonly State[],
  { format = 'table' }: Settings,
  around: Surroundings,
): Promise<ExitCode> => {
  if (format === 'table') await around.out(states.map(asText).join('\n'))
  else {
    const facts = states.map(asFacts)
    await around.out(recordsText(facts, format, Object.keys(facts[0] ?? {}), []))
  }
  if (states.length === 0) around.err('No team is connected: run attest login.\n')
  return states.length > 0 && states.every(({ connection }) => connection.status === 'connected')
    ? EXIT.done
    : EXIT.signInNeeded
}

export const status: Act = async (settings, around) => {
  const session = await openSession(settings, around, 'attest status', { onlyReads: true })
  try {
    const connections = await (session.isKept ? connectionsMeant(session, settings) : asked(session, settings))
    return await tell(await Promise.all(connections.map((one) => stateOf(session, one))), settings, around)
  } finally {
    await session.close()
  }
}
