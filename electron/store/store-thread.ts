// The thread that owns the workspace file: locks it, opens the one it is told of, answers calls one after another,
// closes it. One that could not be opened keeps its lock, so that nobody comes between this try and the next. Without a lock
// it can be told to read beside who has it.
import { parentPort } from 'node:worker_threads'
import { Failure, isFailure } from '../../shared/domain/failure.ts'
import { nextTurn } from '../turns.ts'
import { storeFailure } from './database.ts'
import type { OpenFile, StoreCall } from './open-file.ts'
import type { StoreReading } from './reading.ts'
import { failureDetailOf, type StoreAnswer, type StoreLocking, type StoreOpening, type StoreRequest } from './remote.ts'
import { loadHashing } from './text-hash.ts'
import { lockWorkspace, type WorkspaceLock } from './workspace-lock.ts'

const port = parentPort
if (!port) throw new Error('store-thread runs only as a worker')
const answer = (message: StoreAnswer): void => port.postMessage(message)

let lock: WorkspaceLock | null = null
let file = ''
let opened: Promise<OpenFile | null> = Promise.resolve(null)

// Messages are looked at between two turns: a lock that is waited for is taken first, because whoever is told of it has
// something to do while the stores are loaded.
const loading = nextTurn()
  .then(nextTurn)
  .then(() => import('./open-file.ts'))
// Usually this thread has been told no file yet.
loading.then(loadHashing, () => {})

const takeLock = ({ lock: path, program }: StoreLocking): void => {
  try {
    lock ??= lockWorkspace(path, program)
    answer({ locked: true })
  } catch (error) {
    answer({ locked: false, failure: failureDetailOf(error) })
    port.close()
  }
}

const open = async (opening: StoreOpening | StoreReading): Promise<OpenFile | null> => {
  try {
    const { openFile } = await loading
    const found = openFile(opening)
    answer({ opened: true })
    found.afterwards()
    return found
  } catch (error) {
    answer({ opened: false, failure: failureDetailOf(error) })
    if (!lock) port.close()
    return null
  }
}

const close = async (): Promise<void> => {
  ;(await opened)?.close()
  lock?.release()
  port.close()
}

const serve = async (request: StoreCall): Promise<void> => {
  try {
    const found = await opened
    if (!found) throw new Failure({ kind: 'unexpected', reason: 'no workspace is open' })
    answer({ id: request.id, value: await found.call(request) })
  } catch (error) {
    const known = isFailure(error) ? error : storeFailure(error, file)
    answer({ id: request.id, failure: failureDetailOf(known) })
  }
}

port.on('message', (message: StoreLocking | StoreOpening | StoreReading | StoreRequest) => {
  if ('lock' in message) takeLock(message)
  else if ('file' in message) {
    file = message.file
    opened = open(message)
  } else if ('close' in message) void close()
  else void serve(message)
})
