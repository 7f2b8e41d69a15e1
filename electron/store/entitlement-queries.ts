// Reads the entitlements of one snapshot: pages by filter and order, one entitlement, and who holds it.
import type { EntitlementFilters, EntitlementRow, Holder } from '../../shared/contract/snapshots.ts'
import {
  type EntitlementKey,
  type EntitlementName,
  type Resource,
  resourceSchema,
} from '../../shared/domain/entitlement.ts'
import type { Instant } from '../../shared/domain/ids.ts'
import type { Deck } from './account-deck.ts'
import type { PageWindow, SnapshotScope } from './account-queries.ts'
import type { Database } from './database.ts'
import { entitlementCode } from './entitlement-names.ts'
import { createRecent } from './recent.ts'
import { parseColumn, selectAll, selectNumbers } from './rows.ts'
import { searchWords } from './text.ts'

export type EntitlementSort = 'name' | 'type' | 'grants' | 'management'

const ORDER: Record<EntitlementSort, string> = {
  name: 'sort_name',
  type: 'type_rank',
  grants: 'grants',
  management: 'management',
}

/** The first version to end after the snapshot is the one it sees: one step, however many came later. */
const VERSION_SEEN = `JOIN resource_versions v ON v.resource_no = r.resource_no AND v.from_snapshot <= ?
   AND v.to_snapshot = (SELECT min(w.to_snapshot) FROM resource_versions w
     WHERE w.resource_no = r.resource_no AND w.to_snapshot > ?)`

/**
 * One row per entitlement: a user-managed group is there twice, for its members and for its owners; a resource from a
 * file as often as its file says.
 */
const ENTITLEMENTS = `
  SELECT r.resource_type, v.sort_name, v.search_text, v.management, v.body,
         CASE r.resource_type WHEN 'role' THEN 0 WHEN 'group' THEN 1 WHEN 'licence' THEN 2 ELSE 3 END AS type_rank,
         e.entitlement, CASE e.entitlement WHEN 'owner' THEN v.owners ELSE v.members END AS grants,
         v.members + v.owners AS people
  FROM resources r
  ${VERSION_SEEN}
  JOIN (SELECT 'member' AS entitlement UNION ALL SELECT 'owner' UNION ALL SELECT 'assigned') e
    ON (e.entitlement = 'assigned') = (r.resource_type = 'licence')
   AND (e.entitlement <> 'owner' OR (r.resource_type = 'group' AND (v.management = 'user_managed' OR v.owners > 0)))
  WHERE r.connection_no = ? AND v.offered IS NULL
  UNION ALL
  SELECT r.resource_type, v.sort_name, v.search_text || char(10) || (e.value ->> 'searchText'), v.management, v.body,
         CASE r.resource_type WHEN 'role' THEN 0 WHEN 'group' THEN 1 WHEN 'licence' THEN 2 ELSE 3 END,
         e.value ->> 'name', e.value ->> 'grants', v.members + v.owners
  FROM resources r
  ${VERSION_SEEN}
  JOIN json_each(v.offered) e
  WHERE r.connection_no = ? AND v.offered IS NOT NULL`

const bindOf = ({ id, connectionNo }: SnapshotScope): number[] => [id, id, connectionNo, id, id, connectionNo]

type Row = { body: string; entitlement: EntitlementName; grants: number }

const toRow = (resource: Resource, entitlement: EntitlementName, grants: number): EntitlementRow => {
  const { resourceType, resourceId, name, management, externalId } = resource
  const offered = resource.entitlements?.find((other) => other.name === entitlement)
  const description = offered?.description || resource.description
  return { resourceType, resourceId, name, description, management, externalId, entitlement, grants }
}

