// Writes the grants of snapshots into their table of a c1z file: plain ones by the million, and those that are more.
import type { Database } from 'node-sqlite3-wasm'
import type { Resource } from '../../../shared/domain/entitlement.ts'
import type { GrantExtra } from './read-grants.ts'
import { refMessage } from './refs.ts'
import { INDEXES } from './tables.ts'
import { fromBase64, putBytes, putText, written } from './wire.ts'
import type { SyncToWrite } from './write-tables.ts'

export type Held = {
  type: string
  id: string
  resource: Resource
  /** What entitlements say of it: the whole message where a file brought it. */
  embedded: Uint8Array
  entitlements: Map<string, WrittenEntitlement>
}
/** `prefix` is the entitlement as the first field of every grant on it. */
export type WrittenEntitlement = { id: string; prefix: Uint8Array }

/** Whose grants are being written; `field` is the account as the second field of every grant it holds. */
export type Principal = { accountId: string; type: string; id: string; field: Uint8Array }

const isPairIndex = (index: string): boolean => index.includes('idx_grants_entitlement_id_principal_id_v1')

/** What does not change from grant to grant is written into the statement: binding costs more than inserting. */
const grantInsert = (db: Database, { syncId, endedAt }: Pick<SyncToWrite, 'syncId' | 'endedAt'>) =>
  db.prepare(
    `INSERT INTO v1_grants (resource_type_id, resource_id, entitlement_id, principal_resource_type_id,
       principal_resource_id, external_id, data, sync_id, discovered_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ${quoted(syncId)}, ${quoted(endedAt)})`,
  )

/** @param db has the tables, and is in a transaction */
export const createGrantWriting = (db: Database) => {
  let syncId = ''
  let insertGrant = grantInsert(db, { syncId, endedAt: '' })
  const grantData = createGrantData()
  let hasPairIndex = false

  const begin = (next: SyncToWrite): void => {
    insertGrant.finalize()
    insertGrant = grantInsert(db, next)
    syncId = next.syncId
  }

  const plain = (held: Held, { id, prefix }: WrittenEntitlement, { type, id: user, field }: Principal): void => {
    const grantId = `${id}:${type}:${user}`
    insertGrant.run([held.type, held.id, id, type, user, grantId, grantData(prefix, field, grantId)])
  }

  /** A grant that is more than plain: it takes the place of the plain one, where there is one, and is else a row more. */
  const extra = (grantId: string, grant: GrantExtra, held: Held | undefined): boolean => {
    if (!hasPairIndex) {
      db.exec(`CREATE ${INDEXES.find(isPairIndex)}`)
      hasPairIndex = true
    }
    const { entitlementId, resourceType, resourceId, principalType, principalId } = grant
    const data = extraData(grantId, grant, held)
    const expansion = grant.expansion ? fromBase64(grant.expansion) : null
    const plainId = `${entitlementId}:${principalType}:${principalId}`
    const { changes } = db.run(
      `UPDATE v1_grants SET external_id = ?, data = ?, expansion = ?
       WHERE entitlement_id = ? AND principal_resource_type_id = ? AND principal_resource_id = ? AND sync_id = ?
         AND external_id = ?`,
      [grantId, data, expansion, entitlementId, principalType, principalId, syncId, plainId],
    )
    if (changes > 0) return false
    insertGrant.run([resourceType, resourceId, entitlementId, principalType, principalId, grantId, data])
    if (expansion) db.run('UPDATE v1_grants SET expansion = ? WHERE id = last_insert_rowid()', [expansion])
    return true
  }

  return {
    begin,
    plain,
    /** True where it is a row of its own. */
    extra,
    /** Whether this index of the file was made on the way. */
    hasIndex: (index: string): boolean => hasPairIndex && isPairIndex(index),
    close: (): void => insertGrant.finalize(),
  }
}

const extraData = (grantId: string, grant: GrantExtra, held: Held | undefined): Uint8Array => {
  const { entitlementId, resourceType, resourceId, principalType, principalId } = grant
  const known = held && [...held.entitlements.values()].find(({ id }) => id === entitlementId)
  const onto = written((w) => putBytes(w, 1, refMessage({ type: resourceType, id: resourceId })))
  const plainPrefix = written((w) =>
    putBytes(
      w,
      1,
      written((inner) => {
        putBytes(inner, 1, onto)
        putText(inner, 2, entitlementId)
      }),
    ),
  )
  return Buffer.concat([
    known?.prefix ?? plainPrefix,
    written((w) => {
      putBytes(
        w,
        2,
        written((inner) => putBytes(inner, 1, refMessage({ type: principalType, id: principalId }))),
      )
      putText(w, 3, grantId)
    }),
    grant.rest ? fromBase64(grant.rest) : new Uint8Array(),
  ])
}

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`

const GRANT_ID = 0x1a

/** A grant's message in a buffer that is used again: a million small ones would be garbage faster than it is collected. */
const createGrantData = () => {
  let buffer = Buffer.allocUnsafe(4096)
  return (prefix: Uint8Array, principal: Uint8Array, grantId: string): Uint8Array => {
    const length = Buffer.byteLength(grantId)
    const needed = prefix.length + principal.length + 6 + length
    if (needed > buffer.length) buffer = Buffer.allocUnsafe(needed * 2)
    buffer.set(prefix, 0)
    buffer.set(principal, prefix.length)
    let at = prefix.length + principal.length
    buffer[at++] = GRANT_ID
    let rest = length
    for (; rest > 0x7f; rest >>>= 7) buffer[at++] = (rest & 0x7f) | 0x80
    buffer[at++] = rest
    at += buffer.write(grantId, at)
    return buffer.subarray(0, at)
  }
}
