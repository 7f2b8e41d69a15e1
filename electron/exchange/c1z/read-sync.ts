// One sync of a foreign file, read in an order that needs little memory: types, entitlements, grants, resources, users.
import type { AccountId } from '../../../shared/domain/ids.ts'
import { missingAccount, missingResource, toAccount, toResource } from './as-domain.ts'
import {
  asBytes,
  asText,
  columnsOf,
  type ForeignDatabase,
  messageColumn,
  rowsOf,
  textColumn,
} from './foreign-database.ts'
import { LIMITS, tooLarge } from './limits.ts'
import { type ResourceMessage, type ResourceRef, readResource, readResourceType, TRAIT_USER } from './messages.ts'
import { createParts, type Part } from './parts.ts'
import { createEntitlements, keyOf, readEntitlements } from './read-entitlements.ts'
import { type ReadGrants, readGrants } from './read-grants.ts'
import { createTally, type Tally } from './tally.ts'
import { toBase64 } from './wire.ts'

export type ReadSync = { warnings: string[]; accounts: number; resources: number; entitlements: number; grants: number }

/** Users of the type `user` keep their id; those of other types (`service_account`) carry the type, to stay apart. */
export const accountIdOf = ({ type, id }: ResourceRef): AccountId =>
  (type === 'user' ? id : `${type}:${id}`) as AccountId

const has = (db: ForeignDatabase, table: string): boolean => columnsOf(db, table).size > 0

function* readTypes(db: ForeignDatabase, syncId: string, tally: Tally): Generator<Part, Set<string>> {
  const known = new Set<string>()
  const userTypes = new Set<string>()
  const parts = createParts('extras')
  const sql = `SELECT ${textColumn('external_id')}, ${messageColumn('data', LIMITS.messageBytes)}
    FROM v1_resource_types NOT INDEXED WHERE sync_id = ? ORDER BY id`
  for (const row of has(db, 'v1_resource_types') ? rowsOf(db, sql, [syncId]) : []) {
    tally.row('resource type')
    const id = asText(row['external_id'])
    const data = asBytes(row['data'])
    if (known.size >= LIMITS.types) throw tooLarge(`more than ${LIMITS.types} resource types`)
    try {
      if (!id || !data || known.has(id)) throw new RangeError('no id, no message, or there twice')
      const type = readResourceType(data)
      known.add(id)
      if (type.traits.includes(TRAIT_USER)) userTypes.add(id)
      const part = parts.add(JSON.stringify(['type', id, JSON.stringify({ message: toBase64(data) })]))
      if (part) yield part
    } catch (error) {
      tally.bad('resource type', error)
    }
  }
  const last = parts.rest()
  if (last) yield last
  // A file that forgot its types still means users by this name.
  if (!known.has('user')) userTypes.add('user')
  return userTypes
}

type ResourceRow = { message: ResourceMessage; bytes: Uint8Array }

/** Rows of users, or of everything else. */
function* readResources(
  db: ForeignDatabase,
  syncId: string,
  users: { types: ReadonlySet<string>; isWanted: boolean },
  tally: Tally,
): Generator<ResourceRow> {
  const word = users.isWanted ? 'user' : 'resource'
  const sql = `SELECT ${textColumn('resource_type_id')}, ${messageColumn('data', LIMITS.messageBytes)}
    FROM v1_resources NOT INDEXED
    WHERE sync_id = ? AND (resource_type_id IN (SELECT value FROM json_each(?))) IS ${users.isWanted ? 'TRUE' : 'NOT TRUE'}
    ORDER BY id`
  let rows = 0
  for (const row of has(db, 'v1_resources') ? rowsOf(db, sql, [syncId, JSON.stringify([...users.types])]) : []) {
    rows += 1
    if (rows > LIMITS.resources) throw tooLarge(`more than ${LIMITS.resources.toLocaleString('en')} ${word}s`)
    tally.row(word)
    const type = asText(row['resource_type_id'])
    const bytes = asBytes(row['data'])
    try {
      if (!type || !bytes) throw new RangeError('no type or no message')
      const message = readResource(bytes)
      const { ref } = message
      if (ref.type !== type || ref.id === '' || ref.id.length > LIMITS.idLength || ref.type.includes('\0'))
        throw new RangeError('its id is not what its columns say')
      yield { message, bytes }
    } catch (error) {
      tally.bad(word, error)
    }
  }
}

/**
 * Gives everything of one sync in parts; ends with what there is to say of it.
 * @param onProgress grants read, and how many there are
 * @throws Failure file-refused; SQLite's own errors, which mean the same
 */
