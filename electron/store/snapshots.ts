// Snapshots: written by one sync, read by everybody. Every reader names the snapshot it means.
import { z } from 'zod'
import type { AccountFilters, EntitlementFilters, Overview } from '../../shared/contract/snapshots.ts'
import type { EntitlementKey } from '../../shared/domain/entitlement.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { FlagKind } from '../../shared/domain/flags.ts'
import type { AccountId, ConnectionId, Instant, ResourceId, SnapshotId } from '../../shared/domain/ids.ts'
import { type Snapshot, snapshotSchema } from '../../shared/domain/snapshot.ts'
import { createAccessPaths } from './access-paths.ts'
import { EVERYBODY } from './account-filters.ts'
import { type AccountSort, createAccountQueries, type PageWindow, type SnapshotScope } from './account-queries.ts'
import type { Database } from './database.ts'
import type { SealFacts } from './draft-completion.ts'
import { createEntitlementQueries, type EntitlementSort } from './entitlement-queries.ts'
import { parseColumn, selectAll } from './rows.ts'
import { ACCEPTED } from './snapshot-hold-back.ts'
import { createSnapshotRemoval } from './snapshot-removal.ts'
import { createSnapshotWriter } from './snapshot-writer.ts'
import { wellFormed } from './text.ts'

const factsSchema = snapshotSchema.omit({
  snapshotId: true,
  connectionId: true,
  runId: true,
  teamId: true,
  teamName: true,
  startedAt: true,
  takenAt: true,
  digest: true,
  isHeldBack: true,
  holdBack: true,
  name: true,
  note: true,
  isPinned: true,
})
const rowSchema = snapshotSchema
  .pick({
    snapshotId: true,
    connectionId: true,
    runId: true,
    teamId: true,
    teamName: true,
    startedAt: true,
    takenAt: true,
    digest: true,
  })
  .extend({
    facts: z.string(),
    holdBackReason: z.string().nullable(),
    confirmedAt: z.string().nullable(),
    confirmedBy: z.string().nullable(),
    name: z.string().nullable(),
    note: z.string().nullable(),
    pinned: z.int(),
  })

type Direction = 'asc' | 'desc'

const EVERY_ENTITLEMENT: EntitlementFilters = { search: '', types: [], management: [], held: 'any' }

