// Reads what a scope covers in a snapshot: the entitlements, who holds them, and the people in order of name.
import type { Scope } from '../../shared/domain/campaign.ts'
import {
  type EntitlementName,
  entitlementKey,
  entitlementsOf,
  type GroupManagement,
  isPrivileged,
  type ResourceType,
} from '../../shared/domain/entitlement.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { ResourceId, SnapshotId } from '../../shared/domain/ids.ts'
import { scopeInWords } from '../../shared/domain/review-rules.ts'
import { nextTurn } from '../turns.ts'
import type { Database } from './database.ts'
import { entitlementCode } from './entitlement-names.ts'
import { selectAll, selectNumbers } from './rows.ts'

const ROWS_A_TURN = 5000

export type ScopedEntitlement = {
  key: string
  resourceNo: number
  versionNo: number
  resourceType: ResourceType
  entitlement: EntitlementName
  management: GroupManagement | null
  name: string
  searchText: string
  isPrivileged: boolean
}

/** Holdings side by side: the nth item is person `personOf[n]` holding entitlement `entitlementOf[n]`. */
export type Holdings = { personOf: number[]; entitlementOf: number[] }

/** `offered` is a JSON list of names where the resource is from a file, null where Dropbox's rules hold. */
type ResourceRow = Omit<ScopedEntitlement, 'key' | 'entitlement' | 'isPrivileged'> & {
  resourceId: ResourceId
  offered: string | null
}
type PersonRow = { accountNo: number; versionNo: number; sortName: string }

export const selectSnapshot = (
  db: Database,
  id: SnapshotId,
): { connectionNo: number; connectionId: string; digest: string } => {
  const row = db
    .prepare(
      `SELECT s.connection_no AS connectionNo, c.connection_id AS connectionId, s.digest
       FROM snapshots s JOIN connections c ON c.connection_no = s.connection_no
       WHERE s.snapshot_id = ? AND s.is_sealed = 1`,
    )
    .get(id) as { connectionNo: number; connectionId: string; digest: string } | undefined
  if (!row) throw new Failure({ kind: 'not-found', what: 'snapshot' })
  return { connectionNo: row.connectionNo, connectionId: row.connectionId, digest: row.digest }
}

const selectResources = (db: Database, id: SnapshotId, connectionNo: number): ResourceRow[] =>
  selectAll<ResourceRow>(
    db,
    `SELECT r.resource_no AS resourceNo, v.version_no AS versionNo, r.resource_type AS resourceType,
            r.resource_id AS resourceId, v.name, v.management, v.search_text AS searchText,
            iif(v.offered IS NULL, NULL, (SELECT json_group_array(value ->> 'name') FROM json_each(v.offered))) AS offered
     FROM resource_versions v JOIN resources r ON r.resource_no = v.resource_no
     WHERE v.connection_no = ? AND v.from_snapshot <= ? AND v.to_snapshot > ?
     ORDER BY v.sort_name, r.resource_no`,
    [connectionNo, id, id],
  )

const inScope = (scope: Scope, resources: readonly ResourceRow[]): ResourceRow[] => {
  if (scope.kind === 'everything') return [...resources]
  if (scope.kind === 'roles') return resources.filter((r) => r.resourceType === 'role')
  const groups = new Map(resources.filter((r) => r.resourceType === 'group').map((r) => [r.resourceId, r]))
  const chosen = new Set(scope.resourceIds)
  for (const id of chosen) if (!groups.has(id)) throw new Failure({ kind: 'not-found', what: 'group' })
  return [...groups.values()].filter((r) => chosen.has(r.resourceId))
}

const namesIn = ({ resourceType, management, offered }: ResourceRow): EntitlementName[] => {
  if (offered !== null) return JSON.parse(offered)
  return resourceType === 'group' ? ['owner', 'member'] : entitlementsOf({ resourceType, management })
}

const entitlementsIn = (resource: ResourceRow): ScopedEntitlement[] => {
  const { offered: _, ...rest } = resource
  return namesIn(resource)
    .sort((a, b) => Number(b === 'owner') - Number(a === 'owner'))
    .map((entitlement) => {
      const key = { resourceType: resource.resourceType, resourceId: resource.resourceId, entitlement }
      return { ...rest, entitlement, key: entitlementKey(key), isPrivileged: isPrivileged(key) }
    })
}

