// Names of entitlements as the numbers that grants are stored with. 0 member, 1 owner and 2 assigned are fixed; files of
// other connectors bring more.
import type { EntitlementName } from '../../shared/domain/entitlement.ts'
import { Failure } from '../../shared/domain/failure.ts'
import { type Database, transact } from './database.ts'

/** A resource and an entitlement on it as one number: `resourceNo * SLOTS + code`, below 2^53 for 2^32 resources. */
export const SLOTS = 2_097_152

type Names = { byCode: Map<number, EntitlementName>; byName: Map<string, number> }

const known = new WeakMap<Database, Names>()

const namesOf = (db: Database): Names => {
  const held = known.get(db)
  if (held) return held
  const rows = db.prepare('SELECT code, name FROM entitlement_names').all() as { code: number; name: string }[]
  const names = {
    byCode: new Map(rows.map(({ code, name }) => [code, name])),
    byName: new Map(rows.map(({ code, name }) => [name, code])),
  }
  known.set(db, names)
  return names
}

/** The stored number; -1 for a name that nothing here has, so that looking for it finds nothing. */
export const entitlementCode = (db: Database, name: EntitlementName): number => namesOf(db).byName.get(name) ?? -1

/** @throws Failure store-damaged for a number without a name */
export const entitlementName = (db: Database, code: number): EntitlementName => {
  const name = namesOf(db).byCode.get(code)
  if (name === undefined) throw new Failure({ kind: 'store-damaged', file: `entitlement ${code}` })
  return name
}

/**
 * Gives every name a number, in a transaction of its own.
 * @throws Failure not-allowed when a workspace has more kinds of access than can be numbered
 */
export const addEntitlementNames = (db: Database, names: Iterable<EntitlementName>): void => {
  const { byName, byCode } = namesOf(db)
  const fresh = [...new Set(names)].filter((name) => !byName.has(name))
  if (fresh.length === 0) return
  const insert = db.prepare('INSERT INTO entitlement_names (name) VALUES (?)')
  const codes = transact(db, () =>
    fresh.map((name): [number, string] => {
      const code = Number(insert.run(name).lastInsertRowid)
      if (code >= SLOTS)
        throw new Failure({ kind: 'not-allowed', why: 'This workspace cannot hold more kinds of access.' })
      return [code, name]
    }),
  )
  for (const [code, name] of codes) {
    byName.set(name, code)
    byCode.set(code, name)
  }
}
