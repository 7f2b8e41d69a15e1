import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createDemoLauncher } from '../../electron/connections/demo-launcher.ts'
import type { DemoTeam } from '../../electron/demo-team/demo-team.ts'
import { groupsPages } from '../../electron/dropbox/groups.ts'
import { getTeamInfo } from '../../electron/dropbox/team.ts'
import type { ConnectionId, RunId } from '../../shared/domain/ids.ts'
import { failureOf } from '../dropbox/support.ts'
import { sealFacts } from '../support/sample-team.ts'
import { createDesk, type Desk, input, startTeam } from './support.ts'

const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

const connected = async (options: Parameters<typeof startTeam>[0] = {}) => {
  const team = await startTeam(options)
  ending.push(() => team.demo.close())
  const desk = createDesk(team)
  const { connectionId } = await desk.connections.signInWithBrowser(input)
  return { team, demo: team.demo, desk, connectionId }
}

/** Status and attention once everything noted so far is stored. */
const statusOf = async (desk: Desk, connectionId: ConnectionId) => {
  const shown = await desk.connections.rename({ connectionId, label: 'x' })
  return { status: shown.status, attention: shown.attention }
}

describe('status', () => {
  it('turns to needs-attention when the sign-in ends, and back after signing in again', async () => {
    const { demo, desk, connectionId } = await connected()
    const client = await desk.connections.clientFor(connectionId)
    expect(await desk.connections.clientFor(connectionId)).toBe(client)
    demo.revokeRefreshTokens()
    await failureOf(getTeamInfo(client))
    expect(await statusOf(desk, connectionId)).toEqual({
      status: 'needs-attention',
      attention: expect.stringContaining('Sign in again'),
    })
    const checked = await desk.connections.check({ connectionId })
    expect(checked.status).toBe('needs-attention')
    await desk.connections.signInWithBrowser({ ...input, connectionId })
    expect(await statusOf(desk, connectionId)).toEqual({ status: 'connected', attention: null })
    await getTeamInfo(await desk.connections.clientFor(connectionId))
  })

  it('names a missing scope until the call that missed it works', async () => {
    const { demo, desk, connectionId } = await connected()
    const client = await desk.connections.clientFor(connectionId)
    demo.faults.add({ kind: 'missing-scope', route: 'team/groups/list' })
    await failureOf(groupsPages(client)(null))
    expect((await statusOf(desk, connectionId)).attention).toContain('groups.read')
    await getTeamInfo(client)
    expect((await statusOf(desk, connectionId)).status).toBe('needs-attention')
    await groupsPages(client)(null)
    expect(await statusOf(desk, connectionId)).toEqual({ status: 'connected', attention: null })
  })

  it('comes back after a restart of the app, when a call works', async () => {
    const { demo, team, desk, connectionId } = await connected()
    demo.faults.add({ kind: 'missing-scope', route: 'team/groups/list' })
    await failureOf(groupsPages(await desk.connections.clientFor(connectionId))(null))
    expect((await statusOf(desk, connectionId)).status).toBe('needs-attention')
    const restarted = createDesk(team, { stores: desk.stores, secrets: desk.secrets })
    expect((await restarted.connections.check({ connectionId })).status).toBe('connected')
  })

  it('is not touched by trouble that passes', async () => {
    const { demo, desk, connectionId } = await connected()
    demo.faults.add({ kind: 'server-error', route: 'team/get_info', times: 9 })
    const offline = createDesk(
      { demo, ports: [] },
      { stores: desk.stores, secrets: desk.secrets, wait: async () => {} },
    )
    expect((await failureOf(offline.connections.check({ connectionId }))).kind).toBe('dropbox-down')
    expect((await statusOf(desk, connectionId)).status).toBe('connected')
  })
})

describe('check', () => {
  it('sees that the admin who linked the team has gone', async () => {
    const { demo, desk, connectionId } = await connected()
    const admin = demo.admins()[0]?.teamMemberId ?? ''
    demo.team.change({ kind: 'roles-set', id: admin, roleIds: [] })
    const checked = await desk.connections.check({ connectionId })
    expect(checked).toMatchObject({ status: 'needs-attention', attention: expect.stringContaining('admin') })
  })

  it('takes over a new name of the person who authorized', async () => {
    const { demo, desk, connectionId } = await connected()
    const id = demo.admins()[0]?.teamMemberId ?? ''
    demo.team.change({ kind: 'member-changed', id, patch: { displayName: 'Somebody New' } })
    expect((await desk.connections.check({ connectionId })).authorizedAs.displayName).toBe('Somebody New')
  })
})

