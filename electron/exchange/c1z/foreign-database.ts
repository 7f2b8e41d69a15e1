// Opens the database of a foreign file: reading only, nothing of it run, and only tables that are plainly tables.
import sqlite from 'node-sqlite3-wasm'
import { isFailure } from '../../../shared/domain/failure.ts'
import { damaged, foreign, hostile, LIMITS } from './limits.ts'

export type ForeignDatabase = InstanceType<typeof sqlite.Database>
export type Row = Record<string, unknown>

/** Rows one by one; SQLite's errors mean that the file is damaged. */
export function* rowsOf(db: ForeignDatabase, sql: string, values: (string | number)[] = []): Generator<Row> {
  const statement = db.prepare(sql)
  try {
    yield* statement.iterate(values) as IterableIterator<Row>
  } finally {
    statement.finalize()
  }
}

/** Runs work that reads; whatever SQLite or a decoder throws becomes "damaged". */
export const reading = <T>(work: () => T): T => {
  try {
    return work()
  } catch (error) {
    throw isFailure(error) ? error : damaged(error)
  }
}

const PLAIN = 'v1_'

const refuseTricks = (db: ForeignDatabase): void => {
  for (const { type, name } of rowsOf(db, 'SELECT type, name FROM sqlite_master')) {
    if (type === 'view' || type === 'trigger') throw hostile(`a ${type}`)
    if (type !== 'table' && type !== 'index') throw hostile('something that is neither table nor index')
    if (typeof name !== 'string') throw damaged()
  }
  for (const { schema, name, type } of rowsOf(db, 'PRAGMA table_list'))
    if (schema === 'main' && type !== 'table' && name !== 'sqlite_schema') throw hostile(`a ${String(type)} table`)
}

/** Columns of a table that the file has; empty where it lacks the table. */
export const columnsOf = (db: ForeignDatabase, table: string): ReadonlySet<string> => {
  const columns = [...rowsOf(db, 'SELECT name, hidden FROM pragma_table_xinfo(?)', [table])]
  if (columns.length > LIMITS.columns) throw hostile(`a table of ${columns.length} columns`)
  if (columns.some((column) => column['hidden'] !== 0)) throw hostile('generated columns')
  return new Set(columns.map((column) => String(column['name'])))
}

const NEEDED: Record<string, readonly string[]> = {
  sync_runs: ['sync_id', 'started_at', 'ended_at'],
  resource_types: ['id', 'external_id', 'data', 'sync_id'],
  resources: ['id', 'resource_type_id', 'external_id', 'data', 'sync_id'],
  entitlements: ['id', 'resource_type_id', 'resource_id', 'external_id', 'data', 'sync_id'],
  grants: [
    'id',
    'resource_type_id',
    'resource_id',
    'entitlement_id',
    'principal_resource_type_id',
    'principal_resource_id',
    'external_id',
    'data',
    'sync_id',
  ],
}

/**
 * @param file an unpacked database in a folder of its own
 * @throws Failure file-refused
 */
export const openForeign = (file: string): ForeignDatabase => {
  const db = reading(() => new sqlite.Database(file, { readOnly: true, fileMustExist: true }))
  try {
    reading(() => {
      for (const pragma of ['trusted_schema = OFF', 'query_only = ON', 'cell_size_check = ON', 'mmap_size = 0'])
        db.exec(`PRAGMA ${pragma}`)
      refuseTricks(db)
      for (const [table, needed] of Object.entries(NEEDED)) {
        const columns = columnsOf(db, `${PLAIN}${table}`)
        const isNeeded = table === 'sync_runs' || columns.size > 0
        if (isNeeded && !needed.every((name) => columns.has(name)))
          throw foreign(`its database has no usable table ${PLAIN}${table}`)
      }
    })
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** A text column that is short and is text; null for everything else. */
export const textColumn = (name: string): string =>
  `iif(typeof(${name}) = 'text' AND length(${name}) <= ${LIMITS.idLength}, ${name}, NULL) AS ${name}`

/** A message column that is bytes within the limit; null for everything else, which is never loaded. */
export const messageColumn = (name: string, limit: number): string =>
  `iif(typeof(${name}) = 'blob' AND length(${name}) <= ${limit}, ${name}, NULL) AS ${name}`

/** A short text that is valid UTF-8: what is not comes out of the database with a replacement character in it. */
export const asText = (value: unknown): string | null =>
  typeof value === 'string' && !value.includes('\ufffd') && !value.includes('\0') ? value : null
export const asBytes = (value: unknown): Uint8Array | null => (value instanceof Uint8Array ? value : null)
