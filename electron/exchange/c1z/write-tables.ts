// Writes snapshots into the tables of a c1z file, from their canonical lines.
import sqlite from 'node-sqlite3-wasm'
import { type Account, accountSchema } from '../../../shared/domain/account.ts'
import { entitlementsOf, type Resource, resourceSchema } from '../../../shared/domain/entitlement.ts'
import { Failure } from '../../../shared/domain/failure.ts'
import type { Instant } from '../../../shared/domain/ids.ts'
import { readRef } from './messages.ts'
import { accountMessage, entitlementRest, resourceMessage, typeMessage, userRef } from './own-messages.ts'
import type { GrantExtra } from './read-grants.ts'
import { refMessage } from './refs.ts'
import { INDEXES, TABLES } from './tables.ts'
import { tidy, tidyEvery } from './tidy.ts'
import { bytes, fromBase64, putBytes, putText, readFields, text, written } from './wire.ts'

/** One snapshot to come; times as the file writes them. */
export type SyncToWrite = { syncId: string; startedAt: string; endedAt: string }
export type Counts = { syncs: number; resources: number; entitlements: number; grants: number }

type Held = {
  type: string
  id: string
  resource: Resource
  /** What entitlements say of it: the whole message where a file brought it. */
  embedded: Uint8Array
  entitlements: Map<string, WrittenEntitlement>
}
/** `prefix` is the entitlement as the first field of every grant on it. */
type WrittenEntitlement = { id: string; prefix: Uint8Array }

type Line =
  | { kind: 'resource'; resource: Resource }
  | { kind: 'account'; account: Account }
  | { kind: 'grant'; accountId: string; entitlement: string; resourceId: string; resourceType: string }
  | { kind: 'extra'; extra: string; key: string; value: unknown }

const idOf = (rest: Uint8Array): string => {
  let id = ''
  readFields(rest, {
    2: text((v) => {
      id = v
    }),
  })
  return id
}

const refOf = (message: Uint8Array) => {
  let ref = { type: '', id: '' }
  readFields(message, {
    1: bytes((v) => {
      ref = readRef(v)
    }),
  })
  return ref
}

const TIDY_CHARS = 8 * 1024 * 1024

