// Grants as lines of a list: of accounts in the order given, or on one entitlement by holder's name.
import type { EntitlementKey } from '../../shared/domain/entitlement.ts'
import type { AccountId, ResourceId, SnapshotId } from '../../shared/domain/ids.ts'
import type { GrantLine } from '../exchange/rows.ts'
import type { Database } from './database.ts'
import { entitlementCode, entitlementName } from './entitlement-names.ts'
import { selectAll } from './rows.ts'

/** What a line says of the person. */
export type Person = Required<Pick<GrantLine, 'accountId' | 'displayName' | 'email' | 'status'>>
type Resource = { type: string; id: ResourceId; name: string; order: number }
/** Which account of those asked, resource number, entitlement code, snapshot it is held since. */
type Held = [person: number, resourceNo: number, code: number, since: number]

/** Reads the grants of one snapshot; its resources and times are looked up once. */
export const createGrantLines = (db: Database, id: SnapshotId) => {
  const { connectionNo, firstId } = db
    .prepare(
      `SELECT s.connection_no AS connectionNo,
              (SELECT min(f.snapshot_id) FROM snapshots f WHERE f.connection_no = s.connection_no AND f.is_sealed = 1) AS firstId
       FROM snapshots s WHERE s.snapshot_id = ?`,
    )
    .get(id) as { connectionNo: number; firstId: number }
  const resources = new Map<number, Resource>()
  const rows = selectAll<{ no: number; type: string; id: ResourceId; name: string }>(
    db,
    `SELECT r.resource_no AS no, r.resource_type AS type, r.resource_id AS id, v.name
     FROM resources r JOIN resource_versions v ON v.resource_no = r.resource_no AND v.from_snapshot <= ? AND v.to_snapshot > ?
     WHERE r.connection_no = ?
     ORDER BY CASE r.resource_type WHEN 'role' THEN 0 WHEN 'group' THEN 1 ELSE 2 END, r.resource_type, v.sort_name, r.resource_id`,
    [id, id, connectionNo],
  )
  rows.forEach(({ no, ...rest }, order) => {
    resources.set(no, { ...rest, order })
  })
  const times = new Map(
    selectAll<{ id: number; at: string }>(
      db,
      'SELECT snapshot_id AS id, taken_at AS at FROM snapshots WHERE connection_no = ? AND is_sealed = 1',
      [connectionNo],
    ).map((row) => [row.id, row.at]),
  )
  // One JSON text is several times faster to fetch than as many rows. CROSS keeps the few accounts asked for on the
  // outside: the planner would rather read every grant there is.
  const selectHeld = db.prepare(
    `SELECT json_group_array(json_array(wanted.key, g.resource_no, g.entitlement, g.from_snapshot)) AS list
     FROM json_each(?) AS wanted
     CROSS JOIN accounts a ON a.connection_no = ? AND a.account_id = wanted.value
     CROSS JOIN grant_versions g ON g.account_no = a.account_no AND g.from_snapshot <= ? AND g.to_snapshot > ?`,
  )

  const selectOn = db.prepare(
    `SELECT json_group_array(json_array(account_no, from_snapshot)) AS list FROM grant_versions
     WHERE resource_no = ? AND entitlement = ? AND from_snapshot <= ? AND to_snapshot > ?`,
  )
  /** Everybody by number, in the order of their names; read once, when entitlements are asked for. */
  let everybody: Map<number, Person & { order: number }> | null = null
  const readEverybody = (): NonNullable<typeof everybody> => {
    const { list } = db
      .prepare(
        `SELECT json_group_array(json_array(no, id, name, email, status)) AS list FROM (
           SELECT v.account_no AS no, a.account_id AS id, v.display_name AS name, v.email, v.status
           FROM account_versions v JOIN accounts a ON a.account_no = v.account_no
           WHERE v.connection_no = ? AND v.from_snapshot <= ? AND v.to_snapshot > ?
           ORDER BY v.sort_name, v.version_no)`,
      )
      .get(connectionNo, id, id) as { list: string }
    const people: [number, AccountId, string, string, string][] = JSON.parse(list)
    return new Map(
      people.map(([no, accountId, displayName, email, status], order) => [
        no,
        { accountId, displayName, email, status, order },
      ]),
    )
  }
  const numbers = new Map([...resources].map(([no, resource]) => [`${resource.type}\n${resource.id}`, no]))
  const heldSince = (since: number) => ({ at: times.get(since) ?? '', isExact: since > firstId })

  return {
    /** Every grant of these people, person by person, each one's roles first, then groups by name. */
    of: (people: readonly Person[]): GrantLine[] => {
      const wanted = JSON.stringify(people.map((person) => person.accountId))
      const { list } = selectHeld.get(wanted, connectionNo, id, id) as { list: string }
      const held: Held[] = JSON.parse(list)
      const orderOf = (no: number): number => resources.get(no)?.order ?? 0
      held.sort((a, b) => a[0] - b[0] || orderOf(a[1]) - orderOf(b[1]) || a[2] - b[2])
      return held.flatMap(([index, no, code, since]) => {
        const person = people[index]
        const resource = resources.get(no)
        if (!person || !resource) return []
        return {
          accountId: person.accountId,
          resourceType: resource.type,
          resourceId: resource.id,
          resourceName: resource.name,
          entitlement: entitlementName(db, code),
          email: person.email,
          displayName: person.displayName,
          status: person.status,
          heldSince: heldSince(since),
        }
      })
    },
    /** Every grant of one entitlement, by the holder's name. */
    on: ({ resourceType, resourceId, entitlement }: EntitlementKey): GrantLine[] => {
      const no = numbers.get(`${resourceType}\n${resourceId}`)
      if (no === undefined) return []
      everybody ??= readEverybody()
      const { list } = selectOn.get(no, entitlementCode(db, entitlement), id, id) as { list: string }
      const held: [accountNo: number, since: number][] = JSON.parse(list)
      const resourceName = resources.get(no)?.name ?? ''
      return held
        .flatMap(([accountNo, since]) => {
          const person = everybody?.get(accountNo)
          return person ? [{ person, since }] : []
        })
        .sort((a, b) => a.person.order - b.person.order)
        .map(({ person: { order: _, ...person }, since }) => ({
          ...person,
          resourceType,
          resourceId,
          resourceName,
          entitlement,
          heldSince: heldSince(since),
        }))
    },
  }
}
