// Takes in what the process that reads foreign files hands over, and knows which syncs were imported before.
import { z } from 'zod'
import { accountSchema } from '../../shared/domain/account.ts'
import { type EntitlementKey, resourceSchema } from '../../shared/domain/entitlement.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { AccountId, ConnectionId, Instant, ResourceId, SnapshotId } from '../../shared/domain/ids.ts'
import type { Part } from '../exchange/c1z/parts.ts'
import { type Database, transact } from './database.ts'
import { canonicalJson } from './hash-chain.ts'
import { selectAll } from './rows.ts'
import type { createSnapshotStore } from './snapshots.ts'
import { wellFormed } from './text.ts'

const keySchema = z.tuple([z.string().min(1), z.string().min(1), z.string().min(1)])
/** Places are looked at one by one below: a million of them would take the schema seconds. */
const accountRowSchema = z.tuple([accountSchema, z.custom<number[]>(Array.isArray)])
const extraSchema = z.tuple([z.enum(['type', 'grant']), z.string().min(1), z.string()])

/** @throws Failure file-refused: the reading process passed on something no reader makes */
const parse = <T extends z.ZodType>(schema: T, text: string): z.output<T>[] => {
  const parsed = z.array(schema).safeParse(JSON.parse(text))
  if (parsed.success) return parsed.data as z.output<T>[]
  throw new Failure(
    { kind: 'file-refused', why: 'It holds something that Attest cannot keep.', next: 'Run the connector again.' },
    { cause: parsed.error },
  )
}

export const createImportStore = (db: Database, snapshots: ReturnType<typeof createSnapshotStore>) => {
  /** The entitlements of the snapshot that is being taken in, by their place in the file. */
  let places: { id: SnapshotId; keys: EntitlementKey[] } | null = null
  const keysOf = (id: SnapshotId): EntitlementKey[] => {
    if (places?.id !== id) places = { id, keys: [] }
    return places.keys
  }
  const insertExtras = db.prepare(
    `INSERT INTO snapshot_extras (snapshot_id, kind, key, body)
     SELECT ?, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
     ON CONFLICT (snapshot_id, kind, key) DO NOTHING`,
  )

  const takeIn = {
    extras: (id: SnapshotId, text: string): number => {
      const rows = parse(extraSchema, text).map(([kind, key, body]) => [kind, key, canonicalJson(JSON.parse(body))])
      return rows.length - Number(insertExtras.run(id, wellFormed(JSON.stringify(rows))).changes)
    },
    entitlements: (id: SnapshotId, text: string): void => {
      const keys = keysOf(id)
      for (const [resourceType, resourceId, entitlement] of parse(keySchema, text))
        keys.push({ resourceType, resourceId: resourceId as ResourceId, entitlement })
    },
    resources: (id: SnapshotId, text: string): void => snapshots.addResources(id, parse(resourceSchema, text)),
    accounts: (id: SnapshotId, text: string): void => {
      const keys = keysOf(id)
      const rows = parse(accountRowSchema, text).map(([account, held]) => ({
        account,
        grants: held.map((place) => {
          const key = keys[place]
          if (!key) throw new Failure({ kind: 'unexpected', reason: 'a grant names no entitlement' })
          return key
        }),
      }))
      snapshots.addAccounts(id, rows)
    },
  }

  const SYNC_ID = `json_extract(s.facts, '$.source.syncId')`
  const LINKED_IMPORTS = `snapshots s JOIN connections c ON c.connection_no = s.connection_no AND c.is_linked = 1
    WHERE s.is_sealed = 1 AND json_extract(c.body, '$.kind') = 'import'`

  return {
    /**
     * A part of a snapshot that is being written, in the order in which the reader gives them.
     * @returns how many rows were left out because another has their id
     */
    addPart: (id: SnapshotId, { kind, text }: Pick<Part, 'kind' | 'text'>): number => takeIn[kind](id, text) ?? 0,

    /**
     * Where syncs of a file were imported before: the newest such origin, which of its syncs it has, and the newest
     * of its snapshots. Null when none of them was.
     */
    originOf: (
      syncIds: readonly string[],
    ): { connectionId: ConnectionId; syncIds: string[]; newest: Instant } | null => {
      const [found] = selectAll<{ no: number; connectionId: ConnectionId }>(
        db,
        `SELECT c.connection_no AS no, c.connection_id AS connectionId FROM ${LINKED_IMPORTS}
           AND ${SYNC_ID} IN (SELECT value FROM json_each(?)) ORDER BY c.connection_no DESC LIMIT 1`,
        [JSON.stringify(syncIds)],
      )
      if (!found) return null
      const all = selectAll<{ syncId: string; takenAt: Instant }>(
        db,
        `SELECT ${SYNC_ID} AS syncId, s.taken_at AS takenAt FROM snapshots s
         WHERE s.is_sealed = 1 AND s.connection_no = ? ORDER BY s.snapshot_id`,
        [found.no],
      )
      const newest = all.at(-1)?.takenAt ?? ''
      return { connectionId: found.connectionId, syncIds: all.map(({ syncId }) => syncId), newest }
    },

    /** Removes an origin that has no snapshot after all, with the numbers its accounts and resources were given. */
    forget: (connectionId: ConnectionId): void => {
      const [unused] = selectAll<{ no: number }>(
        db,
        `SELECT connection_no AS no FROM connections c WHERE connection_id = ?
           AND NOT EXISTS (SELECT 1 FROM snapshots s WHERE s.connection_no = c.connection_no)`,
        [connectionId],
      )
      if (!unused) return
      transact(db, () => {
        for (const table of ['accounts', 'resources', 'connections'])
          db.prepare(`DELETE FROM ${table} WHERE connection_no = ?`).run(unused.no)
      })
    },

    /** Everything the file says of an account or a resource, in base64; null where it is not from a file. */
    messageOf: (
      id: SnapshotId,
      of:
        | { kind: 'account'; accountId: AccountId }
        | { kind: 'resource'; resourceType: string; resourceId: ResourceId },
    ): string | null => {
      const at = 'v.from_snapshot <= s.snapshot_id AND v.to_snapshot > s.snapshot_id'
      const [row] =
        of.kind === 'account'
          ? selectAll<{ message: string | null }>(
              db,
              `SELECT b.body ->> 'message' AS message FROM snapshots s
               JOIN accounts a ON a.connection_no = s.connection_no AND a.account_id = ?
               JOIN account_versions v ON v.account_no = a.account_no AND ${at}
               JOIN account_bodies b ON b.version_no = v.version_no WHERE s.snapshot_id = ? AND s.is_sealed = 1`,
              [of.accountId, id],
            )
          : selectAll<{ message: string | null }>(
              db,
              `SELECT v.body ->> 'message' AS message FROM snapshots s
               JOIN resources r ON r.connection_no = s.connection_no AND r.resource_type = ? AND r.resource_id = ?
               JOIN resource_versions v ON v.resource_no = r.resource_no AND ${at}
               WHERE s.snapshot_id = ? AND s.is_sealed = 1`,
              [of.resourceType, of.resourceId, id],
            )
      return row?.message ?? null
    },
  }
}
