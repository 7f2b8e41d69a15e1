// Versions of resources: written when a draft is sealed, because only then it is known how many hold them.
import type { Resource } from '../../shared/domain/entitlement.ts'
import type { ResourceId, SnapshotId } from '../../shared/domain/ids.ts'
import { type Database, STILL } from './database.ts'
import { addEntitlementNames, entitlementCode } from './entitlement-names.ts'
import { canonicalJson } from './hash-chain.ts'
import { selectNumbers } from './rows.ts'
import { type Draft, type DraftResource, describedIn, holdersOf, type ResourceKey } from './snapshot-draft.ts'
import { fold, wellFormed } from './text.ts'

export const createResourceVersions = (db: Database) => {
  const selectResource = db.prepare(
    'SELECT resource_no AS no FROM resources WHERE connection_no = ? AND resource_type = ? AND resource_id = ?',
  )
  const insertResource = db.prepare(
    'INSERT INTO resources (connection_no, resource_type, resource_id) VALUES (?, ?, ?)',
  )
  const selectResourceVersion = db.prepare(
    'SELECT version_no, body, members, owners, offered FROM resource_versions WHERE resource_no = ? AND to_snapshot = ?',
  )
  const endResource = db.prepare('UPDATE resource_versions SET to_snapshot = ? WHERE version_no = ?')
  const insertResourceVersion = db.prepare(
    `INSERT INTO resource_versions
       (resource_no, connection_no, from_snapshot, to_snapshot, name, body, management, sort_name, search_text, members,
        owners, offered)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  /** What a resource from a file offers, with how many hold each; null where Dropbox's rules say it. */
  const offeredBy = (resource: Resource, { slots }: DraftResource): string | null => {
    if (!resource.entitlements) return null
    const offered = resource.entitlements.map(({ name, displayName }) => {
      const grants = slots.get(name)?.holders ?? 0
      const searchText = fold(`${name}\n${displayName}`)
      return { code: entitlementCode(db, name), name, displayName, searchText, grants }
    })
    return canonicalJson(offered)
  }

  /** Within the caller's transaction. `isFile`: what it does not say is not so, rather than not told this time. */
  const write = (id: SnapshotId, draft: Draft, isFile: boolean): void => {
    const current = new Set<number>()
    for (const described of describedIn(draft)) {
      const { resourceNo } = described
      const { members, owners } = holdersOf(described)
      current.add(resourceNo)
      const held = (draft.isFirst ? undefined : selectResourceVersion.get(resourceNo, STILL)) as
        | { version_no: number; body: string; members: number; owners: number; offered: string | null }
        | undefined
      // Only some of Dropbox's answers tell when a group was created, and it never changes.
      if (held && !isFile && described.resource.createdAt === null)
        described.resource = { ...described.resource, createdAt: JSON.parse(held.body).createdAt ?? null }
      const { resource } = described
      const offered = offeredBy(resource, described)
      const body = canonicalJson(resource)
      if (held?.body === body && held.members === members && held.owners === owners && held.offered === offered)
        continue
      if (held) endResource.run(id, held.version_no)
      insertResourceVersion.run(
        resourceNo,
        draft.connectionNo,
        id,
        STILL,
        wellFormed(resource.name),
        body,
        resource.management,
        wellFormed(fold(resource.name)),
        wellFormed(fold(`${resource.name}\n${resource.externalId ?? ''}\n${resource.description}`)),
        members,
        owners,
        offered,
      )
    }
    const open = `SELECT resource_no AS n FROM resource_versions WHERE connection_no = ? AND to_snapshot = ?`
    for (const no of selectNumbers(db, open, [draft.connectionNo, STILL])) {
      if (current.has(no)) continue
      const held = selectResourceVersion.get(no, STILL) as { version_no: number }
      endResource.run(id, held.version_no)
    }
  }

  return {
    /** Before the transaction that adds them: what their entitlements are called is kept whatever becomes of it. */
    addNames: (resources: readonly Resource[]): void =>
      addEntitlementNames(
        db,
        resources.flatMap(({ entitlements }) => entitlements?.map(({ name }) => wellFormed(name)) ?? []),
      ),
    /** Within the caller's transaction: the resource gets a place in the draft, and a number. */
    place: (draft: Draft, key: ResourceKey): DraftResource => {
      const known = draft.resources.get(key.resourceType)?.get(key.resourceId)
      if (known) return known
      const bind = [draft.connectionNo, key.resourceType, key.resourceId] as const
      const held = (draft.hasResources ? selectResource.get(...bind) : undefined) as { no: number } | undefined
      const resourceNo = held?.no ?? Number(insertResource.run(...bind).lastInsertRowid)
      const made: DraftResource = { key, resourceNo, resource: null, slots: new Map(), listed: null, isDropped: false }
      const ofType = draft.resources.get(key.resourceType) ?? new Map<ResourceId, DraftResource>()
      draft.resources.set(key.resourceType, ofType.set(key.resourceId, made))
      return made
    },
    write,
  }
}
export type ResourceVersions = ReturnType<typeof createResourceVersions>
