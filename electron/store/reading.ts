// A workspace that another process holds, opened beside it and only to be read: what that one is writing stays as it is.
import { existsSync } from 'node:fs'
import { Failure } from '../../shared/domain/failure.ts'
import { configure, connect, type Database, latestVersion, storeFailure } from './database.ts'
import type { StoreOpening } from './remote.ts'

/** Told to a thread in place of an opening: no lock, no migration, no repair. */
export type StoreReading = StoreOpening & { isReading: true }

/** Only who holds a workspace brings it to another format. */
const refuseOtherFormat = (file: string, version: number): void => {
  const latest = latestVersion()
  if (version === latest) return
  if (version > latest) throw new Failure({ kind: 'store-newer', file, version })
  // It is just being made.
  if (version === 0) throw new Failure({ kind: 'store-in-use', file })
  const why = 'The program that has this workspace open is an older Attest: end it, or update it.'
  throw new Failure({ kind: 'not-allowed', why })
}

/**
 * @param key hex text; without it the file is not encrypted (tests only)
 * @throws Failure store-newer; not-allowed for an older format; store-in-use where there is nothing to read yet;
 *   store-key-wrong, store-damaged, disk-error
 */
export const openToRead = (file: string, key?: string): Database => {
  if (!existsSync(file)) throw new Failure({ kind: 'store-in-use', file })
  let db: Database | undefined
  try {
    db = connect(file, key)
    db.exec('PRAGMA query_only = ON')
    configure(db)
    const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number }
    refuseOtherFormat(file, version)
    return db
  } catch (error) {
    db?.close()
    throw storeFailure(error, file)
  }
}

/**
 * Runs calls so that each sees the file in one state from its first row to its last, whatever is written meanwhile. Between
 * calls nothing is held: whoever reads slowly does not keep the writer's log from being emptied.
 */
export const createSteadyReads = (db: Database) => {
  let underWay = 0
  return async (call: () => unknown): Promise<unknown> => {
    if (underWay === 0) db.exec('BEGIN')
    underWay += 1
    try {
      return await call()
    } finally {
      underWay -= 1
      if (underWay === 0 && db.inTransaction) db.exec('COMMIT')
    }
  }
}
