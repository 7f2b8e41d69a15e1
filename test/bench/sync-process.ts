// Syncs in a plain Node process as the headless command does: store in its thread, HTTP to a demo team, a new workspace
// file, ended with the snapshot on disk. Then once more after a change, and tells the figures.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { createTeamClient } from '../../electron/dropbox/team-client.ts'
import { keepHeapLean } from '../../electron/lean-heap.ts'
import { workLeanly } from '../../electron/lean-work.ts'
import { openInThread } from '../../electron/store/remote.ts'
import { createSyncs } from '../../electron/sync/syncs.ts'
import type { AccountId, ConnectionId } from '../../shared/domain/ids.ts'
import type { TeamReady } from './team-process.ts'

export type SyncFigures = {
  syncMs: number
  calls: number
  retries: number
  longestDelayMs: number
  peakMb: number
  /** Of all threads, while it synced. */
  cpuMs: number
  accounts: number
  grants: number
  groups: number
  /** A second sync, after one account in a hundred has changed; `rows` are those that begin or end with it. */
  again: { ms: number; calls: number; rows: number; changed: number }
}

/** In MB. On Linux, what `resourceUsage` tells begins with the size of whoever started this process. */
const peakMbNow = (): number =>
  process.platform === 'linux'
    ? Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
    : process.resourceUsage().maxRSS / 1024

keepHeapLean()
const [teamJson = '', storeThread = '', appKey = ''] = process.argv.slice(2)
const team = JSON.parse(teamJson) as TeamReady
const folder = mkdtempSync(join(tmpdir(), 'attest-bench-'))
const file = join(folder, 'workspace.db')
const key = 'b'.repeat(64)
const { stores, close } = await openInThread(new Worker(new URL(storeThread)), { file, key })

const connectionId = 'conn_bench' as ConnectionId
const clock = () => new Date()
const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent }
await stores.connections.save({
  connectionId,
  kind: 'dropbox',
  label: 'Bench',
  teamId: 'dbtid:bench',
  teamName: 'Bench',
  appKey,
  purpose: 'read-only',
  authorizedAs: { accountId: 'dbmid:admin' as AccountId, displayName: 'Ada', email: 'ada@acme.example' },
  grantedScopes: team.scope.split(' '),
  connectedAt: clock().toISOString(),
  status: 'connected',
  attention: null,
})
const client = createTeamClient({ appKey, refreshToken: team.refreshToken, baseUrl: team.url, log, clock })
let lastId = 0
const syncs = createSyncs({
  stores,
  clientFor: async () => client,
  clock,
  newId: (prefix) => `${prefix}_${++lastId}`,
  appVersion: 'bench',
  log,
  announce: silent,
  // What is collected beside access has calls of its own, which are no part of these figures.
  collects: { signIns: false, devices: false, linkedApps: false },
})

const sync = async (): Promise<number> => {
  const began = performance.now()
  await syncs.start({ connectionId })
  for await (const event of syncs.watch(connectionId)) {
    if (event.kind === 'failed' || event.kind === 'cancelled') throw new Error(JSON.stringify(event))
    if (event.kind === 'done') break
  }
  return performance.now() - began
}
const newest = async () => {
  const snapshot = await stores.snapshots.newest(connectionId)
  if (!snapshot) throw new Error('no snapshot was made')
  return snapshot
}

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const cpu = process.cpuUsage()
const syncMs = await workLeanly(sync)
const { user, system } = process.cpuUsage(cpu)
delay.disable()
const peakMb = peakMbNow()
const first = await newest()

const whenChanged = new Promise<{ changed: number }>((resolve) => process.once('message', resolve))
process.send?.('change')
const { changed } = await whenChanged
const againMs = await workLeanly(sync)
const second = await newest()
await close()

const { openDatabase } = await import('../../electron/store/database.ts')
const db = openDatabase(file, key)
let rows = 0
for (const table of ['account_versions', 'resource_versions', 'grant_versions']) {
  const id = second.snapshotId
  const sql = `SELECT count(*) AS n FROM ${table} WHERE from_snapshot = ? OR to_snapshot = ?`
  rows += (db.prepare(sql).get(id, id) as { n: number }).n
}
db.close()

const { accounts } = first
const figures: SyncFigures = {
  syncMs,
  calls: first.calls,
  retries: first.retries,
  longestDelayMs: delay.max / 1e6,
  peakMb,
  cpuMs: (user + system) / 1000,
  accounts: accounts.active + accounts.invited + accounts.suspended + accounts.removed,
  grants: first.grants,
  groups: first.groups ?? 0,
  again: { ms: againMs, calls: second.calls, rows, changed },
}
rmSync(folder, { recursive: true })
process.send?.(figures)
if (process.connected) process.disconnect()
