// Signs in, syncs, revokes and disconnects while everything goes wrong that can, with answers that echo what was sent;
// then looks for every secret that was used in everything that was written.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createCampaigns } from '../../electron/campaigns/campaigns.ts'
import { createConnections } from '../../electron/connections/connections.ts'
import { approveInBrowser } from '../../electron/demo-team/browser.ts'
import { DEMO_APP, type DemoTeam } from '../../electron/demo-team/demo-team.ts'
import type { Fetch } from '../../electron/dropbox/transport.ts'
import { cancelled, type Wait } from '../../electron/dropbox/wait.ts'
import { createLog } from '../../electron/platform/log.ts'
import { createProvisioning } from '../../electron/provisioning/provisioning.ts'
import { closeDatabase, openDatabase } from '../../electron/store/database.ts'
import { createLockedThread } from '../../electron/store/locked-thread.ts'
import { createSyncs } from '../../electron/sync/syncs.ts'
import { createVaultFile } from '../../electron/workspace/vault-file.ts'
import { createWorkspace, type OpenWorkspace } from '../../electron/workspace/workspace.ts'
import type { Connection } from '../../shared/domain/connection.ts'
import { isFailure } from '../../shared/domain/failure.ts'
import { input, startTeam } from '../connections/support.ts'
import { createVirtualTime, type Trouble } from '../dropbox/support.ts'

const PASSPHRASE = 'correct horse battery staple'
const APP_SECRET = DEMO_APP.secret

let folder = ''
let team: { demo: DemoTeam; ports: number[] }
let said: string[] = []
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-secrets-'))
  team = await startTeam()
  said = []
  for (const stream of [process.stderr, process.stdout])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      said.push(String(chunk))
      return true
    })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await team.demo.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Everything secret that goes over the wire, found where it does; and a Dropbox that says back what it was sent. */
const createWire = () => {
  const secrets = new Set<string>()
  let echoes = 0
  const keepForm = (body: string) => {
    const form = new URLSearchParams(body)
    for (const name of ['code', 'code_verifier', 'refresh_token', 'client_secret']) {
      const value = form.get(name)
      if (value) secrets.add(value)
    }
  }
  const fetch: Fetch = async (url, init) => {
    const headers = JSON.stringify(init?.headers ?? {})
    const body = String(init?.body ?? '')
    const token = /Bearer ([\w.-]+)/.exec(headers)?.[1]
    if (token) secrets.add(token)
    const isToken = String(url).includes('oauth2/token')
    if (isToken) keepForm(body)
    if (echoes > 0) {
      echoes--
      const text = `You sent ${headers} and ${body}`
      return isToken
        ? Response.json({ error: 'invalid_request', error_description: text }, { status: 400 })
        : new Response(text, { status: 400, headers: { 'x-dropbox-request-id': 'echo' } })
    }
    const answer = await globalThis.fetch(url, init)
    if (!isToken) return answer
    const copy = (await answer
      .clone()
      .json()
      .catch(() => ({}))) as Record<string, unknown>
    for (const name of ['access_token', 'refresh_token']) {
      const value = copy[name]
      if (typeof value === 'string') secrets.add(value)
    }
    return answer
  }
  return { fetch, secrets, echo: (times: number) => (echoes = times) }
}

const TROUBLES: Trouble[] = [
  { kind: 'rate-limited', retryAfter: 2 },
  { kind: 'rate-limited', plainText: true },
  { kind: 'server-error', status: 503, html: true },
  { kind: 'html-body' },
  { kind: 'reset-before' },
  { kind: 'reset-after' },
  { kind: 'truncated-json' },
  { kind: 'expired-token' },
  { kind: 'dead-cursor' },
  { kind: 'missing-scope' },
  { kind: 'unknown-tags' },
]