/** @param file must not be there yet */
export const createWriting = (file: string) => {
  const db = new sqlite.Database(file)
  for (const pragma of [
    'page_size = 4096',
    'journal_mode = OFF',
    'synchronous = OFF',
    'locking_mode = EXCLUSIVE',
    'temp_store = FILE',
    'cache_size = -16384',
  ])
    db.exec(`PRAGMA ${pragma}`)
  for (const table of TABLES) db.exec(`CREATE TABLE ${table}`)
  db.exec('BEGIN')
  const insert = (table: string, columns: string) =>
    db.prepare(`INSERT INTO v1_${table} (${columns}) VALUES (${columns.split(',').map(() => '?')})`)
  const insertRun = insert('sync_runs', 'sync_id, started_at, ended_at, sync_token, sync_type, supports_diff')
  const insertType = insert('resource_types', 'external_id, data, sync_id, discovered_at')
  const insertResource = insert(
    'resources',
    'resource_type_id, external_id, parent_resource_type_id, parent_resource_id, data, sync_id, discovered_at',
  )
  const insertEntitlement = insert(
    'entitlements',
    'resource_type_id, resource_id, external_id, data, sync_id, discovered_at',
  )
  /** What does not change from grant to grant is written into the statement: binding costs more than inserting. */
  const grantInsert = ({ syncId, endedAt }: SyncToWrite) =>
    db.prepare(
      `INSERT INTO v1_grants (resource_type_id, resource_id, entitlement_id, principal_resource_type_id,
         principal_resource_id, external_id, data, sync_id, discovered_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ${quoted(syncId)}, ${quoted(endedAt)})`,
    )
  const tidied = tidyEvery(TIDY_CHARS)
  const counts: Counts = { syncs: 0, resources: 0, entitlements: 0, grants: 0 }

  let sync: SyncToWrite = { syncId: '', startedAt: '', endedAt: '' }
  let insertGrant = grantInsert(sync)
  const grantData = createGrantData()
  let resources = new Map<string, Held>()
  let types = new Map<string, Uint8Array | null>()
  let principal = { accountId: '', type: '', id: '', field: new Uint8Array() }
  let lastSignIns = new Map<string, Instant>()
  let hasPairIndex = false

  const addResource = (resource: Resource): void => {
    const { resourceType: type, resourceId: id, parent } = resource
    // A user on whom somebody holds something: the row is the user's own.
    const isUser = resource.entitlements !== undefined && resource.message === undefined
    const message = resource.message === undefined ? resourceMessage(resource) : fromBase64(resource.message)
    const embedded = resource.message === undefined ? shortResource(resource) : message
    const held: Held = { type, id, resource, embedded, entitlements: new Map() }
    resources.set(`${type}\0${id}`, held)
    if (!isUser) {
      types.set(type, types.get(type) ?? null)
      const columns = [type, `${type}:${id}`, parent?.resourceType ?? null, parent?.resourceId ?? null, message]
      insertResource.run([...columns, sync.syncId, sync.endedAt])
      counts.resources += 1
    }
    for (const name of entitlementsOf(resource)) addEntitlement(held, name)
  }

  const addEntitlement = (held: Held, name: string): WrittenEntitlement => {
    const { type, id: resourceId, resource } = held
    const offered = resource.entitlements?.find((other) => other.name === name)
    const conventional = `${type}:${resourceId}:${name}`
    const rest = offered?.message ? fromBase64(offered.message) : entitlementRest(conventional, name, resource)
    const id = idOf(rest) || conventional
    const whole = Buffer.concat([written((w) => putBytes(w, 1, held.embedded)), rest])
    insertEntitlement.run([type, resourceId, id, whole, sync.syncId, sync.endedAt])
    counts.entitlements += 1
    const prefix = written((w) =>
      putBytes(
        w,
        1,
        written((inner) => {
          putBytes(inner, 1, shortResource(resource))
          putText(inner, 2, id)
        }),
      ),
    )
    const entitlement = { id, prefix }
    held.entitlements.set(name, entitlement)
    return entitlement
  }

  const addAccount = (account: Account): void => {
    const message =
      account.message === undefined
        ? accountMessage(account, lastSignIns.get(account.accountId))
        : fromBase64(account.message)
    const { type, id } = account.message === undefined ? userRef(account.accountId) : refOf(message)
    types.set(type, types.get(type) ?? null)
    const parent = account.message === undefined ? null : parentOf(message)
    insertResource.run([
      type,
      `${type}:${id}`,
      parent?.type ?? null,
      parent?.id ?? null,
      message,
      sync.syncId,
      sync.endedAt,
    ])
    counts.resources += 1
    const field = written((w) =>
      putBytes(
        w,
        2,
        written((inner) => putBytes(inner, 1, refMessage({ type, id }))),
      ),
    )
    principal = { accountId: account.accountId, type, id, field: Uint8Array.from(field) }
  }

  const addGrant = (line: Extract<Line, { kind: 'grant' }>): void => {
    const held = resources.get(`${line.resourceType}\0${line.resourceId}`)
    if (!held || principal.accountId !== line.accountId)
      throw new Failure({ kind: 'unexpected', reason: 'a grant without its resource or its account' })
    const { id, prefix } = held.entitlements.get(line.entitlement) ?? addEntitlement(held, line.entitlement)
    const grantId = `${id}:${principal.type}:${principal.id}`
    const { type, id: user, field } = principal
    insertGrant.run([held.type, held.id, id, type, user, grantId, grantData(prefix, field, grantId)])
    counts.grants += 1
  }

  /** A grant that is more than plain: it takes the place of the plain one, where there is one. */
  const addExtraGrant = (grantId: string, extra: GrantExtra): void => {
    if (!hasPairIndex) {
      db.exec(`CREATE ${INDEXES.find((index) => index.includes('idx_grants_entitlement_id_principal_id_v1'))}`)
      hasPairIndex = true
    }
    const { entitlementId, resourceType, resourceId, principalType, principalId } = extra
    const held = resources.get(`${resourceType}\0${resourceId}`)
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
    const data = Buffer.concat([
      known?.prefix ?? plainPrefix,
      written((w) => {
        putBytes(
          w,
          2,
          written((inner) => putBytes(inner, 1, refMessage({ type: principalType, id: principalId }))),
        )
        putText(w, 3, grantId)
      }),
      extra.rest ? fromBase64(extra.rest) : new Uint8Array(),
    ])
    const expansion = extra.expansion ? fromBase64(extra.expansion) : null
    const plainId = `${entitlementId}:${principalType}:${principalId}`
    const { changes } = db.run(
      `UPDATE v1_grants SET external_id = ?, data = ?, expansion = ?
       WHERE entitlement_id = ? AND principal_resource_type_id = ? AND principal_resource_id = ? AND sync_id = ?
         AND external_id = ?`,
      [grantId, data, expansion, entitlementId, principalType, principalId, sync.syncId, plainId],
    )
    if (changes > 0) return
    insertGrant.run([resourceType, resourceId, entitlementId, principalType, principalId, grantId, data])
    if (expansion) db.run('UPDATE v1_grants SET expansion = ? WHERE id = last_insert_rowid()', [expansion])
    counts.grants += 1
  }

  const addLine = (line: Line): void => {
    switch (line.kind) {
      case 'resource':
        addResource(resourceSchema.parse(line.resource))
        break
      case 'account':
        addAccount(accountSchema.parse(line.account))
        break
      case 'grant':
        addGrant(line)
        break
      case 'extra':
        if (line.extra === 'type') types.set(line.key, fromBase64((line.value as { message: string }).message))
        else if (line.extra === 'grant') addExtraGrant(line.key, line.value as GrantExtra)
    }
  }

  return {
    begin: (next: SyncToWrite): void => {
      sync = next
      insertGrant.finalize()
      insertGrant = grantInsert(next)
      resources = new Map()
      types = new Map()
      lastSignIns = new Map()
      insertRun.run([next.syncId, next.startedAt, next.endedAt, '', 'full', 1])
      counts.syncs += 1
    },
    signIns: (rows: readonly { accountId: string; at: Instant }[]): void => {
      for (const { accountId, at } of rows) lastSignIns.set(accountId, at)
    },
    lines: (some: string): void => {
      tidied(some.length)
      for (const line of some.split('\n')) if (line !== '') addLine(JSON.parse(line) as Line)
    },
    end: (): void => {
      for (const [id, message] of types) insertType.run([id, message ?? typeMessage(id), sync.syncId, sync.endedAt])
    },
    /** Finishes the database. */
    close: (): { file: string; counts: Counts } => {
      for (const statement of [insertRun, insertType, insertResource, insertEntitlement, insertGrant])
        statement.finalize()
      resources = new Map()
      tidy()
      for (const index of INDEXES) {
        const isThere = hasPairIndex && index.includes('idx_grants_entitlement_id_principal_id_v1')
        if (!isThere) db.exec(`CREATE ${index}`)
      }
      db.exec('COMMIT')
      db.close()
      return { file, counts }
    },
  }
}
export type Writing = ReturnType<typeof createWriting>

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

/** Id and name: what entitlements and grants repeat of their resource. */
const shortResource = ({ resourceType, resourceId, name }: Resource): Uint8Array =>
  written((w) => {
    putBytes(w, 1, refMessage({ type: resourceType, id: resourceId }))
    putText(w, 3, name)
  })

const parentOf = (message: Uint8Array): { type: string; id: string } | null => {
  let parent: { type: string; id: string } | null = null
  readFields(message, {
    2: bytes((v) => {
      parent = readRef(v)
    }),
  })
  return parent
}