describe('disconnect', () => {
  it('is undone by signing in to the same team: snapshots go on where they stopped', async () => {
    const { desk, connectionId } = await connected()
    const before = await desk.connections.rename({ connectionId, label: 'Head office' })
    const { teamId, teamName } = before
    const { snapshots } = desk.stores
    const startedAt = '2026-11-20T12:00:00Z'
    const id = await snapshots.begin({ connectionId, runId: 'run_1' as RunId, teamId, teamName, startedAt })
    await snapshots.seal(id, sealFacts())
    await desk.connections.disconnect({ connectionId })
    expect(await desk.stores.connections.listed()).toMatchObject([{ connectionId, isLinked: false }])
    const again = await desk.connections.signInWithBrowser(input)
    expect(again).toMatchObject({ connectionId, label: 'Head office', connectedAt: before.connectedAt })
    expect(await desk.stores.connections.listed()).toMatchObject([{ connectionId, isLinked: true }])
    expect((await desk.connections.check({ connectionId })).status).toBe('connected')
    expect(await snapshots.newest(connectionId)).toMatchObject({ snapshotId: id })
  })
  it('forgets the secrets and keeps the history, although Dropbox refuses to revoke a team’s token', async () => {
    const { desk, connectionId } = await connected()
    const client = await desk.connections.clientFor(connectionId)
    expect(await desk.connections.disconnect({ connectionId })).toEqual({ revokedAtDropbox: false })
    expect(desk.secrets.get(connectionId)).toBeNull()
    expect(await desk.connections.list()).toEqual([])
    expect(await desk.stores.connections.get(connectionId)).not.toBeNull()
    expect((await desk.activity()).map((row) => row.kind)).toEqual(['disconnected', 'connected'])
    expect(await failureOf(desk.connections.clientFor(connectionId))).toMatchObject({ kind: 'not-found' })
    await getTeamInfo(client)
    expect(await desk.connections.list()).toEqual([])
  })

  it('revokes at Dropbox where that is accepted, and is not undone by a call still under way', async () => {
    const { demo, desk, connectionId } = await connected({ assumptions: { revokeRefusesTeamToken: false } })
    const client = await desk.connections.clientFor(connectionId)
    expect(await desk.connections.disconnect({ connectionId })).toEqual({ revokedAtDropbox: true })
    expect(await failureOf(getTeamInfo(client))).toEqual({ kind: 'sign-in-needed', reason: 'revoked' })
    expect(await failureOf(desk.connections.rename({ connectionId, label: 'back?' }))).toMatchObject({
      kind: 'not-found',
    })
    expect(await desk.connections.list()).toEqual([])
    expect(demo.calls.some((call) => call.route === 'auth/token/revoke')).toBe(true)
  })
})

describe('the demo', () => {
  it('signs in through the real way in, and is found again after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'attest-demo-'))
    ending.push(() => rmSync(folder, { recursive: true }))
    const worker = new URL('../../electron/demo-team/worker.ts', import.meta.url)
    const launcher = createDemoLauncher({ worker, folder })
    const nowhere = { demo: { url: 'http://127.0.0.1:9' } as DemoTeam, ports: [] }
    const desk = createDesk(nowhere, { demo: launcher })
    const connection = await desk.connections.connectDemo({ members: 30 })
    expect(connection).toMatchObject({ kind: 'demo', status: 'connected', purpose: 'provisioning' })
    const { connectionId } = connection
    const info = await getTeamInfo(await desk.connections.clientFor(connectionId))
    expect(info.teamId).toBe(connection.teamId)
    await launcher.stop()

    const relaunched = createDemoLauncher({ worker, folder })
    ending.push(() => relaunched.stop())
    const restarted = createDesk(nowhere, { demo: relaunched, stores: desk.stores, secrets: desk.secrets })
    expect(await getTeamInfo(await restarted.connections.clientFor(connectionId))).toEqual(info)
    await restarted.connections.disconnect({ connectionId })
    expect(await restarted.connections.list()).toEqual([])
  })

  it('says why it cannot be started', async () => {
    const launcher = createDemoLauncher({ worker: new URL('./no-such-worker.ts', import.meta.url), folder: tmpdir() })
    const desk = createDesk({ demo: { url: 'http://127.0.0.1:9' } as DemoTeam, ports: [] }, { demo: launcher })
    expect((await failureOf(desk.connections.connectDemo({ members: 30 }))).kind).toBe('demo-not-started')
    expect(await desk.connections.list()).toEqual([])
  })
})
