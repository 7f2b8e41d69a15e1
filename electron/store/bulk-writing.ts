// The first snapshot of a workspace, when it is a large one: nobody reads anything yet, so that the index which is written all
// over the place can wait until all rows are there, and the log's pages until the snapshot is sealed.
import type { Database } from './database.ts'

/** Pages of the log (4 kB) after which they go into the file. A page that is written again meanwhile goes there once. */
const LOG_USUALLY = 4000
const LOG_IN_BULK = 32_000
/** In kB, negative as SQLite wants it: rows are only added at the end. */
const CACHE_IN_BULK = -8192

/** As the migrations make it; a test compares. That of grants by resource stays: sorting them all at the end takes 20 MB. */
const INDEX = 'account_versions_by_name'
const INDEXED = 'account_versions (connection_no, sort_name, from_snapshot, to_snapshot, status)'

export const createBulkWriting = (db: Database) => {
  let isOn = false
  const allow = (pages: number): void => {
    db.exec(`PRAGMA wal_autocheckpoint = ${pages}`)
  }
  allow(LOG_USUALLY)
  return {
    isOn: (): boolean => isOn,

    /** Within a transaction of the only draft there is. */
    begin: (): void => {
      db.exec(`DROP INDEX IF EXISTS ${INDEX}`)
      db.exec(`PRAGMA cache_size = ${CACHE_IN_BULK}`)
      allow(LOG_IN_BULK)
      isOn = true
    },

    /** Before any draft is sealed; after one was discarded; and at start, if a crash left one. */
    buildIndex: (): void => {
      db.exec(`CREATE INDEX IF NOT EXISTS ${INDEX} ON ${INDEXED}`)
      isOn = false
    },

    /** When a draft is sealed or discarded: the log goes into the file with the next commit. */
    end: (): void => allow(LOG_USUALLY),
  }
}
export type BulkWriting = ReturnType<typeof createBulkWriting>
