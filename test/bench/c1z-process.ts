// One import and one export in a process of its own, as the app's main process does them: store in its thread, files in
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
import { openInThread } from '../../electron/store/remote.ts'
import { type Size, writeC1z } from './c1z-file.ts'

export type Measured = { ms: number; memoryMb: number; longestDelayMs: number }
export type C1zFigures = { import: Measured; export: Measured; grants: number; packedMb: number }

const size = JSON.parse(process.argv[2] ?? '{}') as Size
const folder = mkdtempSync(join(tmpdir(), 'attest-bench-'))
const source = (path: string): URL => new URL(`../../electron/${path}`, import.meta.url)
const file = join(folder, 'bench.c1z')

/** Resident memory of another process, in bytes; what there is of it is gone with it. */
const residentOf = (pid: number): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

const pids = new Set<number>()
const start = nodeChild(fileURLToPath(source('exchange/c1z/child.ts')))
const child = {
  folder: join(folder, 'exchange'),
  startChild: () => {
    const started = start()
    if (started.pid !== undefined) pids.add(started.pid)
    return started
  },
}

const measure = async (work: () => Promise<unknown>): Promise<Measured> => {
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

if (process.argv[3] === 'make') {
  await writeC1z(process.argv[4] ?? file, join(folder, 'bench.db'), size)
  rmSync(folder, { recursive: true })
  process.send?.(null)
} else {
  const given = process.argv[4] ?? file
  const { stores, close } = await openInThread(new Worker(source('store/store-thread.ts')), {
    file: join(folder, 'workspace.db'),
    key: 'b'.repeat(64),
  })
  let last = 0
  const newId = (prefix: string): string => {
    last += 1
    return `${prefix}_${last}`
  }
  const importC1z = createC1zImport({ stores, child, clock: () => new Date(), newId, appVersion: 'bench' })
  const exportC1z = createC1zExport({ stores, child })
  let grants = 0
  let snapshotIds: Parameters<typeof exportC1z>[0]['snapshotIds'] = []
  const imported = await measure(async () => {
    const { snapshots } = await importC1z({ file: given })
    grants = snapshots[0]?.grants ?? 0
    snapshotIds = snapshots.map(({ snapshotId }) => snapshotId)
  })
  const out = join(folder, 'out.c1z')
  const exported = await measure(() => exportC1z({ snapshotIds, file: out }))
  const figures: C1zFigures = { import: imported, export: exported, grants, packedMb: statSync(out).size / 1e6 }
  process.send?.(figures)
  await close()
  rmSync(folder, { recursive: true })
}
if (process.connected) process.disconnect()
