// The filters of the Accounts page as conditions on the rows of a snapshot.
import type { AccountFilters } from '../../shared/contract/snapshots.ts'
import type { AccountStatus } from '../../shared/domain/account.ts'
import type { SnapshotScope } from './account-queries.ts'
import { STILL } from './database.ts'

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

/** More than a licence: counted only for those without roles and groups, who hold little. */
const HAS_ACCESS = `(v.roles > 0 OR v.groups > 0 OR v.grants > (SELECT count(*) FROM grant_versions g
  JOIN resources r ON r.resource_no = g.resource_no AND r.resource_type = 'licence'
  WHERE g.account_no = v.account_no AND g.from_snapshot <= ? AND g.to_snapshot > ?))`

const NO_SIGN_INS = `NOT EXISTS (SELECT 1 FROM snapshot_collections WHERE snapshot_id = ? AND part = 'signIns')`

/** The newest snapshot from before a day; before the first one nothing is known. */
const BEFORE_DAY = `coalesce((SELECT max(snapshot_id) FROM snapshots
  WHERE connection_no = ? AND is_sealed = 1 AND taken_at < ?), ?)`
const CHANGED = `EXISTS (SELECT 1 FROM (SELECT ${BEFORE_DAY} AS id) AS old WHERE v.from_snapshot > old.id)
  OR v.account_no IN (SELECT g.account_no FROM (SELECT ${BEFORE_DAY} AS id) AS old
    JOIN grant_versions g INDEXED BY grant_versions_begun
      ON g.is_initial = 0 AND g.from_snapshot > old.id AND g.from_snapshot <= ?)
  OR v.account_no IN (SELECT g.account_no FROM (SELECT ${BEFORE_DAY} AS id) AS old
    JOIN grant_versions g INDEXED BY grant_versions_ended
      ON g.to_snapshot < ${STILL} AND g.to_snapshot > old.id AND g.to_snapshot <= ?)`

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
  if (filters.access === 'has-access') add(HAS_ACCESS, at.id, at.id)
  if (filters.signIns) add(NO_SIGN_INS, at.id)
  if (filters.joinedSince) add('v.joined_on >= ?', filters.joinedSince)
  if (filters.changedSince) {
    const before = [at.connectionNo, filters.changedSince, at.firstId]
    add(`(${CHANGED})`, ...before, ...before, at.id, ...before, at.id)
  }
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
