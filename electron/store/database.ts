// Opens the workspace file: encryption, WAL, migrations, and SQLite's errors as Failures.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../../shared/domain/failure.ts'
import { type Database, Libsql, type Options, type Statement } from './libsql.ts'

export type { Database }

/** The end of a range that is still open. */
export const STILL = Number.MAX_SAFE_INTEGER

const MIGRATIONS = join(import.meta.dirname, 'migrations')

/**
 * What all migrations together make of an empty file, made in one step: a third of what they take one after another.
 * Written by test/store/migrations.test.ts, which holds that it is the same.
 */
const NEWEST = 'newest.sql'

const migrations = (): { version: number; name: string }[] =>
  readdirSync(MIGRATIONS)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort()
    .map((name) => ({ version: Number(name.slice(0, 4)), name }))

const userVersion = (db: Database): number =>
  (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version

/** The newest format this version of Attest writes. */
export const latestVersion = (): number => migrations().at(-1)?.version ?? 0

const shared = new WeakMap<Database, () => void>()

/** `commit` ends a transaction that is left open for more to come, before any other begins. */
export const giveWay = (db: Database, commit: () => void): void => {
  shared.set(db, commit)
}

/**
 * Runs work in a transaction: all of it is on disk afterwards, or nothing. SQLite rolls back by itself when the disk is
 * full, and rolling back again would hide why.
 */
export const transact = <T>(db: Database, work: () => T): T => {
  shared.get(db)?.()
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/**
 * The same for rows that nobody sees until a later `transact`: not waited for on the disk. They may be lost with the power;
 * once that `transact` has ended, they are on disk as well, since it waits for all that was written before it.
 */
export const transactUnseen = <T>(db: Database, work: () => T): T => {
  shared.get(db)?.()
  db.exec('PRAGMA synchronous = NORMAL')
  try {
    return transact(db, work)
  } finally {
    db.exec('PRAGMA synchronous = FULL')
  }
}

const migrate = (db: Database, file: string, upTo: number): void => {
  const current = userVersion(db)
  const known = migrations()
  const latest = known.at(-1)?.version ?? 0
  if (current > latest) throw new Failure({ kind: 'store-newer', file, version: current })
  const missing =
    current === 0 && upTo >= latest
      ? [{ version: latest, name: NEWEST }]
      : known.filter(({ version }) => version > current && version <= upTo)
  if (missing.length === 0) return
  // All or none: a file is never left between two formats, and a new one waits for the disk once.
  transact(db, () => {
    for (const { version, name } of missing) {
      db.exec(readFileSync(join(MIGRATIONS, name), 'utf8'))
      db.exec(`PRAGMA user_version = ${version}`)
    }
  })
}

/** SQLite's error as the Failure a person can act on; anything else as it is. */
export const storeFailure = (error: unknown, file: string): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = error instanceof Error ? error.message : String(error)
  if (code.startsWith('SQLITE_FULL') || /ENOSPC|database or disk is full/.test(reason))
    return new Failure({ kind: 'disk-full', file }, { cause: error })
  if (code === 'SQLITE_NOTADB') return new Failure({ kind: 'store-key-wrong', file }, { cause: error })
  if (code.startsWith('SQLITE_CORRUPT') || /malformed/.test(reason))
    return new Failure({ kind: 'store-damaged', file }, { cause: error })
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new Failure({ kind: 'store-in-use', file }, { cause: error })
  if (/^SQLITE_(IOERR|CANTOPEN|READONLY|PERM)/.test(code))
    return new Failure({ kind: 'disk-error', file, reason }, { cause: error })
  return error
}

/** Of some two hundred statements a run uses a few dozen: each is prepared when it is first used. */
const prepareLate = (db: Database): Database => {
  const prepare = db.prepare.bind(db)
  type Used = Pick<Statement, 'run' | 'get' | 'all' | 'iterate'>
  const late = (sql: string): Used => {
    let prepared: Used | undefined
    const statement = (): Used => {
      prepared ??= prepare(sql)
      return prepared
    }
    return {
      run: (...values) => statement().run(...values),
      get: (...values) => statement().get(...values),
      all: (...values) => statement().all(...values),
      iterate: (...values) => statement().iterate(...values),
    }
  }
  return Object.assign(db, { prepare: late })
}

/** A connection that is set up for nothing yet. `key` is hex text; without it the file is not encrypted. */
export const connect = (file: string, key: string | undefined): Database => {
  // The package's types are better-sqlite3's and know nothing of encryption.
  const encryption = key ? { encryptionCipher: 'aes256cbc', encryptionKey: key } : {}
  return prepareLate(new Libsql(file, encryption as Options))
}

/** What every connection has. Temporary tables never touch the disk: they would be there unencrypted. */
export const configure = (db: Database): void => {
  db.exec('PRAGMA temp_store = MEMORY')
  db.exec('PRAGMA cache_size = -65536')
  db.exec('PRAGMA busy_timeout = 3000')
}

/**
 * Opens (or makes) a workspace and brings it to the latest format.
 * @param key hex text; without it the file is not encrypted (tests and `:memory:` only).
 * @param upTo stops at an older format, for migration tests.
 * @throws Failure store-newer, store-key-wrong, store-damaged, disk-full, disk-error
 */
export const openDatabase = (file: string, key?: string, upTo = Number.POSITIVE_INFINITY): Database => {
  let db: Database | undefined
  try {
    db = connect(file, key)
    // FULL: what a reviewer saw confirmed has reached the disk.
    db.exec('PRAGMA journal_mode = WAL')
    db.exec('PRAGMA synchronous = FULL')
    db.exec('PRAGMA foreign_keys = ON')
    configure(db)
    migrate(db, file, upTo)
    return db
  } catch (error) {
    db?.close()
    throw storeFailure(error, file)
  }
}

/** Closes a workspace so that everything is in the one file: libsql leaves the log behind otherwise. */
export const closeDatabase = (db: Database): void => {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
}
