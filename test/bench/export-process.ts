// Writes 1,000,000 grants in one format, in a process of its own: the store in its thread, as in the app, with somebody
// looking at pages meanwhile. Tells wall time, peak memory, the event loop of main, and the slowest page.
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { createExports } from '../../electron/exchange/exports.ts'
import { EVERYBODY } from '../../electron/store/account-filters.ts'
import { openInThread } from '../../electron/store/remote.ts'
import type { Exported, ExportFormat } from '../../shared/contract/exports.ts'
import { connection, connectionId, runId, sealFacts } from '../support/sample-team.ts'
import { churningTeam } from './churning-team.ts'

export type ExportFigures = {
  ms: number
  rows: number
  memoryMb: number
  longestDelayMs: number
  slowestPageMs: number
}

const [mode = '', folder = '', format = 'csv', whole = ''] = process.argv.slice(2)
const list = { filters: EVERYBODY, sort: 'name', direction: 'asc' } as const

const thread = new Worker(new URL('../../electron/store/store-thread.ts', import.meta.url))
const { stores, close } = await openInThread(thread, { file: join(folder, 'workspace.db'), key: 'b'.repeat(64) })

/** In a process of its own, so that its memory is not counted. */
if (mode === 'make') {
  await stores.connections.save(connection())
  const team = churningTeam({ accounts: 10_000, resources: 2_000, grants: 1_000_000 })
  const startedAt = '2026-11-20T11:59:00Z'
  const id = await stores.snapshots.begin({ connectionId, runId, teamId: 'dbtid:acme', teamName: 'Acme', startedAt })
  await stores.snapshots.addResources(id, [...team.resources])
  for (const piece of team.pieces()) await stores.snapshots.addAccounts(id, piece)
  await stores.snapshots.seal(id, sealFacts())
  await close()
  process.send?.(null)
  process.disconnect?.()
  process.exit()
}
const snapshotId = (await stores.snapshots.newest(connectionId))?.snapshotId
if (!snapshotId) throw new Error('no snapshot was made')

const quiet = () => {}
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
const { exportRows } = createExports({ stores, log, appVersion: '0', remember: () => 'file' })
let isDone = false
let slowestPageMs = 0
let most = 0
const looking = async (): Promise<void> => {
  for (let n = 0; !isDone; n++) {
    const from = performance.now()
    await stores.snapshots.accounts({ snapshotId, ...list, window: { offset: (n * 997) % 9_900, limit: 100 } })
    slowestPageMs = Math.max(slowestPageMs, performance.now() - from)
    await pause(30)
  }
}
const sample = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss())
}, 25)
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const look = looking()
const what: Exported = whole ? { kind: 'snapshot' } : { kind: 'grants', of: { kind: 'accounts', ...list } }
const from = performance.now()
let rows = 0
const request = { snapshotId, what, format: format as ExportFormat, withVerifier: false }
for await (const event of exportRows(request, join(folder, 'out'))) rows = event.rows
const ms = performance.now() - from
delay.disable()
clearInterval(sample)
isDone = true
await look
await close()
const figures: ExportFigures = {
  ms,
  rows,
  memoryMb: most / 2 ** 20,
  longestDelayMs: delay.max / 1e6,
  slowestPageMs,
}
process.send?.(figures)
process.disconnect?.()
