// The grants of a sync. Ids stand in the columns; of the message only what stands behind them is looked at, which is a
// third of the time of decoding it.
import {
  asBytes,
  asText,
  columnsOf,
  type ForeignDatabase,
  messageColumn,
  rowsOf,
  textColumn,
} from './foreign-database.ts'
import { createGrantTable } from './grant-table.ts'
import { LIMITS, tooLarge } from './limits.ts'
import type { ResourceRef } from './messages.ts'
import { createParts, type Part } from './parts.ts'
import { type Entitlements, keyOf } from './read-entitlements.ts'
import type { Tally } from './tally.ts'
import { keepFields, toBase64 } from './wire.ts'

/** A grant that is more than "this user holds this", as it is kept; bytes in base64. */
export type GrantExtra = {
  entitlementId: string
  resourceType: string
  resourceId: string
  principalType: string
  principalId: string
  /** Fields beside entitlement, principal and id. */
  rest?: string
  expansion?: string
}

/** Where field 4 and later ones of a message begin; its length when there are none. Wire type 2 throughout. */
export const endOfIds = (message: Uint8Array): number => {
  let at = 0
  while (at < message.length) {
    const tag = message[at] as number
    // Field 1, 2 or 3, length-delimited; anything else is looked at by the strict reader.
    if (tag !== 0x0a && tag !== 0x12 && tag !== 0x1a) return at
    let size = 0
    let shift = 0
    let next = at + 1
    for (;;) {
      const byte = message[next++]
      if (byte === undefined || shift > 28) throw new RangeError('a length is cut off')
      size += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) break
      shift += 7
    }
    at = next + size
  }
  if (at > message.length) throw new RangeError('a field reaches beyond its message')
  return at
}

const restOf = (message: Uint8Array): Uint8Array | null =>
  endOfIds(message) === message.length ? null : keepFields(message, (no) => no > 3)

export type ReadGrants = {
  /** Places of the entitlements that a user holds; null when the user holds none. */
  heldBy: (user: ResourceRef) => Uint32Array | null
  /** Users that hold something, with whether a row of theirs was met yet. */
  users: Map<string, { ref: ResourceRef; no: number; hasRow: boolean }>
  grants: number
}

const COLUMNS = [
  'resource_type_id',
  'resource_id',
  'entitlement_id',
  'principal_resource_type_id',
  'principal_resource_id',
  'external_id',
]

/**
 * Gives parts with the extras while it reads.
 * @param onRow called now and then with how many have been read
 * @throws Failure file-refused beyond the limits
 */
export function* readGrants(
  db: ForeignDatabase,
  syncId: string,
  entitlements: Entitlements,
  isUser: (type: string) => boolean,
  tally: Tally,
  onRow: (rows: number) => void,
): Generator<Part, ReadGrants> {
  const hasExpansion = columnsOf(db, 'v1_grants').has('expansion')
  const expansionColumn = hasExpansion ? messageColumn('expansion', LIMITS.grantBytes) : 'NULL AS expansion'
  const sql = `SELECT ${COLUMNS.map(textColumn).join(', ')}, ${expansionColumn}, ${messageColumn('data', LIMITS.grantBytes)}
    FROM v1_grants NOT INDEXED WHERE sync_id = ? ORDER BY id`
  const table = createGrantTable()
  const users: ReadGrants['users'] = new Map()
  const extras = createParts('extras')
  let rows = 0
  let grants = 0

  const numberOf = (ref: ResourceRef): number => {
    const key = keyOf(ref)
    const known = users.get(key)
    if (known) return known.no
    users.set(key, { ref, no: users.size, hasRow: false })
    return users.size - 1
  }

  for (const row of rowsOf(db, sql, [syncId])) {
    rows += 1
    if (rows > LIMITS.grants) throw tooLarge(`more than ${LIMITS.grants.toLocaleString('en')} grants`)
    if (rows % 8192 === 0) onRow(rows)
    const [resourceType, resourceId, entitlementId, principalType, principalId, id] = COLUMNS.map((c) => asText(row[c]))
    const data = asBytes(row['data'])
    if (!resourceType || !resourceId || !entitlementId || !principalType || !principalId || !id || !data) {
      tally.bad('grant')
      continue
    }
    try {
      const rest = restOf(data)
      const expansion = asBytes(row['expansion'])
      const isPlain = rest === null && expansion === null && id === `${entitlementId}:${principalType}:${principalId}`
      const isOfUser = isUser(principalType)
      let place = entitlements.find(entitlementId)
      if (place === undefined) {
        place = entitlements.addMissing({ type: resourceType, id: resourceId }, entitlementId)
        tally.missing.entitlements += 1
      }
      if (isOfUser) table.add(numberOf({ type: principalType, id: principalId }), place)
      else tally.other(principalType)
      grants += 1
      if (isPlain && isOfUser) continue
      const extra: GrantExtra = { entitlementId, resourceType, resourceId, principalType, principalId }
      if (rest) extra.rest = toBase64(rest)
      if (expansion) extra.expansion = toBase64(expansion)
      const part = extras.add(JSON.stringify(['grant', id, JSON.stringify(extra)]))
      if (part) yield part
    } catch (error) {
      tally.bad('grant', error)
    }
  }
  tally.rows('grant', rows)
  const last = extras.rest()
  if (last) yield last
  const sorted = table.sorted(users.size)
  return {
    users,
    grants,
    heldBy: (user) => {
      const known = users.get(keyOf(user))
      return known ? sorted(known.no) : null
    },
  }
}
