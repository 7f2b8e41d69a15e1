// SQLite with encryption. It is a CommonJS module: imported, it would first be searched for the names it exports, by a program
// that is compiled for that at each start.
import { createRequire } from 'node:module'
import type Sqlite from 'libsql'

export const Libsql: typeof Sqlite = createRequire(import.meta.url)('libsql')
export type Database = Sqlite.Database
export type Options = Sqlite.Options
export type Statement = Sqlite.Statement
