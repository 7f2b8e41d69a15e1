// Reads rows as what they are said to be: validated JSON columns, mapped names, no libsql extras.
import type { z } from 'zod'
import { Failure } from '../../shared/domain/failure.ts'
import type { Database } from './database.ts'

/** A JSON column, validated; a value that does not fit means the file is damaged. */
export const parseColumn = <T extends z.ZodType>(schema: T, text: string, what: string): z.output<T> => {
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    throw new Failure({ kind: 'store-damaged', file: what }, { cause: error })
  }
}

type Bind = string | number | null

/** Very many integers at once: one JSON text is several times faster to fetch than as many rows. */
export const selectNumbers = (db: Database, sql: string, params: readonly Bind[]): number[] => {
  const row = db.prepare(`SELECT json_group_array(n) AS list FROM (${sql})`).get(...params) as { list: string }
  return JSON.parse(row.list)
}

/** Rows of a query that is built per call. */
export const selectAll = <Row>(db: Database, sql: string, params: readonly Bind[]): Row[] =>
  db.prepare(sql).all(...params) as Row[]
