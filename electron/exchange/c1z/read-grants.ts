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
import { tidyEvery } from './tidy.ts'
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

const KEYS = ['entitlement_id', 'principal_resource_type_id', 'principal_resource_id']
/** Rarely needed, and text is what costs: read again for the few rows that do. */
const REST = ['resource_type_id', 'resource_id', 'external_id']
const CONVENTIONAL = `external_id = entitlement_id || ':' || principal_resource_type_id || ':' || principal_resource_id`
const TIDY_ROWS = 65_536

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
  const sql = `SELECT id, ${KEYS.map(textColumn).join(', ')}, ${CONVENTIONAL} AS isConventional, ${expansionColumn},
    ${messageColumn('data', LIMITS.grantBytes)} FROM v1_grants NOT INDEXED WHERE sync_id = ? ORDER BY id`
  const selectRest = db.prepare(`SELECT ${REST.map(textColumn).join(', ')} FROM v1_grants WHERE id = ?`)
  const tidied = tidyEvery(TIDY_ROWS)
  const table = createGrantTable()
  const users: ReadGrants['users'] = new Map()
  const extras = createParts('extras')
  let rows = 0
  let grants = 0

  let last: { type: string; id: string; no: number } | null = null
  const numberOf = (type: string, id: string): number => {
    if (last?.id === id && last.type === type) return last.no
    const key = keyOf({ type, id })
    const known = users.get(key) ?? { ref: { type, id }, no: users.size, hasRow: false }
    users.set(key, known)
    last = { type, id, no: known.no }
    return known.no
  }

  for (const row of rowsOf(db, sql, [syncId])) {
    rows += 1
    if (rows > LIMITS.grants) throw tooLarge(`more than ${LIMITS.grants.toLocaleString('en')} grants`)
    if (rows % 8192 === 0) onRow(rows)
    tidied(1)
    const entitlementId = asText(row['entitlement_id'])
    const principalType = asText(row['principal_resource_type_id'])
    const principalId = asText(row['principal_resource_id'])
    const data = asBytes(row['data'])
    if (!entitlementId || !principalType || !principalId || !data) {
      tally.bad('grant')
      continue
    }
    try {
      const rest = restOf(data)
      const expansion = asBytes(row['expansion'])
      const isPlain = rest === null && expansion === null && row['isConventional'] === 1
      const isOfUser = isUser(principalType)
      let place = entitlements.find(entitlementId)
      if (isPlain && isOfUser && place !== undefined) {
        table.add(numberOf(principalType, principalId), place)
        grants += 1
        continue
      }
      const more = selectRest.get([Number(row['id'])]) as Record<string, unknown> | null
      const [resourceType, resourceId, id] = REST.map((column) => asText(more?.[column]))
      if (!resourceType || !resourceId || !id) throw new RangeError('a column is missing')
      if (place === undefined) {
        place = entitlements.addMissing({ type: resourceType, id: resourceId }, entitlementId)
        tally.missing.entitlements += 1
      }
      if (isOfUser) table.add(numberOf(principalType, principalId), place)
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
  selectRest.finalize()
  tally.rows('grant', rows)
  const remaining = extras.rest()
  if (remaining) yield remaining
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
