// A workspace in memory that imports and exports c1z files through a real child process.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sqlite from 'node-sqlite3-wasm'
import { createC1zExport } from '../../../electron/exchange/c1z/export-c1z.ts'
import { createC1zImport } from '../../../electron/exchange/c1z/import-c1z.ts'
import { nodeChild } from '../../../electron/exchange/c1z/node-child.ts'
import { TABLES } from '../../../electron/exchange/c1z/tables.ts'
import { unpack } from '../../../electron/exchange/c1z/unpack.ts'
import { type Database, openDatabase } from '../../../electron/store/database.ts'
import { inProcess } from '../../../electron/store/remote.ts'
import { snapshotLines } from '../../../electron/store/snapshot-digest.ts'
import { createStores } from '../../../electron/store/stores.ts'
import { isFailure } from '../../../shared/domain/failure.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'

const CHILD = fileURLToPath(new URL('../../../electron/exchange/c1z/child.ts', import.meta.url))
export const fixture = (name: string): string => fileURLToPath(new URL(`../../fixtures/c1z/${name}`, import.meta.url))

const TOUCHED = [
  'connections',
  'snapshots',
  'accounts',
  'account_versions',
  'resources',
  'resource_versions',
  'grant_versions',
  'snapshot_extras',
]
const countRows = (db: Database, table: string): number =>
  (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n

/** What `left` says of a workspace that was never imported into. */
export const NOTHING = { rows: Object.fromEntries(TOUCHED.map((table) => [table, 0])), files: [] }

export const createBench = () => {
  const folder = mkdtempSync(join(tmpdir(), 'attest-c1z-'))
  const temporary = join(folder, 'exchange')
  const db = openDatabase(':memory:')
  const stores = inProcess(createStores(db))
  const child = { startChild: nodeChild(CHILD), folder: temporary }
  let last = 0
  const newId = (prefix: string): string => {
    last += 1
    return `${prefix}_${last}`
  }
  const clock = () => new Date('2026-11-22T08:00:00Z')
  return {
    db,
    stores,
    folder,
    child,
    importC1z: createC1zImport({ stores, child, clock, newId, appVersion: 'test' }),
    exportC1z: createC1zExport({ stores, child }),
    /** Everything an import could leave behind: rows of any table it writes, and files. */
    left: () => ({
      rows: Object.fromEntries(TOUCHED.map((table) => [table, countRows(db, table)])),
      files: existsSync(temporary) ? readdirSync(temporary) : [],
    }),
    /** The canonical lines of a snapshot, in order of their text: what its digest is made of. */
    lines: async (id: SnapshotId): Promise<string[]> => {
      const { no } = db.prepare('SELECT connection_no AS no FROM snapshots WHERE snapshot_id = ?').get(id) as {
        no: number
      }
      let text = ''
      for await (const some of snapshotLines(db, id, no)) text += some
      return text.trim().split('\n').sort()
    },
    close: () => {
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Bench = ReturnType<typeof createBench>

/** Why something was refused, as its detail; fails the test when it was not. */
export const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!isFailure(error)) throw new Error(`not refused: ${String(error)}`)
  return error.detail
}

/** The database inside a c1z file, as bytes. */
export const unpacked = async (file: string, folder: string): Promise<Buffer> => {
  const target = join(mkdtempSync(join(folder, 'unpacked-')), 'x.db')
  await unpack(file, target, () => {})
  return readFileSync(target)
}

/** A database as `build` leaves it, with the tables of a c1z file and one finished sync called `sync`. */
export const databaseWith = (folder: string, build: (db: InstanceType<typeof sqlite.Database>) => void): Buffer => {
  const file = join(mkdtempSync(join(folder, 'built-')), 'x.db')
  const db = new sqlite.Database(file)
  db.exec('PRAGMA journal_mode = OFF')
  for (const table of TABLES) db.exec(`CREATE TABLE ${table}`)
  db.exec(`INSERT INTO v1_sync_runs (sync_id, started_at, ended_at, sync_token) VALUES
    ('sync', '2026-01-01 00:00:00', '2026-01-01 00:00:01', '')`)
  build(db)
  db.close()
  return readFileSync(file)
}
