// What the window's first picture asks of a workspace that was closed cleanly is read in the main process's own thread: it
// takes milliseconds, and beginning the stores' thread takes as long as the picture. That thread begins when anything else
// is asked, or soon after; from then on it answers everything.
import type { Worker } from 'node:worker_threads'
import type { Timers } from '../schedule/recurring.ts'
import { createCampaignStore } from './campaigns.ts'
import { createConnectionStore } from './connections.ts'
import type { Database } from './database.ts'
import { createPlanStore } from './plans.ts'
import { openToRead } from './reading.ts'
import { openInThread, proxyOf, type RemoteStores } from './remote.ts'
import { createRunStore } from './runs.ts'
import { createScheduleStore } from './schedules.ts'
import { createSnapshotStore } from './snapshots.ts'

type Opened = { stores: RemoteStores; close: () => Promise<void> }
type Reader = { read: (store: string, method: string, args: unknown[]) => unknown; close: () => void }

/** By then the first picture has been drawn. */
const THREAD_AFTER_MS = 1_000

const MAKE = {
  connections: createConnectionStore,
  snapshots: createSnapshotStore,
  campaigns: createCampaignStore,
  plans: createPlanStore,
  runs: createRunStore,
  schedules: createScheduleStore,
}

/** Reads that take a few milliseconds on any workspace. */
const READS = new Set([
  'connections.listed',
  'snapshots.list',
  'snapshots.overview',
  'campaigns.list',
  'plans.hasInterrupted',
  'runs.list',
  'schedules.get',
])

/** What `repairAfterCrash` would have to put right must not be seen. */
const NEEDS_REPAIR = `SELECT EXISTS (SELECT 1 FROM snapshots WHERE is_sealed = 0)
  OR EXISTS (SELECT 1 FROM runs WHERE outcome = 'running') AS needed`

const readerOf = (db: Database): Reader => {
  const made = new Map<string, Record<string, (...args: unknown[]) => unknown>>()
  return {
    read: (store, method, args) => {
      const known = made.get(store) ?? (MAKE[store as keyof typeof MAKE](db) as never)
      made.set(store, known)
      return known[method]?.(...args)
    },
    close: () => db.close(),
  }
}

/** Null where the stores' thread has work to do before anything can be read, or can tell better what is wrong. */
const openReader = (file: string, key: string): Reader | null => {
  let db: Database | undefined
  try {
    db = openToRead(file, key)
    const { needed } = db.prepare(NEEDS_REPAIR).get() as { needed: number }
    if (needed === 0) return readerOf(db)
  } catch {
    // The thread says what it is.
  }
  db?.close()
  return null
}

/**
 * @param newThread gives a worker that runs the `store-thread` module and has been told nothing yet
 * @throws Failure as openInThread does, where nothing can be read before the thread has begun
 */
export const openWithFirstLook = async (
  file: string,
  key: string,
  newThread: () => Worker,
  timers: Timers,
): Promise<Opened> => {
  let reader = openReader(file, key)
  if (!reader) return openInThread(newThread(), { file, key })
  let opening: Promise<Opened> | null = null
  const leaveReader = (): void => {
    reader?.close()
    reader = null
  }
  const thread = (): Promise<Opened> => {
    opening ??= openInThread(newThread(), { file, key }).finally(leaveReader)
    return opening
  }
  // Whoever asks for something is told why it could not be begun.
  const cancel = timers.after(THREAD_AFTER_MS, () => void thread().catch(() => {}))

  return {
    stores: proxyOf(async (store, method, args) => {
      try {
        if (reader && READS.has(`${store}.${method}`)) return await reader.read(store, method, args)
      } catch {
        // Whatever it was, the thread answers or says why not.
        leaveReader()
      }
      const { stores } = await thread()
      const methods = stores[store as keyof RemoteStores] as Record<string, (...args: unknown[]) => Promise<unknown>>
      return methods[method]?.(...args)
    }),
    close: async () => {
      cancel()
      leaveReader()
      await (await opening?.catch(() => null))?.close()
    },
  }
}