export const createSnapshotStore = (db: Database) => {
  const removal = createSnapshotRemoval(db)
  const writer = createSnapshotWriter(db, removal)
  const paths = createAccessPaths(db)
  let accounts = createAccountQueries(db)
  let entitlements = createEntitlementQueries(db, accounts.deckOf)

  const SELECT = `SELECT s.snapshot_id AS snapshotId, c.connection_id AS connectionId, s.run_id AS runId, s.team_id AS teamId,
    s.team_name AS teamName, s.started_at AS startedAt, s.taken_at AS takenAt, s.digest, s.facts,
    s.hold_back_reason AS holdBackReason, s.confirmed_at AS confirmedAt, s.confirmed_by AS confirmedBy,
    s.name, s.note, s.is_pinned AS pinned
    FROM snapshots s JOIN connections c ON c.connection_no = s.connection_no WHERE s.is_sealed = 1`
  const selectOne = db.prepare(`${SELECT} AND s.snapshot_id = ?`)
  const selectAllOf = db.prepare(`${SELECT} AND c.connection_id = ? ORDER BY s.snapshot_id DESC`)
  const selectNewest = db.prepare(
    `${SELECT} AND ${ACCEPTED} AND c.connection_id = ? ORDER BY s.snapshot_id DESC LIMIT 1`,
  )
  const selectScope = db.prepare(
    `SELECT s.connection_no AS connectionNo,
            (SELECT min(f.snapshot_id) FROM snapshots f WHERE f.connection_no = s.connection_no AND f.is_sealed = 1) AS firstId
     FROM snapshots s WHERE s.snapshot_id = ? AND s.is_sealed = 1`,
  )

  const confirmOne = db.prepare(
    `UPDATE snapshots SET confirmed_at = ?, confirmed_by = ?
     WHERE snapshot_id = ? AND is_sealed = 1 AND hold_back_reason IS NOT NULL AND confirmed_at IS NULL`,
  )

  const toSnapshot = (row: unknown): Snapshot => {
    const { facts, holdBackReason, confirmedAt, confirmedBy, pinned, ...rest } = rowSchema.parse(row)
    const confirmed = confirmedAt === null ? null : { at: confirmedAt, by: confirmedBy ?? '' }
    const holdBack = holdBackReason === null ? null : { reason: holdBackReason, confirmed }
    const isHeldBack = holdBack !== null && confirmed === null
    return { ...rest, ...parseColumn(factsSchema, facts, 'snapshot'), isHeldBack, holdBack, isPinned: pinned === 1 }
  }
  const get = (id: SnapshotId): Snapshot | null => {
    const row = selectOne.get(id)
    return row ? toSnapshot(row) : null
  }
  const found = <T>(value: T | null | undefined, what: string): T => {
    if (value === null || value === undefined) throw new Failure({ kind: 'not-found', what })
    return value
  }
  /** The rows meant by a snapshot id. @throws Failure not-found */
  const scope = (id: SnapshotId): SnapshotScope => {
    const row = found(selectScope.get(id), 'snapshot') as { connectionNo: number; firstId: number }
    return { id, connectionNo: row.connectionNo, firstId: row.firstId }
  }

  return {
    begin: writer.begin,
    addResources: writer.addResources,
    addAccounts: writer.addAccounts,
    addPackedAccounts: writer.addPackedAccounts,
    addGrants: writer.addGrants,
    addHolders: writer.addHolders,
    addPackedHolders: writer.addPackedHolders,
    forgetHolders: writer.forgetHolders,
    dropResources: writer.dropResources,
    restartAccounts: writer.restartAccounts,
    flush: writer.flush,
    discard: writer.discard,
    discardUnsealed: writer.discardUnsealed,
    settle: writer.settle,
    seal: async (id: SnapshotId, facts: SealFacts): Promise<Snapshot> => {
      await writer.seal(id, facts)
      return found(get(id), 'snapshot')
    },

    /** Removes a finished snapshot; all others stay as they were. @throws as SnapshotRemoval.remove */
    remove: async (id: SnapshotId): Promise<void> => {
      try {
        await removal.remove(id)
      } finally {
        // What they remember of lists may name versions that are gone.
        accounts = createAccountQueries(db)
        entitlements = createEntitlementQueries(db, accounts.deckOf)
      }
    },
    keptFor: removal.keptFor,

    /** Accepts one that is held back. @throws Failure not-found when none of this id waits */
    confirm: (id: SnapshotId, { at, by }: { at: Instant; by: string }): Snapshot => {
      if (confirmOne.run(at, wellFormed(by), id).changes === 0)
        throw new Failure({ kind: 'not-found', what: 'snapshot' })
      return found(get(id), 'snapshot')
    },

    get,
    /** The newest that does not wait for a person. */
    newest: (connectionId: ConnectionId): Snapshot | null => {
      const row = selectNewest.get(connectionId)
      return row ? toSnapshot(row) : null
    },
    /** Newest first. */
    list: (connectionId: ConnectionId): Snapshot[] => selectAllOf.all(connectionId).map(toSnapshot),

    overview: (id: SnapshotId): Overview => {
      const snapshot = found(get(id), 'snapshot')
      const { connectionNo } = scope(id)
      const roles = selectAll<{ resourceId: ResourceId; name: string; holders: number }>(
        db,
        `SELECT r.resource_id AS resourceId, v.name, v.members AS holders FROM resources r
         JOIN resource_versions v ON v.resource_no = r.resource_no AND v.from_snapshot <= ? AND v.to_snapshot > ?
         WHERE r.connection_no = ? AND r.resource_type = 'role' ORDER BY v.members DESC, v.sort_name`,
        [id, id, connectionNo],
      )
      const attention = selectAll<{ kind: FlagKind; accounts: number }>(
        db,
        `SELECT kind, count(DISTINCT account_no) AS accounts FROM snapshot_flags WHERE snapshot_id = ?
         GROUP BY kind ORDER BY accounts DESC`,
        [id],
      )
      const admins = selectAll<{ n: number }>(
        db,
        `SELECT count(DISTINCT g.account_no) AS n FROM resources r
         JOIN grant_versions g ON g.resource_no = r.resource_no AND g.from_snapshot <= ? AND g.to_snapshot > ?
         WHERE r.connection_no = ? AND r.resource_type = 'role'`,
        [id, id, connectionNo],
      )
      return {
        snapshot,
        admins: admins[0]?.n ?? 0,
        roles: roles.map(({ resourceId, name, holders }) => ({ resourceId, name, holders })),
        attention: attention.map(({ kind, accounts: n }) => ({ kind, accounts: n })),
      }
    },

    accounts: (input: {
      snapshotId: SnapshotId
      filters: AccountFilters
      sort: AccountSort
      direction: Direction
      window: PageWindow
    }) => accounts.page(scope(input.snapshotId), input),
    /** Does a piece of what sorts and searches will want, a moment's work; false when all is ready. */
    warm: ({ snapshotId }: { snapshotId: SnapshotId }): boolean => accounts.warm(scope(snapshotId)),
    /** Why the account holds each of its grants; empty when the snapshot does not have it. */
    paths: (input: { snapshotId: SnapshotId; accountId: AccountId }) => paths(scope(input.snapshotId), input.accountId),
    account: (input: { snapshotId: SnapshotId; accountId: AccountId }) =>
      found(accounts.detail(scope(input.snapshotId), input.accountId), 'account'),

    entitlements: (input: {
      snapshotId: SnapshotId
      filters: EntitlementFilters
      sort: EntitlementSort
      direction: Direction
      window: PageWindow
    }) => entitlements.page(scope(input.snapshotId), input),
    resourceTypes: (input: { snapshotId: SnapshotId }) => entitlements.types(scope(input.snapshotId)),
    entitlement: (input: { snapshotId: SnapshotId } & EntitlementKey) =>
      found(entitlements.get(scope(input.snapshotId), input), 'entitlement'),
    holders: (input: { snapshotId: SnapshotId; window: PageWindow } & EntitlementKey) =>
      entitlements.holders(scope(input.snapshotId), input, input.window),

    /** The best few of each for the palette. */
    find: ({ snapshotId, text }: { snapshotId: SnapshotId; text: string }) => {
      const at = scope(snapshotId)
      const window = { offset: 0, limit: 8 }
      const direction = 'asc' as const
      return {
        accounts: accounts.page(at, { filters: { ...EVERYBODY, search: text }, sort: 'name', direction, window }).rows,
        entitlements: entitlements.page(at, {
          filters: { ...EVERY_ENTITLEMENT, search: text },
          sort: 'name',
          direction,
          window,
        }).rows,
      }
    },
  }
}
