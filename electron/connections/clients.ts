// One client per connection, made when it is first needed; what its calls meet shows in the connection's status.
import type { Connection } from '../../shared/domain/connection.ts'
import { Failure, toFailure } from '../../shared/domain/failure.ts'
import { describeFailure } from '../../shared/domain/failure-words.ts'
import type { ConnectionId } from '../../shared/domain/ids.ts'
import { createTeamClient, type TeamClient } from '../dropbox/team-client.ts'
import type { AccessToken } from '../dropbox/tokens.ts'
import type { ConnectionChanges } from './changes.ts'
import type { ConnectionDependencies } from './dependencies.ts'
import { unseal } from './sealed.ts'

export type Clients = {
  /** @throws Failure not-found, sign-in-needed or demo-not-started */
  clientFor(connectionId: ConnectionId): Promise<TeamClient>
  /** After a sign-in or a disconnect: the next caller gets a new client. */
  forget(connectionId: ConnectionId): void
  /** An access token that somebody has asked for already: the next client begins with it. */
  offer(connectionId: ConnectionId, token: Promise<AccessToken | null>): void
  baseUrlOf(connection: Connection): Promise<string | undefined>
  /** Resolves when the connection's status shows what its calls have met so far. */
  settled(): Promise<void>
}

/** Any call that works shows that the sign-in does; a missing scope is only disproved by the route that missed it. */
const SIGN_IN = 'sign-in'

export const attentionFor = (failure: Failure): string => {
  const { what, next } = describeFailure(failure.detail)
  return `${what} ${next}`
}

export const createClients = (deps: ConnectionDependencies, changes: ConnectionChanges): Clients => {
  const clients = new Map<ConnectionId, Promise<TeamClient>>()
  const offered = new Map<ConnectionId, Promise<AccessToken | null>>()
  const ailing = new Map<ConnectionId, Set<string>>()
  let last: Promise<unknown> = Promise.resolve()

  const setStatus = (connectionId: ConnectionId, attention: string | null) => {
    const status = attention === null ? 'connected' : 'needs-attention'
    last = changes
      .change(connectionId, (connection) => ({ ...connection, status, attention }))
      .catch((error: unknown) => {
        const { kind } = toFailure(error).detail
        if (kind !== 'not-found') deps.log.warn('a connection’s status could not be saved', { connectionId, kind })
      })
  }

  const note = (connectionId: ConnectionId, route: string, failure: Failure | null) => {
    const ails = ailing.get(connectionId) ?? new Set()
    ailing.set(connectionId, ails)
    if (failure?.detail.kind === 'sign-in-needed' || failure?.detail.kind === 'scope-missing') {
      const ailment = failure.detail.kind === 'sign-in-needed' ? SIGN_IN : route
      if (ails.has(ailment)) return
      ails.add(ailment)
      setStatus(connectionId, attentionFor(failure))
    } else if (failure === null && ails.size > 0) {
      ails.delete(SIGN_IN)
      ails.delete(route)
      if (ails.size === 0) setStatus(connectionId, null)
    }
  }

  const baseUrlOf = async (connection: Connection): Promise<string | undefined> => {
    if (connection.kind !== 'demo') return deps.baseUrl
    const { demoMembers = 240 } = unseal(deps.secrets, connection.connectionId)
    return (await deps.demo.start(connection.connectionId, demoMembers)).url
  }

  const create = async (connectionId: ConnectionId): Promise<TeamClient> => {
    const connection = await changes.get(connectionId)
    if (connection.kind === 'import')
      throw new Failure({ kind: 'not-allowed', why: 'This comes from a file: there is no team to ask.' })
    if (connection.status === 'needs-attention' && !ailing.has(connectionId)) {
      ailing.set(connectionId, new Set([SIGN_IN]))
    }
    const { wait, fetch, random, timeoutMs, clock, log } = deps
    const { refreshToken, appSecret } = unseal(deps.secrets, connectionId)
    const accessToken = (await offered.get(connectionId)) ?? undefined
    offered.delete(connectionId)
    return createTeamClient({
      accessToken,
      appKey: connection.appKey,
      appSecret,
      refreshToken,
      baseUrl: await baseUrlOf(connection),
      onOutcome: (route, failure) => note(connectionId, route, failure),
      wait,
      fetch,
      random,
      timeoutMs,
      clock,
      log,
    })
  }

  return {
    clientFor: (connectionId) => {
      const client = clients.get(connectionId) ?? create(connectionId)
      clients.set(connectionId, client)
      client.catch(() => clients.delete(connectionId))
      return client
    },
    forget: (connectionId) => {
      clients.delete(connectionId)
      ailing.delete(connectionId)
    },
    offer: (connectionId, token) => void offered.set(connectionId, token),
    baseUrlOf,
    settled: async () => {
      await last
    },
  }
}
