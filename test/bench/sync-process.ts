// One sync in a process of its own, as the app's main process does it: store in its thread, HTTP to a demo team.
// Signs in first, untimed; then tells wall time, calls and how long the event loop was held up.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { createAnnouncer } from '../../electron/announcer.ts'
import { approveInBrowser } from '../../electron/demo-team/browser.ts'
import { DEMO_APP } from '../../electron/demo-team/demo-team.ts'
import { createDependencies } from '../../electron/dependencies.ts'
import { openInThread } from '../../electron/store/remote.ts'
import { memorySecretStore } from '../../electron/workspace/vault.ts'

export type SyncFigures = {
  ms: number
  calls: number
  retries: number
  longestDelayMs: number
  memoryMb: number
  accounts: number
  grants: number
  groups: number
  /** Wall time of a second sync of the unchanged team. */
  againMs: number
  againCalls: number
}

const baseUrl = process.argv[2]
const folder = mkdtempSync(join(tmpdir(), 'attest-bench-'))
const source = (path: string): URL => new URL(`../../electron/${path}`, import.meta.url)
const { stores, close } = await openInThread(new Worker(source('store/store-thread.ts')), {
  file: join(folder, 'workspace.db'),
  key: 'b'.repeat(64),
})
const silent = () => {}
const dependencies = createDependencies(
  { stores, secrets: memorySecretStore(), protection: 'session' },
  {
    appVersion: 'bench',
    clock: () => new Date(),
    log: { debug: silent, info: silent, warn: silent, error: silent },
    announcer: createAnnouncer(),
    openBrowser: async () => {},
    baseUrl,
    demo: { worker: source('demo-team/worker.ts'), folder },
  },
)

const { connections, syncs } = dependencies
const app = { appKey: DEMO_APP.key, appSecret: DEMO_APP.secret, purpose: 'provisioning' as const }
const { attemptId, authorizeUrl } = await connections.beginWithCode(app)
const approval = await approveInBrowser(authorizeUrl, { as: 'admin' })
const code = 'code' in approval ? approval.code : ''
const { connectionId } = await connections.finishWithCode({ attemptId, code })

const sync = async (): Promise<number> => {
  const began = performance.now()
  const stop = new AbortController()
  await syncs.start({ connectionId })
  for await (const event of syncs.watch(connectionId, stop.signal)) {
    if (event.kind === 'failed' || event.kind === 'cancelled') throw new Error(JSON.stringify(event))
    if (event.kind === 'done') break
  }
  return performance.now() - began
}

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const ms = await sync()
delay.disable()
const memoryMb = process.memoryUsage().rss / 1e6
const first = await stores.snapshots.newest(connectionId)
const againMs = await sync()
const second = await stores.snapshots.newest(connectionId)
if (!first || !second || second.snapshotId === first.snapshotId) throw new Error('no snapshot was made')

const { accounts } = first
const figures: SyncFigures = {
  ms,
  calls: first.calls,
  retries: first.retries,
  longestDelayMs: delay.max / 1e6,
  memoryMb,
  accounts: accounts.active + accounts.invited + accounts.suspended + accounts.removed,
  grants: first.grants,
  groups: first.groups ?? 0,
  againMs,
  againCalls: second.calls,
}
process.send?.(figures)
await dependencies.stop()
await close()
rmSync(folder, { recursive: true })
if (process.connected) process.disconnect()