export function* readSync(
  db: ForeignDatabase,
  syncId: string,
  onProgress: (done: number, total: number) => void,
): Generator<Part, ReadSync> {
  const tally = createTally()
  const types = yield* readTypes(db, syncId, tally)
  const entitlements = has(db, 'v1_entitlements') ? readEntitlements(db, syncId, tally) : createEntitlements()
  const read = yield* grantsOf(db, syncId, { entitlements, types, tally, onProgress })

  const places = createParts('entitlements')
  let offered = 0
  for (const key of entitlements.keys()) {
    offered += 1
    const part = places.add(JSON.stringify(key))
    if (part) yield part
  }
  const lastPlaces = places.rest()
  if (lastPlaces) yield lastPlaces

  const resources = yield* resourceParts(db, syncId, { entitlements, types, tally })
  const accounts = yield* accountParts(db, syncId, { read, types, tally })
  return { warnings: tally.sentences(), accounts, resources, entitlements: offered, grants: read.grants }
}

type Reading = { types: ReadonlySet<string>; tally: Tally }

function* grantsOf(
  db: ForeignDatabase,
  syncId: string,
  {
    entitlements,
    types,
    tally,
    onProgress,
  }: Reading & {
    entitlements: ReturnType<typeof createEntitlements>
    onProgress: (done: number, total: number) => void
  },
): Generator<Part, ReadGrants> {
  if (!has(db, 'v1_grants')) return { heldBy: () => null, users: new Map(), grants: 0 }
  const [first] = rowsOf(db, 'SELECT count(*) AS n FROM v1_grants NOT INDEXED WHERE sync_id = ?', [syncId])
  const total = Number(first?.['n'] ?? 0)
  return yield* readGrants(
    db,
    syncId,
    entitlements,
    (type) => types.has(type),
    tally,
    (n) => onProgress(n, total),
  )
}

function* resourceParts(
  db: ForeignDatabase,
  syncId: string,
  { entitlements, types, tally }: Reading & { entitlements: ReturnType<typeof createEntitlements> },
): Generator<Part, number> {
  const parts = createParts('resources')
  const seen = new Set<string>()
  for (const { message, bytes } of readResources(db, syncId, { types, isWanted: false }, tally)) {
    const key = keyOf(message.ref)
    if (seen.has(key)) {
      tally.bad('resource')
      continue
    }
    seen.add(key)
    const resource = { ...toResource(message, bytes), entitlements: entitlements.offeredBy(key) }
    const part = parts.add(JSON.stringify(resource))
    if (part) yield part
  }
  for (const on of entitlements.resources()) {
    const key = keyOf(on)
    if (seen.has(key)) continue
    seen.add(key)
    // Access to somebody's account is an entitlement on a user, who is no resource otherwise.
    const isUser = types.has(on.type)
    if (!isUser) tally.missing.resources += 1
    const part = parts.add(
      JSON.stringify({ ...missingResource(on, isUser), entitlements: entitlements.offeredBy(key) }),
    )
    if (part) yield part
  }
  const last = parts.rest()
  if (last) yield last
  return seen.size
}

function* accountParts(
  db: ForeignDatabase,
  syncId: string,
  { read, types, tally }: Reading & { read: ReadGrants },
): Generator<Part, number> {
  const parts = createParts('accounts')
  const seen = new Set<string>()
  const line = (account: object, held: Uint32Array | null): string =>
    `[${JSON.stringify(account)},[${held === null ? '' : held.join(',')}]]`
  for (const { message, bytes } of readResources(db, syncId, { types, isWanted: true }, tally)) {
    const accountId = accountIdOf(message.ref)
    try {
      if (seen.has(accountId)) throw new RangeError('there twice')
      const account = toAccount(accountId, message, bytes)
      seen.add(accountId)
      const user = read.users.get(keyOf(message.ref))
      if (user) user.hasRow = true
      const part = parts.add(line(account, read.heldBy(message.ref)))
      if (part) yield part
    } catch (error) {
      tally.bad('user', error)
    }
  }
  for (const { ref, hasRow } of read.users.values()) {
    const accountId = accountIdOf(ref)
    if (hasRow || seen.has(accountId)) continue
    seen.add(accountId)
    tally.missing.accounts += 1
    const part = parts.add(line(missingAccount(accountId, ref), read.heldBy(ref)))
    if (part) yield part
  }
  const last = parts.rest()
  if (last) yield last
  return seen.size
}
