// A store in memory in which drafts are begun, and what its file says of a snapshot.
import { createConnectionStore } from '../../electron/store/connections.ts'
import { type Database, openDatabase } from '../../electron/store/database.ts'
import { createSnapshotStore } from '../../electron/store/snapshots.ts'
import type { Resource } from '../../shared/domain/entitlement.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { connection, connectionId, group, licence, role, runId } from '../support/sample-team.ts'

export const open = () => {
  const db = openDatabase(':memory:')
  createConnectionStore(db).save(connection())
  return { db, snapshots: createSnapshotStore(db) }
}
export type Snapshots = ReturnType<typeof open>['snapshots']

const groups = [group('g:1', 'One'), group('g:2', 'Two'), group('g:3', 'Three', 'system_managed')]
export const [one, two, three] = groups as [Resource, Resource, Resource]
export const admin = role('r:1', 'Team admin')
export const everything = [admin, licence(), ...groups]

export const begin = (snapshots: Snapshots, of = connectionId): SnapshotId =>
  snapshots.begin({
    connectionId: of,
    runId,
    teamId: 'dbtid:acme',
    teamName: 'Acme Ltd',
    startedAt: '2026-11-20T11:59:00Z',
  })

export const count = (db: Database, sql: string): number => (db.prepare(sql).get() as { n: number }).n

/** What the file says, without the numbers that tell in which order it was told. */
export const contents = (db: Database, id: SnapshotId) => {
  const at = `from_snapshot <= ${id} AND to_snapshot > ${id}`
  const rows = (sql: string) => (db.prepare(sql).all() as Record<string, unknown>[]).map(({ _metadata, ...row }) => row)
  return {
    accounts: rows(
      `SELECT a.account_id, b.body, v.status, v.email_domain, v.sort_name, v.roles, v.groups, v.owned, v.grants
       FROM account_versions v JOIN accounts a USING (account_no) JOIN account_bodies b USING (version_no)
       WHERE ${at} ORDER BY 1`,
    ),
    grants: rows(
      `SELECT a.account_id, r.resource_id, g.entitlement FROM grant_versions g JOIN accounts a USING (account_no)
       JOIN resources r USING (resource_no) WHERE ${at} ORDER BY 1, 2, 3`,
    ),
    resources: rows(
      `SELECT r.resource_id, v.body, v.members, v.owners FROM resource_versions v JOIN resources r USING (resource_no)
       WHERE ${at} ORDER BY 1`,
    ),
    flags: rows(
      `SELECT a.account_id, f.kind, f.reason, r.resource_id FROM snapshot_flags f JOIN accounts a USING (account_no)
       LEFT JOIN resources r USING (resource_no) WHERE f.snapshot_id = ${id} ORDER BY 1, 2, 3, 4`,
    ),
  }
}
