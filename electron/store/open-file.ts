// The workspace file with its stores, for the thread that owns it: opened for itself alone, or beside who has it.
import { closeDatabase, openDatabase } from './database.ts'
import { dispatch } from './dispatch.ts'
import { createSteadyReads, openToRead, type StoreReading } from './reading.ts'
import type { StoreOpening, StoreRequest } from './remote.ts'
import { createStores, repairAfterCrash } from './stores.ts'

export type StoreCall = Exclude<StoreRequest, { close: true }>

export type OpenFile = {
  /** What the method returns, or a promise of it; throws what the method throws. */
  call: (request: StoreCall) => unknown
  close: () => void
  /** What can wait until whoever opened it has been told. */
  afterwards: () => void
}

const openOwn = ({ file, key }: StoreOpening): OpenFile => {
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

const openBeside = ({ file, key }: StoreReading): OpenFile => {
  const db = openToRead(file, key)
  const stores = createStores(db)
  const steadily = createSteadyReads(db)
  return {
    call: ({ store, method, args }) => steadily(() => dispatch(stores, store, method, args)),
    close: () => db.close(),
    afterwards: () => {},
  }
}

/** @throws Failure as openDatabase or openToRead does */
export const openFile = (opening: StoreOpening | StoreReading): OpenFile =>
  'isReading' in opening ? openBeside(opening) : openOwn(opening)
