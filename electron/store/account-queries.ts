// Reads the accounts of one snapshot: pages by filter and order, one account with its grants, a quick find.

import type { AccountDetail, AccountFilters, AccountRow, HeldGrant } from '../../shared/contract/snapshots.ts'
import { accountSchema } from '../../shared/domain/account.ts'
import type { GroupManagement, ResourceType } from '../../shared/domain/entitlement.ts'
import type { Flag, FlagKind } from '../../shared/domain/flags.ts'
import type { AccountId, ResourceId, SnapshotId } from '../../shared/domain/ids.ts'
import type { Database } from './database.ts'
import { entitlementName } from './entitlement-names.ts'
import { createOrderCache } from './order-cache.ts'
import { parseColumn, selectAll, selectNumbers } from './rows.ts'
import { searchWords } from './text.ts'

export type AccountSort = 'name' | 'email' | 'status' | 'grants' | 'groups' | 'joinedOn' | 'externalId'
export type PageWindow = { offset: number; limit: number }

/** Which rows are meant: the snapshot, and the connection it belongs to. */
export type SnapshotScope = { id: SnapshotId; connectionNo: number; firstId: number }

const COLUMNS: Record<AccountSort, string> = {
  name: 'v.sort_name',
  email: 'v.email COLLATE NOCASE',
  status: 'v.status',
  grants: 'v.grants',
  groups: 'v.groups',
  joinedOn: 'v.joined_on',
  externalId: 'v.external_id',
}

type RawRow = Omit<AccountRow, 'roles'> & { accountNo: number; versionNo: number; roleCount: number }

const ROW = `v.version_no AS versionNo, v.account_no AS accountNo, a.account_id AS accountId, v.display_name AS displayName,
  v.email, v.status, v.licence, v.external_id AS externalId, v.joined_on AS joinedOn, v.invited_on AS invitedOn,
  v.suspended_on AS suspendedOn, v.roles AS roleCount, v.groups, v.grants`

const toRow = (raw: RawRow, roles: readonly string[]): AccountRow => ({
  accountId: raw.accountId,
  displayName: raw.displayName,
  email: raw.email,
  status: raw.status,
  licence: raw.licence,
  externalId: raw.externalId,
  joinedOn: raw.joinedOn,
  invitedOn: raw.invitedOn,
  suspendedOn: raw.suspendedOn,
  roles: [...roles],
  groups: raw.groups,
  grants: raw.grants,
})

