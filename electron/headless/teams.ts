// Which connections and which snapshot a command means.
import type { Connection, ListedConnection } from '../../shared/domain/connection.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import { EXIT, Refusal, usage } from './exit.ts'
import type { Session } from './session.ts'
import { credentialsOf, type Settings } from './settings.ts'

const isNamed = ({ connectionId, label, teamName, teamId }: Connection, name: string): boolean =>
  [connectionId, label, teamName, teamId].some((known) => known.toLowerCase() === name.toLowerCase())

/** The connections a command is about: all that there is something of, unless it says which. */
export const connectionsMeant = async ({ dependencies }: Session, settings: Settings): Promise<ListedConnection[]> => {
  const listed = await dependencies.stores.connections.listed()
  const { connection: name, appKey } = settings
  if (name !== undefined) {
    const named = listed.filter((connection) => isNamed(connection, name))
    if (named.length === 0) throw new Refusal(EXIT.failed, `There is no connection “${name}” in this workspace.`)
    return named
  }
  const ofApp = appKey === undefined ? [] : listed.filter((connection) => connection.appKey === appKey)
  return ofApp.length > 0 ? ofApp : listed
}

/** Those that can be asked: linked, and not of a file. */
const isLive = ({ isLinked, kind }: ListedConnection): boolean => isLinked && kind !== 'import'

/** What to sync: the team of the credentials, else what the workspace is linked to. */
export const connectionsToSync = async (session: Session, settings: Settings): Promise<Connection[]> => {
  const linked = settings.refreshToken === undefined ? (await connectionsMeant(session, settings)).filter(isLive) : []
  if (linked.length > 0) return linked
  const credentials = credentialsOf(settings)
  if (!credentials)
    throw usage('No team is connected: give BATON_APP_KEY and BATON_REFRESH_TOKEN, or run attest login.')
  return [
    await session.dependencies.connections.connectWithToken(
      { ...credentials, purpose: settings.purpose },
      session.early?.token,
    ),
  ]
}

const findSnapshot = async ({ dependencies }: Session, id: number): Promise<Snapshot> => {
  const snapshot = await dependencies.stores.snapshots.get(id as SnapshotId)
  if (snapshot) return snapshot
  throw new Refusal(EXIT.failed, `There is no snapshot ${id}: attest snapshots lists what there is.`)
}

/** The newest of the one team that is meant; one that is connected comes before files and teams that no longer are. */
const newestMeant = async (session: Session, settings: Settings): Promise<Snapshot> => {
  const { stores } = session.dependencies
  const meant = await connectionsMeant(session, settings)
  const candidates = (
    await Promise.all(
      meant.map(async (connection) => {
        const snapshot = await stores.snapshots.newest(connection.connectionId)
        return snapshot ? [{ snapshot, isLive: isLive(connection) }] : []
      }),
    )
  ).flat()
  const live = candidates.filter((candidate) => candidate.isLive)
  const [first, ...others] = live.length > 0 ? live : candidates
  if (!first) throw new Refusal(EXIT.failed, 'There is no snapshot yet: run attest sync first.')
  if (others.length === 0) return first.snapshot
  throw usage('The workspace has several teams: choose one with --connection, or a snapshot with --snapshot.')
}

/** The snapshots asked for by number, or the newest one. Never empty. */
export const snapshotsMeant = async (session: Session, settings: Settings): Promise<Snapshot[]> =>
  settings.snapshots.length > 0
    ? Promise.all(settings.snapshots.map((id) => findSnapshot(session, id)))
    : [await newestMeant(session, settings)]

export const snapshotMeant = async (session: Session, settings: Settings): Promise<Snapshot> => {
  const [snapshot, ...others] = await snapshotsMeant(session, settings)
  if (!snapshot || others.length > 0) throw usage('--snapshot must be one snapshot here.')
  return snapshot
}
