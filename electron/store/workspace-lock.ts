// One process per workspace: a lock SQLite holds on an empty file beside it. The system itself lets go of it when the
// process ends, however it ends, so a crash never leaves a workspace locked.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { Failure } from '../../shared/domain/failure.ts'
import { storeFailure } from './database.ts'
import { type Database, Libsql } from './libsql.ts'

export type WorkspaceLock = { release: () => void }

/** Who holds the lock, in words, for whoever finds it taken. Beside the lock, because reading the lock file ends locks. */
const noteOf = (file: string): string => `${file}.holder`

const readHolder = (file: string): string | undefined => {
  try {
    return readFileSync(noteOf(file), 'utf8').trim().slice(0, 200) || undefined
  } catch {
    return undefined
  }
}

/** A database on the file that holds it for itself alone, or null when another one does. */
const holdAlone = (file: string): Database | null => {
  let db: Database | undefined
  try {
    db = new Libsql(file)
    db.exec('PRAGMA busy_timeout = 0')
    // Nothing is ever written, so there is no file for a crash to leave.
    db.exec('PRAGMA journal_mode = MEMORY')
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    db?.close()
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return null
    throw storeFailure(error, file)
  }
}

/**
 * @param file of the lock; made when it is not there, and left there
 * @param program as a sentence names it: "The Attest window"
 * @throws Failure store-in-use, naming the holder; disk-error
 */
export const lockWorkspace = (file: string, program: string): WorkspaceLock => {
  const db = holdAlone(file)
  if (!db) throw new Failure({ kind: 'store-in-use', file, by: readHolder(file) })
  writeFileSync(noteOf(file), `${program} (process ${process.pid} on ${hostname()})\n`)
  return {
    release: () => {
      rmSync(noteOf(file), { force: true })
      db.close()
    },
  }
}
