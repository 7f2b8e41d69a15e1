// The thread that owns the workspace file: locks it, opens the one it is told of, answers calls one after another,
// closes it. One that could not be opened keeps its lock, so that nobody comes between this try and the next. Without a lock
// it can be told to read beside who has it.
import { type MessagePort, parentPort } from 'node:worker_threads'
import { isFailure } from '../../shared/domain/failure.ts'
import { closeDatabase, openDatabase, storeFailure } from './database.ts'
import { dispatch } from './dispatch.ts'
import { createSteadyReads, openToRead, type StoreReading } from './reading.ts'
import { failureDetailOf, type StoreAnswer, type StoreLocking, type StoreOpening, type StoreRequest } from './remote.ts'
import { createStores, repairAfterCrash } from './stores.ts'
import { lockWorkspace, type WorkspaceLock } from './workspace-lock.ts'

type StoreCall = Exclude<StoreRequest, { close: true }>
type FirstMessage = StoreLocking | StoreReading | StoreOpening | { close: true }

let lock: WorkspaceLock | null = null

const end = (port: MessagePort): void => {
  lock?.release()
  port.close()
}

type Opened = { call: (request: StoreCall) => unknown; close: () => void; afterwards: () => void }

const openOwn = ({ file, key }: StoreOpening): Opened => {
  const db = openDatabase(file, key)
  const stores = createStores(db)
  repairAfterCrash(stores)
  return {
    call: ({ store, method, args }) => dispatch(stores, store, method, args),
    close: () => {
      stores.snapshots.flush()
      closeDatabase(db)
    },
    // In turns, behind whatever is asked first. What cannot go now goes before the next campaign is opened.
    afterwards: () => void stores.campaigns.discardUnready().catch(() => {}),
  }
}

const openBeside = ({ file, key }: StoreReading): Opened => {
  const db = openToRead(file, key)
  const stores = createStores(db)
  const steadily = createSteadyReads(db)
  return {
    call: ({ store, method, args }) => steadily(() => dispatch(stores, store, method, args)),
    close: () => db.close(),
    afterwards: () => {},
  }
}

const serve = (port: MessagePort, opening: StoreOpening | StoreReading): void => {
  const answer = (message: StoreAnswer): void => port.postMessage(message)
  try {
    const { call, close, afterwards } = 'isReading' in opening ? openBeside(opening) : openOwn(opening)
    port.on('message', async (request: StoreRequest) => {
      if ('close' in request) {
        close()
        end(port)
        return
      }
      try {
        answer({ id: request.id, value: await call(request) })
      } catch (error) {
        const known = isFailure(error) ? error : storeFailure(error, opening.file)
        answer({ id: request.id, failure: failureDetailOf(known) })
      }
    })
    answer({ opened: true })
    afterwards()
  } catch (error) {
    answer({ opened: false, failure: failureDetailOf(error) })
    if (lock) begin(port)
    else port.close()
  }
}

const takeLock = (port: MessagePort, { lock: file, program }: StoreLocking): void => {
  const answer = (message: StoreAnswer): void => port.postMessage(message)
  try {
    lock ??= lockWorkspace(file, program)
    answer({ locked: true })
    begin(port)
  } catch (error) {
    answer({ locked: false, failure: failureDetailOf(error) })
    port.close()
  }
}

const begin = (port: MessagePort): void => {
  port.once('message', (message: FirstMessage) => {
    if ('close' in message) end(port)
    else if ('lock' in message) takeLock(port, message)
    else serve(port, message)
  })
}

const port = parentPort
if (!port) throw new Error('store-thread runs only as a worker')
begin(port)
