// SQLite with encryption.
import type Sqlite from 'libsql'
import Libsql from 'libsql'

export { Libsql }
export type Database = Sqlite.Database
export type Options = Sqlite.Options
export type Statement = Sqlite.Statement
