// From the tokens of a sign-in to a connection: who approved, which team, what was granted; sealed and written down.
import { type Connection, personWords } from '../../shared/domain/connection.ts'
import { Failure, isFailure } from '../../shared/domain/failure.ts'
import type { AccountId, ConnectionId } from '../../shared/domain/ids.ts'
import { getAuthenticatedAdmin, getTeamInfo } from '../dropbox/team.ts'
import { createTeamClient } from '../dropbox/team-client.ts'
import type { TokenGrant } from '../dropbox/token-grant.ts'
import type { Attempt } from './attempt.ts'
import { attentionFor } from './clients.ts'
import type { ConnectionDependencies } from './dependencies.ts'
import { type Sealed, seal } from './sealed.ts'

/** Stands for the person who approved when `team_info.read`, the only way to ask, was not granted. */
const NOT_TOLD: Connection['authorizedAs'] = {
  accountId: 'not-told' as AccountId,
  displayName: 'Not told by Dropbox',
  email: '',
}

type Granted = TokenGrant & { teamId: string; refreshToken: string }

/** @throws Failure `other-team` when signing in again brings another team than before */
export const linkTeam = async (
  deps: ConnectionDependencies,
  attempt: Attempt,
  grant: TokenGrant,
  target: { connectionId: ConnectionId; existing: Connection | null; demoMembers?: number | undefined },
  signal?: AbortSignal,
): Promise<Connection> => {
  const granted = requireOffline(grant)
  const { existing } = target
  const { team, admin, missing } = await askWho(deps, attempt, granted, signal)
  const teamName = team?.teamName ?? (existing?.teamId === granted.teamId ? existing.teamName : undefined)
  if (existing && existing.teamId !== granted.teamId) {
    throw new Failure({ kind: 'other-team', expected: existing.teamName, found: teamName ?? granted.teamId })
  }
  const { input, appSecret } = attempt
  const name = teamName || input.label || granted.teamId
  const connection: Connection = {
    connectionId: target.connectionId,
    kind: existing?.kind ?? (target.demoMembers === undefined ? 'dropbox' : 'demo'),
    label: (input.label || existing?.label || name).slice(0, 80),
    teamId: granted.teamId,
    teamName: name,
    appKey: input.appKey,
    purpose: input.purpose,
    authorizedAs: admin ?? NOT_TOLD,
    grantedScopes: [...(granted.scopes ?? [])].sort(),
    connectedAt: existing?.connectedAt ?? deps.clock().toISOString(),
    status: missing ? 'needs-attention' : 'connected',
    attention: missing ? attentionFor(missing) : null,
  }
  await keep(deps, connection, {
    refreshToken: granted.refreshToken,
    ...(appSecret === undefined ? {} : { appSecret }),
    ...(target.demoMembers === undefined ? {} : { demoMembers: target.demoMembers }),
  })
  const text = existing
    ? `Signed in to ${connection.teamName} again as ${connection.authorizedAs.displayName}.`
    : `Connected ${connection.teamName}, authorized as ${connection.authorizedAs.displayName}.`
  const actor = personWords(connection.authorizedAs)
  await deps.stores.activity.add({ at: deps.clock().toISOString(), actor, kind: 'connected', text })
  deps.announce('connections')
  deps.announce('activity')
  return connection
}

const requireOffline = (grant: TokenGrant): Granted => {
  const { teamId, refreshToken } = grant
  if (teamId === null) throw new Failure({ kind: 'not-a-team-admin' })
  if (refreshToken === null) throw new Failure({ kind: 'authorize-error', reason: 'it gave no lasting permission' })
  return { ...grant, teamId, refreshToken }
}

/** Asks who approved and which team it is. Without the scope for it, the rest of the connection still works. */
const askWho = async (deps: ConnectionDependencies, attempt: Attempt, granted: Granted, signal?: AbortSignal) => {
  const { clock, log, wait, fetch, random, timeoutMs } = deps
  const expiresAt =
    granted.expiresInSeconds === null ? null : new Date(clock().getTime() + granted.expiresInSeconds * 1000)
  const client = createTeamClient({
    appKey: attempt.input.appKey,
    appSecret: attempt.appSecret,
    refreshToken: granted.refreshToken,
    accessToken: { value: granted.accessToken, expiresAt },
    baseUrl: attempt.baseUrl,
    clock,
    log,
    wait,
    fetch,
    random,
    timeoutMs,
  })
  try {
    const [team, admin] = await Promise.all([getTeamInfo(client, signal), getAuthenticatedAdmin(client, signal)])
    return { team, admin, missing: null }
  } catch (error) {
    if (isFailure(error) && error.detail.kind === 'scope-missing') return { team: null, admin: null, missing: error }
    throw error
  }
}

/** Sealed first: a connection without its secrets would be of no use. */
const keep = async (deps: ConnectionDependencies, connection: Connection, sealed: Sealed): Promise<void> => {
  const { stores, secrets } = deps
  const before = secrets.get(connection.connectionId)
  await seal(secrets, connection.connectionId, sealed)
  try {
    await stores.connections.save(connection)
  } catch (error) {
    if (before === null) await secrets.delete(connection.connectionId)
    else await secrets.set(connection.connectionId, before)
    throw error
  }
}