export const createEntitlementQueries = (db: Database, deckOf: (at: SnapshotScope) => Deck) => {
  const orders = createRecent<Int32Array>(32)

  const page = (
    at: SnapshotScope,
    input: { filters: EntitlementFilters; sort: EntitlementSort; direction: 'asc' | 'desc'; window: PageWindow },
  ) => {
    const { filters, sort, direction, window } = input
    const clauses = ['1 = 1']
    const params: (string | number)[] = bindOf(at)
    const add = (clause: string, value?: string): void => {
      clauses.push(clause)
      if (value !== undefined) params.push(value)
    }
    if (filters.types.length > 0)
      add('resource_type IN (SELECT value FROM json_each(?))', JSON.stringify(filters.types))
    if (filters.management.length > 0)
      add('management IN (SELECT value FROM json_each(?))', JSON.stringify(filters.management))
    if (filters.held === 'held') add('grants > 0')
    if (filters.held === 'nobody') add('grants = 0')
    if (filters.held === 'one') add('grants = 1')
    if (filters.held === 'no-owner') add("resource_type = 'group' AND entitlement = 'owner' AND grants = 0")
    if (filters.held === 'empty-group') add("resource_type = 'group' AND entitlement = 'member' AND people = 0")
    for (const word of searchWords(filters.search)) add('instr(search_text, ?) > 0', word)
    const matching = `FROM (${ENTITLEMENTS}) WHERE ${clauses.join(' AND ')}`
    const count = (sql: string, bind: (string | number)[]): number =>
      selectAll<{ n: number }>(db, `SELECT count(*) AS n ${sql}`, bind)[0]?.n ?? 0
    const column = ORDER[sort]
    const rows = selectAll<Row>(
      db,
      `SELECT body, entitlement, grants ${matching}
       ORDER BY ${column} IS NULL, ${column} ${direction}, type_rank, sort_name, body, entitlement LIMIT ? OFFSET ?`,
      [...params, window.limit, window.offset],
    )
    return {
      rows: rows.map((row) => toRow(parseColumn(resourceSchema, row.body, 'resource'), row.entitlement, row.grants)),
      filtered: count(matching, params),
      total: count(`FROM (${ENTITLEMENTS})`, bindOf(at)),
    }
  }

  const selectResource = db.prepare(
    `SELECT r.resource_no AS no, v.body, v.members, v.owners, v.offered FROM resources r
     JOIN resource_versions v ON v.resource_no = r.resource_no AND v.from_snapshot <= ? AND v.to_snapshot > ?
     WHERE r.connection_no = ? AND r.resource_type = ? AND r.resource_id = ?`,
  )
  const find = (at: SnapshotScope, key: EntitlementKey) =>
    selectResource.get(at.id, at.id, at.connectionNo, key.resourceType, key.resourceId) as
      | { no: number; body: string; members: number; owners: number; offered: string | null }
      | undefined
  const grantsOf = (row: { members: number; owners: number; offered: string | null }, name: EntitlementName) => {
    if (row.offered === null) return name === 'owner' ? row.owners : row.members
    const offered = JSON.parse(row.offered) as { name: string; grants: number }[]
    return offered.find((other) => other.name === name)?.grants ?? null
  }

  const selectTypes = db.prepare(
    `SELECT DISTINCT r.resource_type AS type FROM resources r
     JOIN resource_versions v ON v.resource_no = r.resource_no AND v.from_snapshot <= ? AND v.to_snapshot > ?
     WHERE r.connection_no = ?
     ORDER BY CASE r.resource_type WHEN 'role' THEN 0 WHEN 'group' THEN 1 WHEN 'licence' THEN 2 ELSE 3 END, r.resource_type`,
  )

  return {
    page,
    types: (at: SnapshotScope): string[] =>
      (selectTypes.all(at.id, at.id, at.connectionNo) as { type: string }[]).map(({ type }) => type),
    /** One entitlement; null when the snapshot does not have it. */
    get: (at: SnapshotScope, key: EntitlementKey): (EntitlementRow & { createdAt: Instant | null }) | null => {
      const row = find(at, key)
      const grants = row && grantsOf(row, key.entitlement)
      if (!row || typeof grants !== 'number') return null
      const resource = parseColumn(resourceSchema, row.body, 'resource')
      return { ...toRow(resource, key.entitlement, grants), createdAt: resource.createdAt }
    },
    /** Holders sorted by name; empty when the snapshot does not have the entitlement. */
    holders: (at: SnapshotScope, key: EntitlementKey, window: PageWindow) => {
      const resource = find(at, key)
      if (!resource) return { rows: [], filtered: 0, total: 0 }
      const code = entitlementCode(db, key.entitlement)
      const deck = deckOf(at)
      const all = orders.get(`${at.id}/${resource.no}/${code}`, () =>
        deck.positionsOf(
          selectNumbers(
            db,
            `SELECT account_no AS n FROM grant_versions
             WHERE resource_no = ? AND entitlement = ? AND from_snapshot <= ? AND to_snapshot > ?`,
            [resource.no, code, at.id, at.id],
          ),
        ),
      )
      const shown = all.subarray(window.offset, window.offset + window.limit)
      const wanted = JSON.stringify(Array.from(shown, (position) => deck.versionNos[position]))
      const rows = selectAll<Omit<Holder, 'heldSince'> & { since: number; at: string }>(
        db,
        `SELECT a.account_id AS accountId, v.display_name AS displayName, v.email, v.status,
                g.from_snapshot AS since, s.taken_at AS at
         FROM json_each(?) AS wanted
         JOIN account_versions v ON v.version_no = wanted.value
         JOIN accounts a ON a.account_no = v.account_no
         JOIN grant_versions g ON g.account_no = v.account_no AND g.resource_no = ? AND g.entitlement = ?
          AND g.from_snapshot <= ? AND g.to_snapshot > ?
         JOIN snapshots s ON s.snapshot_id = g.from_snapshot
         ORDER BY wanted.key`,
        [wanted, resource.no, code, at.id, at.id],
      ).map(
        (row): Holder => ({
          accountId: row.accountId,
          displayName: row.displayName,
          email: row.email,
          status: row.status,
          heldSince: { at: row.at, isExact: row.since > at.firstId },
        }),
      )
      return { rows, filtered: all.length, total: all.length }
    },
  }
}
