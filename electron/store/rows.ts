// Reads rows as what they are said to be: validated JSON columns, mapped names, no libsql extras.
import type { z } from 'zod'
import type { EntitlementName } from '../../shared/domain/entitlement.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { Database } from './database.ts'

/** Entitlements as stored: 0 member, 1 owner, 2 assigned. */
const ENTITLEMENTS = ['member', 'owner', 'assigned'] as const satisfies readonly EntitlementName[]

export const entitlementCode = (name: EntitlementName): number => ENTITLEMENTS.indexOf(name)

export const entitlementName = (code: number): EntitlementName => {
  const name = ENTITLEMENTS[code]
  if (!name) throw new Failure({ kind: 'store-damaged', file: `entitlement ${code}` })
  return name
}

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
