// The thread that owns the workspace file: opens the one it is told of, answers calls one after another, closes it.
import { type MessagePort, parentPort } from 'node:worker_threads'
import { isFailure } from '../../shared/domain/failure.ts'
import { closeDatabase, openDatabase, storeFailure } from './database.ts'
import { dispatch } from './dispatch.ts'
import { failureDetailOf, type StoreAnswer, type StoreOpening, type StoreRequest } from './remote.ts'
import { createStores, repairAfterCrash } from './stores.ts'

const serve = (port: MessagePort, { file, key }: StoreOpening): void => {
  const answer = (message: StoreAnswer): void => port.postMessage(message)
  try {
    const db = openDatabase(file, key)
    const stores = createStores(db)
    repairAfterCrash(stores)

    port.on('message', async (request: StoreRequest) => {
      if ('close' in request) {
        stores.snapshots.flush()
        closeDatabase(db)
        port.close()
        return
      }
      try {
        answer({ id: request.id, value: await dispatch(stores, request.store, request.method, request.args) })
      } catch (error) {
        const known = isFailure(error) ? error : storeFailure(error, file)
        answer({ id: request.id, failure: failureDetailOf(known) })
      }
    })
    answer({ opened: true })
  } catch (error) {
    answer({ opened: false, failure: failureDetailOf(error) })
    port.close()
  }
}

const port = parentPort
if (!port) throw new Error('store-thread runs only as a worker')
port.once('message', (opening: StoreOpening) => serve(port, opening))
