// The filters of the Accounts page as conditions on the rows of a snapshot.
import type { AccountFilters } from '../../shared/contract/snapshots.ts'
import type { AccountStatus } from '../../shared/domain/account.ts'
import type { SnapshotScope } from './account-queries.ts'

/** What no status chosen means. */
export const PRESENT: readonly AccountStatus[] = ['active', 'invited', 'suspended']
/** Filters that leave everybody who is in the team. */
export const EVERYBODY: AccountFilters = {
  search: '',
  statuses: [],
  roleId: null,
  groupId: null,
  access: 'any',
  flag: null,
}

const HOLDING = `v.account_no IN (SELECT g.account_no FROM grant_versions g JOIN resources r ON r.resource_no = g.resource_no
  WHERE r.connection_no = ? AND r.resource_type = ? AND r.resource_id = ? AND g.from_snapshot <= ? AND g.to_snapshot > ?)`

/**
 * The filters as an SQL condition on account_versions `v`; null where they ask nothing of the file. Statuses and searches
 * are looked up in the deck instead.
 */
export const condition = (
  at: SnapshotScope,
  filters: AccountFilters,
  withoutSignIn: (days: number) => { sql: string; params: number[] },
): { sql: string; params: (string | number)[] } | null => {
  const sql: string[] = []
  const params: (string | number)[] = []
  const add = (clause: string, ...values: (string | number)[]): void => {
    sql.push(clause)
    params.push(...values)
  }
  if (filters.roleId) add(HOLDING, at.connectionNo, 'role', filters.roleId, at.id, at.id)
  if (filters.groupId) add(HOLDING, at.connectionNo, 'group', filters.groupId, at.id, at.id)
  if (filters.access === 'has-role') add('v.roles > 0')
  if (filters.access === 'owns-group') add('v.owned > 0')
  if (filters.access === 'no-group') add('v.groups = 0')
  if (filters.flag)
    add(
      'v.account_no IN (SELECT account_no FROM snapshot_flags WHERE snapshot_id = ? AND kind = ?)',
      at.id,
      filters.flag,
    )
  if (filters.noSignInDays !== undefined) {
    const without = withoutSignIn(filters.noSignInDays)
    add(without.sql, ...without.params)
  }
  return sql.length === 0 ? null : { sql: sql.join(' AND '), params }
}