/**
 * The entitlements of a scope by name, owner before member. Groups that Dropbox manages are left out, because nobody
 * can be removed from them.
 * @throws Failure not-found when a chosen group is not in the snapshot
 */
export const readScope = (
  db: Database,
  id: SnapshotId,
  scope: Scope,
): { connectionNo: number; connectionId: string; entitlements: ScopedEntitlement[]; words: string } => {
  const { connectionNo, connectionId } = selectSnapshot(db, id)
  const resources = inScope(scope, selectResources(db, id, connectionNo))
  const open = resources.filter((r) => r.management !== 'system_managed')
  const groups = open.filter((r) => r.resourceType === 'group').map((r) => r.name)
  return {
    connectionNo,
    connectionId,
    entitlements: open.flatMap(entitlementsIn),
    words: scopeInWords(
      scope.kind,
      groups,
      resources.length - open.length,
      resources.some((r) => r.offered !== null),
    ),
  }
}

/** Everybody in a snapshot but removed accounts, by name. */
export const readPeople = async (db: Database, id: SnapshotId, connectionNo: number): Promise<PersonRow[]> => {
  const select = db.prepare(
    `SELECT account_no AS accountNo, version_no AS versionNo, sort_name AS sortName FROM account_versions
     WHERE connection_no = ? AND (sort_name > ? OR (sort_name = ? AND version_no > ?))
       AND from_snapshot <= ? AND to_snapshot > ? AND status <> 'removed'
     ORDER BY sort_name, version_no LIMIT ?`,
  )
  const people: PersonRow[] = []
  for (;;) {
    const last = people.at(-1) ?? { sortName: '', versionNo: 0 }
    const page = select.all(connectionNo, last.sortName, last.sortName, last.versionNo, id, id, ROWS_A_TURN)
    for (const row of page as PersonRow[]) people.push(row)
    if (page.length < ROWS_A_TURN) return people
    await nextTurn()
  }
}

/** Who holds the entitlements of a scope: privileged ones first, then by name. Both as places in the lists given. */
export const readHoldings = async (
  db: Database,
  id: SnapshotId,
  entitlements: readonly ScopedEntitlement[],
  people: readonly PersonRow[],
): Promise<Holdings> => {
  const placeOf = new Map(people.map((person, place) => [person.accountNo, place]))
  const holdings: Holdings = { personOf: [], entitlementOf: [] }
  const page = `SELECT account_no AS n FROM grant_versions
    WHERE resource_no = ? AND entitlement = ? AND account_no > ? AND from_snapshot <= ? AND to_snapshot > ?
    ORDER BY account_no LIMIT ${ROWS_A_TURN}`
  const numbered = [...entitlements.entries()]
  const privileged = numbered.filter(([, e]) => e.isPrivileged)
  const ordinary = numbered.filter(([, e]) => !e.isPrivileged)
  let read = 0
  for (const [entitlementNo, { resourceNo, entitlement }] of [...privileged, ...ordinary]) {
    let after = 0
    for (;;) {
      const holders = selectNumbers(db, page, [resourceNo, entitlementCode(db, entitlement), after, id, id])
      for (const accountNo of holders) {
        const person = placeOf.get(accountNo)
        if (person === undefined) continue
        holdings.personOf.push(person)
        holdings.entitlementOf.push(entitlementNo)
      }
      read += holders.length + 20
      if (read >= ROWS_A_TURN) {
        read = 0
        await nextTurn()
      }
      if (holders.length < ROWS_A_TURN) break
      after = holders.at(-1) ?? after
    }
  }
  return holdings
}

/** How many items a scope would give, before it is opened. */
export const measureScope = async (
  db: Database,
  id: SnapshotId,
  scope: Scope,
): Promise<{ items: number; people: number; privileged: number }> => {
  const { connectionNo, entitlements } = readScope(db, id, scope)
  const { personOf, entitlementOf } = await readHoldings(db, id, entitlements, await readPeople(db, id, connectionNo))
  const privileged = entitlementOf.filter((no) => entitlements[no]?.isPrivileged === true)
  return { items: personOf.length, people: new Set(personOf).size, privileged: privileged.length }
}
