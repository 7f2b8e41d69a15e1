// Which connections and which snapshot a command means.
import type { Connection } from '../../shared/domain/connection.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import { EXIT, Refusal, usage } from './exit.ts'
import type { Session } from './session.ts'
import { credentialsOf, type Settings } from './settings.ts'

const isNamed = ({ connectionId, label, teamName, teamId }: Connection, name: string): boolean =>
  [connectionId, label, teamName, teamId].some((known) => known.toLowerCase() === name.toLowerCase())

/** The linked connections a command is about; all of them unless it says which. */
export const connectionsMeant = async ({ dependencies }: Session, settings: Settings): Promise<Connection[]> => {
  const linked = await dependencies.connections.list()
  const { connection: name, appKey } = settings
  if (name !== undefined) {
    const named = linked.filter((connection) => isNamed(connection, name))
    if (named.length === 0) throw new Refusal(EXIT.failed, `There is no connection “${name}” in this workspace.`)
    return named
  }
  const ofApp = appKey === undefined ? [] : linked.filter((connection) => connection.appKey === appKey)
  return ofApp.length > 0 ? ofApp : linked
}

/** What to sync: the team of the credentials, else what the workspace is linked to. */
export const connectionsToSync = async (session: Session, settings: Settings): Promise<Connection[]> => {
  const credentials = credentialsOf(settings)
  if (credentials)
    return [await session.dependencies.connections.connectWithToken({ ...credentials, purpose: settings.purpose })]
  const meant = await connectionsMeant(session, settings)
  if (meant.length > 0) return meant
  throw usage('No team is connected: give BATON_APP_KEY and BATON_REFRESH_TOKEN, or run attest login.')
}

/** The snapshot asked for, or the newest one of the one connection that is meant. */
export const snapshotMeant = async (session: Session, settings: Settings): Promise<Snapshot> => {
  const { stores } = session.dependencies
  if (settings.snapshot !== undefined) {
    const snapshot = await stores.snapshots.get(settings.snapshot as SnapshotId)
    if (snapshot) return snapshot
    throw new Refusal(EXIT.failed, `There is no snapshot ${settings.snapshot}: attest snapshots lists what there is.`)
  }
  const meant = await connectionsMeant(session, settings)
  const newest = (await Promise.all(meant.map(({ connectionId }) => stores.snapshots.newest(connectionId)))).filter(
    (snapshot) => snapshot !== null,
  )
  if (newest.length > 1)
    throw usage(`The workspace has several teams: choose one with --connection, or a snapshot with --snapshot.`)
  if (newest[0]) return newest[0]
  throw new Refusal(EXIT.failed, 'There is no snapshot yet: run attest sync first.')
}
