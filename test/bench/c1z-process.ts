// One import or one export in a process of its own, as the app's main process does them: store in its thread, files in
// a child. Tells wall times, how long the event loop was held up, and the most memory all of them held together.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { createC1zExport } from '../../electron/exchange/c1z/export-c1z.ts'
import { createC1zImport } from '../../electron/exchange/c1z/import-c1z.ts'
import { nodeChild } from '../../electron/exchange/c1z/node-child.ts'
import { keepHeapLean } from '../../electron/lean-heap.ts'
import { openInThread, type RemoteStores } from '../../electron/store/remote.ts'
import { type Size, writeC1z } from './c1z-file.ts'

type Times = { ms: number; memoryMb: number; longestDelayMs: number }
export type Measured = Times & { grants: number; packedMb: number }

keepHeapLean()
const [sizeJson = '{}', what, file = '', workspace = '', storeThread = '', childModule = 'file:///none'] =
  process.argv.slice(2)
const size = JSON.parse(sizeJson) as Size
const folder = mkdtempSync(join(tmpdir(), 'attest-bench-'))

/** Resident memory of another process, in bytes; what there is of it is gone with it. */
const residentOf = (pid: number): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

const pids = new Set<number>()
const start = nodeChild(fileURLToPath(childModule))
const child = {
  folder: join(folder, 'exchange'),
  startChild: () => {
    const started = start()
    if (started.pid !== undefined) pids.add(started.pid)
    return started
  },
}

const measure = async (work: () => Promise<unknown>): Promise<Times> => {
  let most = 0
  const sample = setInterval(() => {
    let sum = process.memoryUsage.rss()
    for (const pid of pids) sum += residentOf(pid)
    most = Math.max(most, sum)
  }, 25)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const began = performance.now()
  await work()
  const ms = performance.now() - began
  delay.disable()
  clearInterval(sample)
  return { ms, memoryMb: most / 1e6, longestDelayMs: delay.max / 1e6 }
}

const importing = async (stores: RemoteStores) => {
  let last = 0
  const newId = (prefix: string): string => {
    last += 1
    return `${prefix}_${last}`
  }
  const importC1z = createC1zImport({ stores, child, clock: () => new Date(), newId, appVersion: 'bench' })
  let grants = 0
  const measured = await measure(async () => {
    grants = (await importC1z({ file })).snapshots[0]?.grants ?? 0
  })
  return { ...measured, grants, packedMb: statSync(file).size / 1e6 }
}
const exporting = async (stores: RemoteStores) => {
  const [connection] = await stores.connections.list()
  if (!connection) throw new Error('nothing was imported')
  const [snapshot] = await stores.snapshots.list(connection.connectionId)
  if (!snapshot) throw new Error('nothing was imported')
  const out = join(folder, 'out.c1z')
  const exportC1z = createC1zExport({ stores, child })
  const measured = await measure(() => exportC1z({ snapshotIds: [snapshot.snapshotId], file: out }))
  return { ...measured, grants: snapshot.grants, packedMb: statSync(out).size / 1e6 }
}

if (what === 'make') {
  await writeC1z(file, join(folder, 'bench.db'), size)
  process.send?.(null)
} else {
  const { stores, close } = await openInThread(new Worker(new URL(storeThread)), {
    file: workspace,
    key: 'b'.repeat(64),
  })
  const figures: Measured = await (what === 'import' ? importing(stores) : exporting(stores))
  process.send?.(figures)
  await close()
}
rmSync(folder, { recursive: true })
if (process.connected) process.disconnect()
