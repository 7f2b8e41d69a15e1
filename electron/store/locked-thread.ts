// The store's thread with the workspace's lock in it: taken before anything of the workspace is touched, held until the
// thread ends, and taken again when a new thread has to be started.
import type { Worker } from 'node:worker_threads'
import { Failure } from '../../shared/domain/failure.ts'
import { openInThread, type RemoteStores, type StoreAnswer, type StoreLocking, type StoreRequest } from './remote.ts'

type Opened = { stores: RemoteStores; close: () => Promise<void> }

export type LockedThread = {
  /** @throws Failure store-in-use, disk-error */
  lock: () => Promise<{ release: () => Promise<void> }>
  /** @throws Failure as openDatabase does, and as `lock` does where the lock was let go of meanwhile */
  openStores: (file: string, key: string) => Promise<Opened>
}

const askForLock = (thread: Worker, locking: StoreLocking): Promise<void> =>
  new Promise((resolve, reject) => {
    const onAnswer = (answer: StoreAnswer): void => {
      if (!('locked' in answer)) return
      thread.off('message', onAnswer)
      thread.off('error', reject)
      if (answer.locked) resolve()
      else reject(new Failure(answer.failure))
    }
    thread.on('message', onAnswer)
    thread.once('error', reject)
    thread.postMessage(locking)
  })

/** @param newThread gives a worker that runs the `store-thread` module and has been told nothing yet */
export const createLockedThread = (newThread: () => Worker, locking: StoreLocking): LockedThread => {
  let current: { thread: Worker; ended: Promise<void> } | null = null

  const take = async (): Promise<Worker> => {
    if (current) return current.thread
    const thread = newThread()
    const ended = new Promise<void>((done) =>
      thread.once('exit', () => {
        if (current?.thread === thread) current = null
        done()
      }),
    )
    await askForLock(thread, locking)
    current = { thread, ended }
    return thread
  }

  return {
    lock: async () => {
      await take()
      return {
        release: async () => {
          const ending = current
          ending?.thread.postMessage({ close: true } satisfies StoreRequest)
          await ending?.ended
        },
      }
    },
    openStores: async (file, key) => openInThread(await take(), { file, key }),
  }
}
