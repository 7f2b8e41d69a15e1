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
import { createGrantWriting, type Held, type Principal, type WrittenEntitlement } from './write-grants.ts'

/** One snapshot to come; times as the file writes them. */
export type SyncToWrite = { syncId: string; startedAt: string; endedAt: string }
export type Counts = { syncs: number; resources: number; entitlements: number; grants: number }

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
  const grants = createGrantWriting(db)
  const tidied = tidyEvery(TIDY_CHARS)
  const counts: Counts = { syncs: 0, resources: 0, entitlements: 0, grants: 0 }

  let sync: SyncToWrite = { syncId: '', startedAt: '', endedAt: '' }
  let resources = new Map<string, Held>()
  let types = new Map<string, Uint8Array | null>()
  let principal: Principal = { accountId: '', type: '', id: '', field: new Uint8Array() }
  let lastSignIns = new Map<string, Instant>()

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
    const entitlement = held.entitlements.get(line.entitlement) ?? addEntitlement(held, line.entitlement)
    grants.plain(held, entitlement, principal)
    counts.grants += 1
  }

  const addExtraGrant = (grantId: string, extra: GrantExtra): void => {
    const held = resources.get(`${extra.resourceType}\0${extra.resourceId}`)
    if (grants.extra(grantId, extra, held)) counts.grants += 1
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
      grants.begin(next)
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
      for (const statement of [insertRun, insertType, insertResource, insertEntitlement]) statement.finalize()
      grants.close()
      resources = new Map()
      tidy()
      for (const index of INDEXES) if (!grants.hasIndex(index)) db.exec(`CREATE ${index}`)
      db.exec('COMMIT')
      db.close()
      return { file, counts }
    },
  }
}
export type Writing = ReturnType<typeof createWriting>

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