const openDesk = async () => {
  const opened: OpenWorkspace[] = []
  let databaseKey = ''
  const source = new URL('../../electron/store/store-thread.ts', import.meta.url)
  const thread = createLockedThread(() => new Worker(source), {
    lock: join(folder, 'workspace.lock'),
    program: 'A test',
  })
  const workspace = createWorkspace({
    folder,
    vault: createVaultFile(folder),
    keychain: () => null,
    ...thread,
    openStores: (file, key) => {
      databaseKey = key
      return thread.openStores(file, key)
    },
    checkFile: async () => null,
    onOpen: async (open) => {
      opened.push(open)
      return async () => {}
    },
    onStatus: () => {},
    clock: () => new Date(),
    isDemo: false,
  })
  await workspace.open()
  await workspace.choose({ protection: 'passphrase', passphrase: PASSPHRASE })
  const [open] = opened
  if (!open) throw new Error('the workspace did not open')

  const { stores, secrets } = open
  const { clock, wait: pass } = createVirtualTime(new Date().toISOString())
  // A browser is waited for as long as it takes, everything else not at all.
  const wait: Wait = (ms, signal) =>
    ms < 120_000
      ? pass(ms, signal)
      : new Promise((_, reject) => signal?.addEventListener('abort', () => reject(cancelled()), { once: true }))
  const wire = createWire()
  const log = createLog(join(folder, 'logs'), clock)
  let ids = 0
  const newId = (prefix: string) => `${prefix}_${++ids}`
  const announce = () => {}
  const connections = createConnections({
    stores,
    secrets,
    ...{ clock, newId, wait, log, announce },
    openBrowser: async (url) => {
      const answer = await approveInBrowser(url)
      if ('redirect' in answer) void fetch(answer.redirect).catch(() => {})
    },
    baseUrl: team.demo.url,
    demo: { start: async () => ({ url: team.demo.url }), end: async () => {} },
    fetch: wire.fetch,
    ports: team.ports,
  })
  const { clientFor } = connections
  const provisioning = createProvisioning({ stores, clientFor, clock, newId, log, announce, wait })
  const syncs = createSyncs({ stores, clientFor, clock, newId, appVersion: '1', log, announce })
  const campaigns = createCampaigns({ stores, clock, newId, announce })
  return { workspace, stores, wire, connections, provisioning, syncs, campaigns, key: () => databaseKey }
}
type Desk = Awaited<ReturnType<typeof openDesk>>

/** What a person or a log would be shown of it. */
const failing = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => '',
    (error) => {
      const detail = isFailure(error) ? error.detail : null
      said.push(JSON.stringify(detail), String(error instanceof Error ? error.stack : error))
      return detail?.kind ?? String(error)
    },
  )

const signIn = async ({ connections, wire }: Desk): Promise<Connection> => {
  const { demo } = team
  expect(await failing(connections.signInWithBrowser({ ...input, appSecret: 'wr0ng-s3cret' }))).toBe('app-key-wrong')
  wire.echo(1)
  expect(await failing(connections.signInWithBrowser({ ...input, appSecret: APP_SECRET }))).toBe('authorize-error')
  for (const trouble of TROUBLES) {
    demo.faults.add({ ...trouble, route: 'oauth2/token', times: 9 })
    await failing(connections.signInWithBrowser({ ...input, appSecret: APP_SECRET }))
    demo.faults.clear()
  }
  const { attemptId } = await connections.beginWithCode({ ...input, appSecret: APP_SECRET })
  expect(await failing(connections.finishWithCode({ attemptId, code: 'm1styped-code' }))).toBe('code-wrong')
  wire.secrets.add('m1styped-code')
  return connections.signInWithBrowser({ ...input, appSecret: APP_SECRET })
}

const sync = async ({ syncs }: Desk, { connectionId }: Connection): Promise<string> => {
  await syncs.start({ connectionId })
  for await (const event of syncs.watch(connectionId)) {
    if (event.kind === 'progress') continue
    said.push(JSON.stringify(event))
    if (event.kind !== 'idle') return event.kind
    const [run] = await syncs.runs(connectionId)
    if (run && run.outcome !== 'running') return run.outcome
  }
  throw new Error('it stopped being told')
}

const syncWithEverything = async (desk: Desk, connection: Connection): Promise<void> => {
  const { demo } = team
  expect(await sync(desk, connection)).toBe('done')
  for (const trouble of TROUBLES)
    for (const route of ['team/members/list_v2', 'team/groups/list']) {
      demo.faults.add({ ...trouble, route, times: 2 })
      await sync(desk, connection)
      demo.faults.clear()
      demo.faults.add({ ...trouble, route, times: 99 })
      await sync(desk, connection)
      demo.faults.clear()
    }
  desk.wire.echo(30)
  expect(await sync(desk, connection)).toBe('failed')
  desk.wire.echo(0)
  demo.expireAccessTokens()
  expect(await sync(desk, connection)).toBe('done')
}

