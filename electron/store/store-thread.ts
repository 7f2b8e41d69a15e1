// The thread that owns the workspace file: opens it, answers calls one after another, closes it.
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { isFailure } from '../../shared/domain/failure.ts'
import { closeDatabase, openDatabase, storeFailure } from './database.ts'
import { dispatch } from './dispatch.ts'
import { failureDetailOf, type StoreAnswer, type StoreRequest } from './remote.ts'
import { createStores, repairAfterCrash } from './stores.ts'

const { file, key } = z.object({ file: z.string(), key: z.string().optional() }).parse(workerData)
const port = parentPort
if (!port) throw new Error('store-thread runs only as a worker')
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
}
