// Writes a snapshot under an id that no reader sees until it is sealed. Because ranges are half-open, rows that begin or
// end at an unsealed id change nothing for the snapshots before it, so it need not be one long transaction.
import type { Account } from '../../shared/domain/account.ts'
import { emailDomain } from '../../shared/domain/account.ts'
import { type EntitlementKey, entitlementsOf, type Resource } from '../../shared/domain/entitlement.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { ConnectionId, Instant, RunId, SnapshotId } from '../../shared/domain/ids.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import { type Database, STILL, transact } from './database.ts'
import { canonicalJson } from './hash-chain.ts'
import { entitlementCode, selectNumbers } from './rows.ts'
import { digestSnapshot } from './snapshot-digest.ts'
import { flagSnapshot } from './snapshot-flags.ts'
import { fold, wellFormed } from './text.ts'

/** What is known when a sync ends; counts and the digest are the store's own. */
export type SealFacts = Pick<
  Snapshot,
  'takenAt' | 'licences' | 'grantedScopes' | 'calls' | 'retries' | 'appVersion' | 'proof'
> & { hasGroups: boolean }

type Counted = { resource: Resource; resourceNo: number; members: number; owners: number }

type Draft = {
  connectionNo: number
  isFirst: boolean
  seen: Set<number>
  resources: Map<string, Counted>
  counts: Snapshot['accounts']
  grants: number
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const keyOf = (r: { resourceType: string; resourceId: string }): string => `${r.resourceType}/${r.resourceId}`

/** Calls of addAccounts that share a transaction while nobody else wants the store: each commit rewrites index pages. */
const CALLS_A_COMMIT = 10

export const createSnapshotWriter = (db: Database) => {
  const drafts = new Map<SnapshotId, Draft>()
  let uncommitted = 0

  /** Commits what addAccounts left open. Whoever serves other calls in between does this first (dispatch.ts). */
  const flush = (): void => {
    if (uncommitted === 0) return
    uncommitted = 0
    // A full disk has rolled it back already.
    if (db.inTransaction) db.exec('COMMIT')
  }

  const selectConnection = db.prepare('SELECT connection_no AS no FROM connections WHERE connection_id = ?')
  const selectUnsealed = db.prepare('SELECT snapshot_id AS id FROM snapshots WHERE is_sealed = 0')
  const selectAnySealed = db.prepare('SELECT 1 FROM snapshots WHERE connection_no = ? AND is_sealed = 1 LIMIT 1')
  const insertSnapshot = db.prepare(
    'INSERT INTO snapshots (connection_no, run_id, team_id, team_name, started_at) VALUES (?, ?, ?, ?, ?)',
  )
  const selectResource = db.prepare(
    'SELECT resource_no AS no FROM resources WHERE connection_no = ? AND resource_type = ? AND resource_id = ?',
  )
  const insertResource = db.prepare(
    'INSERT INTO resources (connection_no, resource_type, resource_id) VALUES (?, ?, ?)',
  )
  const selectResourceVersion = db.prepare(
    'SELECT version_no, body, members, owners FROM resource_versions WHERE resource_no = ? AND to_snapshot = ?',
  )
  const endResource = db.prepare('UPDATE resource_versions SET to_snapshot = ? WHERE version_no = ?')
  const insertResourceVersion = db.prepare(
    `INSERT INTO resource_versions
       (resource_no, connection_no, from_snapshot, to_snapshot, name, body, management, sort_name, search_text, members, owners)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const selectAccount = db.prepare('SELECT account_no AS no FROM accounts WHERE connection_no = ? AND account_id = ?')
  const insertAccount = db.prepare('INSERT INTO accounts (connection_no, account_id) VALUES (?, ?)')
  const selectAccountVersion = db.prepare(
    `SELECT v.version_no, b.body, v.roles, v.groups, v.owned, v.grants
     FROM account_versions v JOIN account_bodies b ON b.version_no = v.version_no
     WHERE v.account_no = ? AND v.to_snapshot = ?`,
  )
  const endAccount = db.prepare('UPDATE account_versions SET to_snapshot = ? WHERE version_no = ?')
  const insertAccountVersion = db.prepare(
    `INSERT INTO account_versions
       (account_no, connection_no, from_snapshot, to_snapshot, status, display_name, email, external_id, joined_on,
        invited_on, suspended_on, licence, sort_name, search_text, email_domain, roles, groups, owned, grants)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertBody = db.prepare('INSERT INTO account_bodies (version_no, body) VALUES (?, ?)')
  const selectGrants = db.prepare(
    'SELECT resource_no AS r, entitlement AS e FROM grant_versions WHERE account_no = ? AND to_snapshot = ?',
  )
  const endGrant = db.prepare(
    `UPDATE grant_versions SET to_snapshot = ?
     WHERE account_no = ? AND resource_no = ? AND entitlement = ? AND to_snapshot = ?`,
  )
  // One statement for a whole chunk: a call per row costs several times the insert itself.
  const insertGrants = db.prepare(
    `INSERT INTO grant_versions (account_no, resource_no, entitlement, from_snapshot, to_snapshot)
     SELECT value ->> 0, (value ->> 1) / 4, (value ->> 1) % 4, ?, ${STILL} FROM json_each(?)`,
  )
  const sealSnapshot = db.prepare(
    'UPDATE snapshots SET is_sealed = 1, taken_at = ?, facts = ?, digest = ? WHERE snapshot_id = ?',
  )

  const draftOf = (id: SnapshotId): Draft => {
    const draft = drafts.get(id)
    if (!draft) throw new Failure({ kind: 'not-found', what: 'unfinished snapshot' })
    return draft
  }

  /** Writes what changed of one account and gives the grants that are new, as [account_no, slot]. */
  const writeAccount = (
    id: SnapshotId,
    draft: Draft,
    account: Account,
    keys: readonly EntitlementKey[],
  ): [number, number][] => {
    let no = (selectAccount.get(draft.connectionNo, account.accountId) as { no: number } | undefined)?.no
    const isNew = no === undefined
    no ??= Number(insertAccount.run(draft.connectionNo, account.accountId).lastInsertRowid)
    if (draft.seen.has(no)) return []
    draft.seen.add(no)
    draft.counts[account.status] += 1

    const wanted = new Set<number>()
    const tally = { roles: 0, groups: 0, owned: 0 }
    for (const key of keys) {
      const counted = draft.resources.get(keyOf(key))
      if (!counted) throw new Failure({ kind: 'unexpected', reason: `a grant names an unknown ${key.resourceType}` })
      const slot = counted.resourceNo * 4 + entitlementCode(key.entitlement)
      if (wanted.has(slot)) continue
      wanted.add(slot)
      if (key.entitlement === 'owner') counted.owners += 1
      else counted.members += 1
      if (key.resourceType === 'role') tally.roles += 1
      if (key.resourceType === 'group') tally.groups += 1
      if (key.entitlement === 'owner') tally.owned += 1
    }
    draft.grants += wanted.size

    const body = canonicalJson(account)
    const held = isNew
      ? undefined
      : (selectAccountVersion.get(no, STILL) as
          | { version_no: number; body: string; roles: number; groups: number; owned: number; grants: number }
          | undefined)
    const isSame =
      held?.body === body &&
      held.roles === tally.roles &&
      held.groups === tally.groups &&
      held.owned === tally.owned &&
      held.grants === wanted.size
    if (!isSame) {
      if (held) endAccount.run(id, held.version_no)
      const words = [account.displayName, account.email, ...account.secondaryEmails, account.externalId ?? '']
      const { lastInsertRowid } = insertAccountVersion.run(
        no,
        draft.connectionNo,
        id,
        STILL,
        account.status,
        wellFormed(account.displayName),
        wellFormed(account.email),
        account.externalId === null ? null : wellFormed(account.externalId),
        account.joinedOn,
        account.invitedOn,
        account.suspendedOn,
        account.licence,
        wellFormed(fold(account.displayName)),
        wellFormed(fold(words.join('\n'))),
        wellFormed(emailDomain(account.email)),
        tally.roles,
        tally.groups,
        tally.owned,
        wanted.size,
      )
      insertBody.run(Number(lastInsertRowid), body)
    }
    if (!isNew)
      for (const { r, e } of selectGrants.all(no, STILL) as { r: number; e: number }[])
        if (!wanted.delete(r * 4 + e)) endGrant.run(id, no, r, e, STILL)
    return [...wanted].map((slot) => [no, slot])
  }

  const writeResources = (id: SnapshotId, draft: Draft): void => {
    const current = new Set<number>()
    for (const { resource, resourceNo, members, owners } of draft.resources.values()) {
      current.add(resourceNo)
      const body = canonicalJson(resource)
      const held = selectResourceVersion.get(resourceNo, STILL) as
        | { version_no: number; body: string; members: number; owners: number }
        | undefined
      if (held?.body === body && held.members === members && held.owners === owners) continue
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
      )
    }
    const open = `SELECT resource_no AS n FROM resource_versions WHERE connection_no = ? AND to_snapshot = ?`
    for (const no of selectNumbers(db, open, [draft.connectionNo, STILL])) {
      if (current.has(no)) continue
      const held = selectResourceVersion.get(no, STILL) as { version_no: number }
      endResource.run(id, held.version_no)
    }
  }

  /** Accounts that this sync did not see any more end here, with all they held. */
  const endUnseen = async (id: SnapshotId, draft: Draft): Promise<void> => {
    if (draft.isFirst) return
    const open = `SELECT account_no AS n FROM account_versions
                  WHERE connection_no = ? AND to_snapshot = ${STILL}`
    const gone = selectNumbers(db, open, [draft.connectionNo]).filter((no) => !draft.seen.has(no))
    for (let i = 0; i < gone.length; i += 500) {
      transact(db, () => {
        for (const no of gone.slice(i, i + 500)) {
          const held = selectAccountVersion.get(no, STILL) as { version_no: number }
          endAccount.run(id, held.version_no)
          for (const { r, e } of selectGrants.all(no, STILL) as { r: number; e: number }[])
            endGrant.run(id, no, r, e, STILL)
        }
      })
      await nextTurn()
    }
  }

  const discard = (id: SnapshotId): void => {
    flush()
    transact(db, () => {
      db.prepare(
        'DELETE FROM account_bodies WHERE version_no IN (SELECT version_no FROM account_versions WHERE from_snapshot = ?)',
      ).run(id)
      for (const table of ['account_versions', 'resource_versions', 'grant_versions']) {
        db.prepare(`DELETE FROM ${table} WHERE from_snapshot = ?`).run(id)
        db.prepare(`UPDATE ${table} SET to_snapshot = ${STILL} WHERE to_snapshot = ?`).run(id)
      }
      db.prepare('DELETE FROM snapshot_flags WHERE snapshot_id = ?').run(id)
      db.prepare('DELETE FROM snapshots WHERE snapshot_id = ? AND is_sealed = 0').run(id)
    })
    drafts.delete(id)
  }

  return {
    begin: (input: {
      connectionId: ConnectionId
      runId: RunId
      teamId: string
      teamName: string
      startedAt: Instant
    }): SnapshotId => {
      const connection = selectConnection.get(input.connectionId) as { no: number } | undefined
      if (!connection) throw new Failure({ kind: 'not-found', what: 'connection' })
      const teamName = wellFormed(input.teamName)
      const { lastInsertRowid } = insertSnapshot.run(
        connection.no,
        input.runId,
        input.teamId,
        teamName,
        input.startedAt,
      )
      const id = Number(lastInsertRowid) as SnapshotId
      drafts.set(id, {
        connectionNo: connection.no,
        isFirst: !selectAnySealed.get(connection.no),
        seen: new Set(),
        resources: new Map(),
        counts: { active: 0, invited: 0, suspended: 0, removed: 0 },
        grants: 0,
      })
      return id
    },

    /** All resources must be added before the accounts that hold them; adding one twice keeps the first. */
    addResources: (id: SnapshotId, resources: readonly Resource[]): void => {
      const draft = draftOf(id)
      flush()
      transact(db, () => {
        for (const resource of resources) {
          if (draft.resources.has(keyOf(resource))) continue
          const bind = [draft.connectionNo, resource.resourceType, resource.resourceId] as const
          const held = selectResource.get(...bind) as { no: number } | undefined
          const resourceNo = held?.no ?? Number(insertResource.run(...bind).lastInsertRowid)
          draft.resources.set(keyOf(resource), { resource, resourceNo, members: 0, owners: 0 })
        }
      })
    },

    /** At most 1,000 a call. An account given twice keeps the first. Only what changed is written. */
    addAccounts: (id: SnapshotId, rows: readonly { account: Account; grants: readonly EntitlementKey[] }[]): void => {
      const draft = draftOf(id)
      if (uncommitted === 0) db.exec('BEGIN IMMEDIATE')
      uncommitted += 1
      const fresh = rows.flatMap(({ account, grants }) => writeAccount(id, draft, account, grants))
      if (fresh.length > 0) insertGrants.run(id, JSON.stringify(fresh))
      if (uncommitted === CALLS_A_COMMIT) flush()
    },

    flush,

    /** Makes it the newest snapshot of its connection: closes what is gone, raises flags, computes the digest. */
    seal: async (id: SnapshotId, facts: SealFacts): Promise<void> => {
      const draft = draftOf(id)
      flush()
      transact(db, () => writeResources(id, draft))
      await endUnseen(id, draft)
      await flagSnapshot(db, { id, connectionNo: draft.connectionNo, takenAt: facts.takenAt, counts: draft.counts })
      const digest = await digestSnapshot(db, id, draft.connectionNo)
      const resources = [...draft.resources.values()].map((counted) => counted.resource)
      const { takenAt, hasGroups, ...rest } = facts
      const stored = {
        ...rest,
        accounts: draft.counts,
        grants: draft.grants,
        groups: hasGroups ? resources.filter((resource) => resource.resourceType === 'group').length : null,
        entitlements: resources.reduce((sum, resource) => sum + entitlementsOf(resource).length, 0),
      }
      sealSnapshot.run(takenAt, wellFormed(JSON.stringify(stored)), digest, id)
      drafts.delete(id)
    },

    discard,

    /** At start: what a crash left unsealed goes. */
    discardUnsealed: (): number => {
      const left = selectUnsealed.all() as { id: number }[]
      for (const { id } of left) discard(id as SnapshotId)
      return left.length
    },
  }
}
