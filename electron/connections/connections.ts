// Connections: linking a Dropbox team in its three ways, and everything that can be done with a link afterwards.
import type { SignInInput } from '../../shared/contract/connections.ts'
import { type Connection, personWords } from '../../shared/domain/connection.ts'
import { Failure, toFailure } from '../../shared/domain/failure.ts'
import { describeFailure } from '../../shared/domain/failure-words.ts'
import type { ConnectionId } from '../../shared/domain/ids.ts'
import { getAuthenticatedAdmin, getTeamInfo, revokeToken } from '../dropbox/team.ts'
import { wait as waitForReal } from '../dropbox/wait.ts'
import { type Attempt, beginAttempt } from './attempt.ts'
import { createState } from './authorize.ts'
import { createChanges } from './changes.ts'
import { createClients } from './clients.ts'
import { createCodeAttempts } from './code-attempts.ts'
import type { ConnectionDependencies } from './dependencies.ts'
import { linkTeam } from './link.ts'
import { openLoopback } from './loopback.ts'
import { unsealed } from './sealed.ts'
import { createTokenLink } from './token-link.ts'

const REVOKE_LIMIT_MS = 10_000

export const createConnections = (deps: ConnectionDependencies) => {
  const { stores, secrets, demo, log, announce } = deps
  const changes = createChanges(deps)
  const clients = createClients(deps, changes)
  const codeAttempts = createCodeAttempts(deps.clock, deps.newId)

  /** Signing in again: the same team is expected, its secret kept when none is given for the same app. */
  const prepare = async (input: SignInInput) => {
    const existing = input.connectionId === undefined ? null : await changes.get(input.connectionId)
    const kept = existing && existing.appKey === input.appKey ? unsealed(secrets, existing.connectionId) : null
    const appSecret = input.appSecret ?? kept?.appSecret
    return { input, appSecret, baseUrl: existing ? await clients.baseUrlOf(existing) : deps.baseUrl }
  }

  /** A team that was disconnected and has snapshots goes on where it stopped: they are its history. */
  const pastOf = async (teamId: string | null): Promise<Connection | null> => {
    const listed = await stores.connections.listed()
    return listed.find((one) => !one.isLinked && one.kind === 'dropbox' && one.teamId === teamId) ?? null
  }

  const link = async (attempt: Attempt, code: string, signal?: AbortSignal): Promise<Connection> => {
    const grant = await attempt.exchange(code)
    const id = attempt.input.connectionId
    const existing = id === undefined ? await pastOf(grant.teamId) : await changes.get(id)
    const connectionId = existing?.connectionId ?? (deps.newId('conn') as ConnectionId)
    const demoMembers = existing ? unsealed(secrets, connectionId)?.demoMembers : undefined
    const connection = await linkTeam(deps, attempt, grant, { connectionId, existing, demoMembers }, signal)
    clients.forget(connectionId)
    return connection
  }

  const signInWithBrowser = async (input: SignInInput, signal?: AbortSignal): Promise<Connection> => {
    const from = await prepare(input)
    const loopback = await openLoopback(deps.ports)
    try {
      const state = createState()
      const attempt = beginAttempt(deps, from, { uri: loopback.redirectUri, state })
      const received = loopback.receive(state, signal, deps.wait ?? waitForReal)
      received.catch(() => {})
      await openBrowser(attempt.authorizeUrl)
      const { code, show } = await received
      try {
        const connection = await link(attempt, code, signal)
        await show({ title: `Connected to ${connection.teamName}`, text: 'Attest is ready.' })
        return connection
      } catch (error) {
        const { what, next } = describeFailure(toFailure(error).detail)
        await show({ title: 'Attest was not connected', text: `${what} ${next}` })
        throw error
      }
    } finally {
      loopback.close()
    }
  }

  const openBrowser = async (url: string): Promise<void> => {
    try {
      await deps.openBrowser(url)
    } catch {
      throw new Failure({ kind: 'browser-not-opened' })
    }
  }

  const connectDemo = async ({ members }: { members: number }): Promise<Connection> => {
    const connectionId = deps.newId('conn') as ConnectionId
    const { url: baseUrl } = await demo.start(connectionId, members)
    try {
      const { DEMO_APP, approveInBrowser } = await import('./demo-person.ts')
      const input: SignInInput = { appKey: DEMO_APP.key, purpose: 'provisioning' }
      const attempt = beginAttempt(deps, { input, appSecret: undefined, baseUrl }, null)
      const approved = await approveInBrowser(attempt.authorizeUrl)
      if (!('code' in approved)) throw new Failure({ kind: 'demo-not-started', reason: 'it showed no code' })
      const grant = await attempt.exchange(approved.code)
      return await linkTeam(deps, attempt, grant, { connectionId, existing: null, demoMembers: members })
    } catch (error) {
      await demo.end(connectionId)
      throw error
    }
  }

  const check = async ({ connectionId }: { connectionId: ConnectionId }): Promise<Connection> => {
    await changes.get(connectionId)
    try {
      const client = await clients.clientFor(connectionId)
      const [admin, team] = await Promise.all([getAuthenticatedAdmin(client), getTeamInfo(client)])
      await clients.settled()
      return changes.change(connectionId, (now) => ({ ...now, authorizedAs: admin, teamName: team.teamName }))
    } catch (error) {
      const { detail } = toFailure(error)
      if (detail.kind !== 'sign-in-needed' && detail.kind !== 'scope-missing') throw error
      await clients.settled()
      const { what, next } = describeFailure(detail)
      return changes.change(connectionId, (now) => ({
        ...now,
        status: 'needs-attention',
        attention: `${what} ${next}`,
      }))
    }
  }

  const disconnect = async ({ connectionId }: { connectionId: ConnectionId }) => {
    const connection = await changes.get(connectionId)
    const isImport = connection.kind === 'import'
    const revokedAtDropbox = isImport || (await revoke(connectionId))
    await changes.inTurn(async () => {
      await secrets.delete(connectionId)
      clients.forget(connectionId)
      await stores.connections.remove(connectionId)
    })
    if (connection.kind === 'demo') await demo.end(connectionId)
    const done = isImport ? `Removed ${connection.teamName} from the list` : `Disconnected ${connection.teamName}`
    const text = `${done}. Snapshots, campaigns and evidence stay.`
    const actor = personWords(connection.authorizedAs)
    await stores.activity.add({ at: deps.clock().toISOString(), actor, kind: 'disconnected', text })
    announce('connections')
    announce('activity')
    return { revokedAtDropbox }
  }

  /** Dropbox may refuse this for a team's token, or not be reachable; the secrets are forgotten all the same. */
  const revoke = async (connectionId: ConnectionId): Promise<boolean> => {
    try {
      await revokeToken(await clients.clientFor(connectionId), AbortSignal.timeout(REVOKE_LIMIT_MS))
      return true
    } catch (error) {
      log.info('the token was not revoked at Dropbox', { connectionId, reason: toFailure(error).detail.kind })
      return false
    }
  }

  return {
    list: () => stores.connections.list(),
    signInWithBrowser,
    beginWithCode: async (input: SignInInput) => {
      const attempt = beginAttempt(deps, await prepare(input), null)
      return { attemptId: codeAttempts.add(attempt), authorizeUrl: attempt.authorizeUrl }
    },
    finishWithCode: async ({ attemptId, code }: { attemptId: string; code: string }) => {
      const connection = await link(codeAttempts.get(attemptId), code)
      codeAttempts.end(attemptId)
      return connection
    },
    openInBrowser: ({ attemptId }: { attemptId: string }) => openBrowser(codeAttempts.get(attemptId).authorizeUrl),
    connectDemo,
    ...createTokenLink(deps, changes, clients),
    rename: ({ connectionId, label }: { connectionId: ConnectionId; label: string }) =>
      changes.change(connectionId, (connection) => ({ ...connection, label })),
    check,
    disconnect,
    clientFor: clients.clientFor,
  }
}
