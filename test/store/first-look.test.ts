// The first picture's reads need no thread; everything else does, and from then on the thread answers all.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { closeDatabase, latestVersion, openDatabase } from '../../electron/store/database.ts'
import { openWithFirstLook } from '../../electron/store/first-look.ts'
import { createStores } from '../../electron/store/stores.ts'
import { AT, reviewedTeam } from '../support/campaigns.ts'
import { connection, connectionId, runId } from '../support/sample-team.ts'

const KEY = 'c'.repeat(64)
let folder = ''
let file = ''
let later: (() => void) | null = null
const timers = {
  after: (_: number, run: () => void) => {
    later = run
    return () => {
      later = null
    }
  },
}
const threads: Worker[] = []
const newThread = () => {
  const thread = new Worker(new URL('../../electron/store/store-thread.ts', import.meta.url))
  threads.push(thread)
  return thread
}
const open = () => openWithFirstLook(file, KEY, newThread, timers)
const inFile = async (work: (stores: ReturnType<typeof createStores>) => unknown, upTo?: number) => {
  const db = openDatabase(file, KEY, upTo)
  await work(createStores(db))
  closeDatabase(db)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-first-look-'))
  file = join(folder, 'workspace.db')
  threads.length = 0
  later = null
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const withTeam = async () => {
  const db = openDatabase(file, KEY)
  const { snapshotId } = await reviewedTeam(db)
  closeDatabase(db)
  return snapshotId
}

it('shows a closed workspace without a thread, as the thread would', async () => {
  const snapshotId = await withTeam()
  const { stores, close } = await open()
  const look = async () => [
    await stores.connections.listed(),
    await stores.snapshots.list(connectionId),
    await stores.snapshots.overview(snapshotId),
    await stores.campaigns.list(connectionId),
    await stores.runs.list(connectionId),
    await stores.plans.hasInterrupted(),
  ]
  const first = await look()
  expect(threads).toHaveLength(0)
  expect(first[0]).toHaveLength(1)
  later?.()
  await stores.activity.page({ offset: 0, limit: 1 })
  expect(await look()).toEqual(first)
  expect(threads).toHaveLength(1)
  await close()
})

it('begins the thread for whatever else is asked, once, and sees what was written', async () => {
  await withTeam()
  const { stores, close } = await open()
  expect(await stores.connections.listed()).toMatchObject([{ label: connection().label }])
  await Promise.all([
    stores.connections.save(connection({ label: 'Renamed' })),
    stores.runs.begin({ runId, connectionId, startedAt: AT }),
  ])
  expect(await stores.connections.listed()).toMatchObject([{ label: 'Renamed' }])
  later?.()
  expect(threads).toHaveLength(1)
  await close()
  await inFile((after) => expect(after.connections.get(connectionId)?.label).toBe('Renamed'))
})

it('is closed again without ever having begun a thread', async () => {
  await withTeam()
  const { stores, close } = await open()
  await stores.connections.listed()
  await close()
  expect(threads).toHaveLength(0)
  expect(later).toBeNull()
})

it('leaves a new file, and one that something was cut off in, to the thread', async () => {
  const fresh = await open()
  expect(await fresh.stores.connections.listed()).toEqual([])
  expect(threads).toHaveLength(1)
  await fresh.close()

  await inFile(({ connections, runs }) => {
    connections.save(connection())
    runs.begin({ runId, connectionId, startedAt: AT })
  })
  const cutOff = await open()
  expect(await cutOff.stores.runs.list(connectionId)).toMatchObject([{ outcome: 'interrupted' }])
  expect(threads).toHaveLength(2)
  await cutOff.close()
})

it('leaves a file of an older format to the thread', async () => {
  closeDatabase(openDatabase(file, KEY, latestVersion() - 1))
  const { stores, close } = await open()
  expect(await stores.connections.listed()).toEqual([])
  expect(threads).toHaveLength(1)
  await close()
})

it('tells of a wrong key as ever', async () => {
  await withTeam()
  await expect(openWithFirstLook(file, 'd'.repeat(64), newThread, timers)).rejects.toMatchObject({
    detail: { kind: 'store-key-wrong' },
  })
})