const revokeWithEverything = async (desk: Desk, { connectionId }: Connection): Promise<void> => {
  const { demo } = team
  const { provisioning, campaigns, stores } = desk
  const newest = await stores.snapshots.newest(connectionId)
  if (!newest) throw new Error('there is no snapshot')
  const { snapshotId } = newest
  const { campaignId } = await campaigns.open({ snapshotId, name: 'All', scope: { kind: 'everything' }, dueOn: null })
  const window = { offset: 0, limit: 500 }
  const filters = { search: '', show: 'all' } as const
  const { rows } = await campaigns.items({ campaignId, grouping: 'flat', groupKey: null, filters, window })
  const groups = rows.filter((row) => row.resourceType === 'group' && row.entitlement === 'member')
  const itemNos = groups.slice(0, 12).map((row) => row.itemNo)
  expect(itemNos.length).toBeGreaterThan(8)
  const openedAt = new Date().toISOString()
  await campaigns.decide({ campaignId, itemNos, verdict: 'revoke', reason: 'Gone', openedAt, includePrivileged: true })
  const troubles: (Trouble | 'echo')[] = [...TROUBLES, 'echo']
  for (const trouble of troubles) {
    const work = (async () => {
      const plan = await provisioning.preview({ campaignId })
      if (trouble === 'echo') desk.wire.echo(4)
      else demo.faults.add({ ...trouble, route: /^team\//, times: 3, after: 1 })
      await provisioning.apply({ planId: plan.planId })
      for await (const now of provisioning.watch({ planId: plan.planId })) {
        said.push(JSON.stringify(now))
        if (now.state !== 'running') return
      }
    })()
    await failing(work)
    demo.faults.clear()
    desk.wire.echo(0)
  }
}

/** Every value of every row of every table, decrypted. */
const textOfDatabase = (key: string): string => {
  const db = openDatabase(join(folder, 'workspace.db'), key)
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]
  const text = tables.flatMap(({ name }) =>
    db
      .prepare(`SELECT * FROM "${name}"`)
      .all()
      .map((row) => JSON.stringify(row)),
  )
  closeDatabase(db)
  return text.join('\n')
}

it('no secret is written anywhere, whatever goes wrong while signing in, syncing and revoking', async () => {
  const desk = await openDesk()
  const connection = await signIn(desk)
  await syncWithEverything(desk, connection)
  await revokeWithEverything(desk, connection)
  desk.wire.echo(1)
  await failing(desk.connections.disconnect({ connectionId: connection.connectionId }))
  const runs = await desk.syncs.runs(connection.connectionId)
  const logs = await Promise.all(runs.map((run) => desk.syncs.log(run.runId)))
  const activity = await desk.stores.activity.page({ offset: 0, limit: 500 })
  await desk.workspace.close()
  vi.restoreAllMocks()

  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
  const database = textOfDatabase(desk.key())
  const written = [...files, database, JSON.stringify([runs, logs, activity]), ...said].join('\n')

  // The test looked where something is: in the log files, the database, the logs of runs.
  expect(files.join('\n')).toContain('Dropbox asks to slow down')
  expect(database).toContain('requestId')
  expect(database).toContain('plan-applied')
  expect(runs.length).toBeGreaterThan(40)
  expect(written).toContain('[secret]')
  expect(new Set(runs.map((run) => run.failure?.kind).filter(Boolean)).size).toBeGreaterThan(5)

  const { secrets } = desk.wire
  for (const secret of [APP_SECRET, 'wr0ng-s3cret', PASSPHRASE, desk.key()]) secrets.add(secret)
  // Several of each kind: codes and verifiers of every sign-in, tokens of every refresh.
  expect(secrets.size).toBeGreaterThan(20)
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(8)
    expect(written.includes(secret), `${secret.slice(0, 4)}… was written`).toBe(false)
    expect(written.includes(encodeURIComponent(secret)), `${secret.slice(0, 4)}… was written`).toBe(false)
    expect(written.includes(Buffer.from(secret).toString('base64')), `${secret.slice(0, 4)}… was written`).toBe(false)
  }
}, 120_000)
