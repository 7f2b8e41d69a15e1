// A store in memory with a team connected, a few resources, and the names a list shows.
import { EVERYBODY } from '../../electron/store/account-filters.ts'
import { createConnectionStore } from '../../electron/store/connections.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { createSnapshotStore } from '../../electron/store/snapshots.ts'
import type { AccountFilters } from '../../shared/contract/snapshots.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { connection, group, licence, role } from '../support/sample-team.ts'

export const open = () => {
  const db = openDatabase(':memory:')
  createConnectionStore(db).save(connection())
  return { db, snapshots: createSnapshotStore(db) }
}
export const everybody = EVERYBODY
export const first100 = { offset: 0, limit: 100 }
export const teamAdmin = role('r:admin', 'Team admin')
export const billing = role('r:billing', 'Billing admin')
export const finance = group('g:finance', 'Finance')
export const full = licence()
export const resources = [teamAdmin, billing, finance, full]

export const names = (
  snapshots: ReturnType<typeof open>['snapshots'],
  id: SnapshotId,
  filters: Partial<AccountFilters> = {},
) =>
  snapshots
    .accounts({
      snapshotId: id,
      filters: { ...everybody, ...filters },
      sort: 'name',
      direction: 'asc',
      window: first100,
    })
    .rows.map((row) => row.displayName)
