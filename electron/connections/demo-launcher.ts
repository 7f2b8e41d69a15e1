// Demo teams, each in a worker thread of its own: started when asked for, found again after a restart of the app.
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Failure } from '../../shared/domain/failure.ts'
import type { ConnectionId } from '../../shared/domain/ids.ts'
import type { DemoTeamOptions } from '../demo-team/demo-team.ts'

export type DemoLauncher = {
  /** The address of the connection's demo team, which is started if it is not running. */
  start(connectionId: ConnectionId, members: number): Promise<{ url: string }>
  end(connectionId: ConnectionId): Promise<void>
  /** Ends all of them. */
  stop(): Promise<void>
}

type Started = { url: Promise<string>; worker: Worker }

/**
 * @param worker the module `electron/demo-team/worker.ts`, compiled where the app is
 * @param folder where each demo team keeps its journal, so that it remembers what was done to it
 */
export const createDemoLauncher = ({ worker: module, folder }: { worker: URL; folder: string }): DemoLauncher => {
  const running = new Map<ConnectionId, Started>()

  const launch = (connectionId: ConnectionId, members: number): Started => {
    const options: DemoTeamOptions = { members, journalFile: join(folder, `demo-team-${connectionId}.jsonl`) }
    const worker = new Worker(module, { workerData: options })
    const url = new Promise<string>((resolve, reject) => {
      const fail = (reason: string) => {
        running.delete(connectionId)
        reject(new Failure({ kind: 'demo-not-started', reason }))
      }
      worker.once('message', (message: { url: string } | { error: string }) =>
        'url' in message ? resolve(message.url) : fail(message.error),
      )
      worker.once('error', (error) => fail(error.message))
      worker.once('exit', () => fail('it ended by itself'))
    })
    url.catch(() => {})
    return { url, worker }
  }

  const end = async (connectionId: ConnectionId): Promise<void> => {
    const started = running.get(connectionId)
    running.delete(connectionId)
    if (!started) return
    const ended = new Promise<void>((resolve) => started.worker.once('exit', () => resolve()))
    await started.url.then(
      () => started.worker.postMessage('close'),
      () => started.worker.terminate(),
    )
    await ended
  }

  return {
    start: async (connectionId, members) => {
      const started = running.get(connectionId) ?? launch(connectionId, members)
      running.set(connectionId, started)
      return { url: await started.url }
    },
    end,
    stop: async () => {
      await Promise.all([...running.keys()].map(end))
    },
  }
}
