// A connection from a refresh token that somebody already has, as servers get it: no browser and no code. A new one is
// synced at once; who approved it and which team it is, is asked beside its first sync.
import { SCOPE_OF } from '../../shared/domain/collected.ts'
import type { Connection, Purpose } from '../../shared/domain/connection.ts'
import { toFailure } from '../../shared/domain/failure.ts'
import type { AccountId, ConnectionId } from '../../shared/domain/ids.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import { type Admin, getAuthenticatedAdmin, getTeamInfo } from '../dropbox/team.ts'
import { createTeamClient } from '../dropbox/team-client.ts'
import type { AccessToken } from '../dropbox/tokens.ts'
import type { ConnectionChanges } from './changes.ts'
import type { Clients } from './clients.ts'
import type { ConnectionDependencies } from './dependencies.ts'
import { seal, unseal, unsealed } from './sealed.ts'

export type TokenInput = { appKey: string; appSecret: string | undefined; refreshToken: string; purpose: Purpose }

/** Of a connection whose team has not answered yet. */
const NO_TEAM = ''
const NOT_ASKED: Connection['authorizedAs'] = {
  accountId: 'not-told' as AccountId,
  displayName: 'The refresh token’s owner',
  email: '',
}

export const createTokenLink = (deps: ConnectionDependencies, changes: ConnectionChanges, clients: Clients) => {
  const { stores, secrets } = deps

  const keep = async (connection: Connection, input: TokenInput): Promise<Connection> => {
    const { appSecret, refreshToken } = input
    await seal(secrets, connection.connectionId, { refreshToken, ...(appSecret === undefined ? {} : { appSecret }) })
    clients.forget(connection.connectionId)
    await stores.connections.save(connection)
    deps.announce('connections')
    return connection
  }

  const unnamed = (input: TokenInput): Connection => ({
    connectionId: deps.newId('conn') as ConnectionId,
    kind: 'dropbox',
    label: 'Dropbox team',
    teamId: NO_TEAM,
    teamName: 'Dropbox team',
    appKey: input.appKey,
    purpose: input.purpose,
    authorizedAs: NOT_ASKED,
    grantedScopes: [],
    connectedAt: deps.clock().toISOString(),
    status: 'connected',
    attention: null,
  })

  /** A token other than the one that is kept may be of another team: only Dropbox can tell. */
  const teamOf = (input: TokenInput) => {
    const { clock, log, wait, fetch, random, timeoutMs, baseUrl } = deps
    const { appKey, appSecret, refreshToken } = input
    const client = createTeamClient({
      ...{ appKey, appSecret, refreshToken, baseUrl },
      ...{ clock, log, wait, fetch, random, timeoutMs },
    })
    return getTeamInfo(client)
  }

  const find = async (input: TokenInput): Promise<Connection> => {
    const linked = (await stores.connections.list()).filter(
      ({ kind, appKey }) => kind === 'dropbox' && appKey === input.appKey,
    )
    for (const connection of linked) {
      const kept = unsealed(secrets, connection.connectionId)
      if (kept?.refreshToken !== input.refreshToken) continue
      return kept.appSecret === input.appSecret ? connection : keep(connection, input)
    }
    const known = linked.filter(({ teamId }) => teamId !== NO_TEAM)
    const nameless = linked.find(({ teamId }) => teamId === NO_TEAM)
    if (known.length === 0) return keep(nameless ?? unnamed(input), input)
    const { teamId, teamName } = await teamOf(input)
    const same = known.find((connection) => connection.teamId === teamId)
    // Another token may have other scopes.
    if (same) return keep({ ...same, grantedScopes: [], status: 'connected', attention: null }, input)
    return keep({ ...unnamed(input), teamId, teamName, label: teamName.slice(0, 80) }, input)
  }

  return {
    /**
     * The connection for these credentials: the one that has them, else the one of the same team, else a new one.
     * @param early an access token that was asked for while the workspace was being opened; null when that failed
     * @throws Failure sign-in-needed, app-key-wrong or what the network does, where the team has to be asked for
     */
    connectWithToken: async (input: TokenInput, early?: Promise<AccessToken | null>): Promise<Connection> => {
      const connection = await find(input)
      if (early) clients.offer(connection.connectionId, early)
      return connection
    },

    /** For whoever signs in where nothing is kept. Never to be logged. @throws Failure sign-in-needed */
    refreshTokenOf: (connectionId: ConnectionId): string => unseal(secrets, connectionId).refreshToken,

    /** Asks who approved while the sync runs, and writes it down with what its snapshot shows. Nothing to do twice. */
    introduce: async (connection: Connection, synced: Promise<Snapshot | null>): Promise<void> => {
      const { connectionId } = connection
      const isIntroduced = connection.authorizedAs.accountId !== NOT_ASKED.accountId
      if (isIntroduced && connection.grantedScopes.length > 0) return
      const asking: Promise<Admin | null> = isIntroduced
        ? Promise.resolve(null)
        : clients.clientFor(connectionId).then((client) => getAuthenticatedAdmin(client))
      const asked = asking.catch((error: unknown) => {
        deps.log.info('who approved was not told', { connectionId, reason: toFailure(error).detail.kind })
        return null
      })
      const [admin, snapshot] = await Promise.all([asked, synced])
      if (!snapshot) return
      await changes.change(connectionId, (now) => ({
        ...now,
        teamId: snapshot.teamId || now.teamId,
        teamName: snapshot.teamName,
        label: now.teamId === NO_TEAM ? snapshot.teamName.slice(0, 80) || now.label : now.label,
        authorizedAs: admin ?? now.authorizedAs,
        grantedScopes: now.grantedScopes.length > 0 ? now.grantedScopes : scopesLearnt(snapshot),
      }))
    },
  }
}

/** The scopes a snapshot shows to be granted: for connections whose sign-in did not name them. */
export const scopesShownBy = ({ licences, groups, collected }: Snapshot): string[] => {
  const { signIns, devices } = collected
  const shown: [string, boolean][] = [
    ['team_info.read', licences.provisioned !== null],
    ['members.read', true],
    ['groups.read', groups !== null],
    [SCOPE_OF.signIns, isGranted(signIns)],
    [SCOPE_OF.devices, isGranted(devices)],
  ]
  return shown.filter(([, isShown]) => isShown).map(([scope]) => scope)
}

type Part = Snapshot['collected']['signIns' | 'devices']
const isGranted = (part: Part): boolean =>
  part.state === 'collected' || (['plan', 'unreadable'] as string[]).includes(part.why)
const isKnown = (part: Part): boolean => part.state === 'collected' || !['unknown', 'not-asked'].includes(part.why)

/** A refresh does not name its scopes. Empty, which stands for unknown, as long as a part was not even asked for. */
const scopesLearnt = (snapshot: Snapshot): string[] =>
  isKnown(snapshot.collected.signIns) && isKnown(snapshot.collected.devices) ? scopesShownBy(snapshot) : []