export const createAccountQueries = (db: Database) => {
  const orders = createOrderCache()

  const holding = `v.account_no IN (SELECT g.account_no FROM grant_versions g JOIN resources r ON r.resource_no = g.resource_no
    WHERE r.connection_no = ? AND r.resource_type = ? AND r.resource_id = ? AND g.from_snapshot <= ? AND g.to_snapshot > ?)`

  const where = (at: SnapshotScope, filters: AccountFilters): { sql: string; params: (string | number)[] } => {
    const sql = ['v.connection_no = ?', 'v.from_snapshot <= ?', 'v.to_snapshot > ?']
    const params: (string | number)[] = [at.connectionNo, at.id, at.id]
    const add = (clause: string, ...values: (string | number)[]): void => {
      sql.push(clause)
      params.push(...values)
    }
    if (filters.statuses.length === 0) add("v.status <> 'removed'")
    else add('v.status IN (SELECT value FROM json_each(?))', JSON.stringify(filters.statuses))
    for (const word of searchWords(filters.search)) add('instr(v.search_text, ?) > 0', word)
    if (filters.roleId) add(holding, at.connectionNo, 'role', filters.roleId, at.id, at.id)
    if (filters.groupId) add(holding, at.connectionNo, 'group', filters.groupId, at.id, at.id)
    if (filters.access === 'has-role') add('v.roles > 0')
    if (filters.access === 'owns-group') add('v.owned > 0')
    if (filters.access === 'no-group') add('v.groups = 0')
    if (filters.flag)
      add(
        'v.account_no IN (SELECT account_no FROM snapshot_flags WHERE snapshot_id = ? AND kind = ?)',
        at.id,
        filters.flag,
      )
    return { sql: sql.join(' AND '), params }
  }

  const order = (at: SnapshotScope, filters: AccountFilters, sort: AccountSort, direction: 'asc' | 'desc') =>
    orders.get([at.id, filters, sort, direction], () => {
      const { sql, params } = where(at, filters)
      const column = COLUMNS[sort]
      const by = sort === 'name' ? `v.sort_name ${direction}` : `${column} IS NULL, ${column} ${direction}, v.sort_name`
      return selectNumbers(
        db,
        `SELECT v.version_no AS n FROM account_versions v WHERE ${sql} ORDER BY ${by}, v.version_no`,
        params,
      )
    })

  const rolesOf = (at: SnapshotScope, accountNos: readonly number[]): Map<number, string[]> => {
    const names = new Map<number, string[]>()
    if (accountNos.length === 0) return names
    const rows = selectAll<{ accountNo: number; name: string }>(
      db,
      `SELECT g.account_no AS accountNo, v.name FROM json_each(?) AS wanted
       JOIN grant_versions g ON g.account_no = wanted.value AND g.from_snapshot <= ? AND g.to_snapshot > ?
       JOIN resources r ON r.resource_no = g.resource_no AND r.resource_type = 'role'
       JOIN resource_versions v ON v.resource_no = g.resource_no AND v.from_snapshot <= ? AND v.to_snapshot > ?
       ORDER BY v.sort_name`,
      [JSON.stringify(accountNos), at.id, at.id, at.id, at.id],
    )
    for (const { accountNo, name } of rows) names.set(accountNo, [...(names.get(accountNo) ?? []), name])
    return names
  }

  /** Rows by version number, in the order given. */
  const rows = (at: SnapshotScope, versionNos: readonly number[]): AccountRow[] => {
    const found = selectAll<RawRow>(
      db,
      `SELECT ${ROW} FROM json_each(?) AS wanted JOIN account_versions v ON v.version_no = wanted.value
       JOIN accounts a ON a.account_no = v.account_no ORDER BY wanted.key`,
      [JSON.stringify(versionNos)],
    )
    const roles = rolesOf(
      at,
      found.filter((row) => row.roleCount > 0).map((row) => row.accountNo),
    )
    return found.map((row) => toRow(row, roles.get(row.accountNo) ?? []))
  }

  const page = (
    at: SnapshotScope,
    input: { filters: AccountFilters; sort: AccountSort; direction: 'asc' | 'desc'; window: PageWindow },
  ) => {
    const all = order(at, input.filters, input.sort, input.direction)
    const { offset, limit } = input.window
    const everybody = { search: '', statuses: [], roleId: null, groupId: null, access: 'any', flag: null } as const
    const total = order(at, { ...everybody, statuses: [] }, 'name', 'asc').length
    return { rows: rows(at, all.slice(offset, offset + limit)), filtered: all.length, total }
  }

  const flagsOf = (at: SnapshotScope, accountNo: number): Flag[] =>
    selectAll<{ kind: FlagKind; reason: string }>(
      db,
      'SELECT kind, reason FROM snapshot_flags WHERE snapshot_id = ? AND account_no = ?',
      [at.id, accountNo],
    ).map(({ kind, reason }) => ({ kind, reason }))

  const grantsOf = (at: SnapshotScope, accountNo: number): HeldGrant[] =>
    selectAll<{
      type: ResourceType
      id: ResourceId
      name: string
      management: GroupManagement | null
      e: number
      since: number
      at: string
    }>(
      db,
      `SELECT r.resource_type AS type, r.resource_id AS id, v.name, v.management, g.entitlement AS e,
              g.from_snapshot AS since, s.taken_at AS at
       FROM grant_versions g
       JOIN resources r ON r.resource_no = g.resource_no
       JOIN resource_versions v ON v.resource_no = g.resource_no AND v.from_snapshot <= ? AND v.to_snapshot > ?
       JOIN snapshots s ON s.snapshot_id = g.from_snapshot
       WHERE g.account_no = ? AND g.from_snapshot <= ? AND g.to_snapshot > ?
       ORDER BY CASE r.resource_type WHEN 'role' THEN 0 WHEN 'group' THEN 1 ELSE 2 END, v.sort_name, g.entitlement`,
      [at.id, at.id, accountNo, at.id, at.id],
    ).map((g) => ({
      resourceType: g.type,
      resourceId: g.id,
      resourceName: g.name,
      management: g.management,
      entitlement: entitlementName(db, g.e),
      heldSince: { at: g.at, isExact: g.since > at.firstId },
    }))

  const selectOne = db.prepare(
    `SELECT v.account_no AS accountNo, b.body FROM accounts a JOIN account_versions v ON v.account_no = a.account_no
     JOIN account_bodies b ON b.version_no = v.version_no
     WHERE a.connection_no = ? AND a.account_id = ? AND v.from_snapshot <= ? AND v.to_snapshot > ?`,
  )

  return {
    page,
    rows,
    /** One account with its grants and flags; null when the snapshot does not have it. */
    detail: (at: SnapshotScope, accountId: AccountId): AccountDetail | null => {
      const row = selectOne.get(at.connectionNo, accountId, at.id, at.id) as
        | { accountNo: number; body: string }
        | undefined
      if (!row) return null
      return {
        account: parseColumn(accountSchema, row.body, 'account'),
        grants: grantsOf(at, row.accountNo),
        flags: flagsOf(at, row.accountNo),
      }
    },
  }
}
