// Writes a snapshot under an id that no reader sees until it is sealed. Because ranges are half-open, rows that begin or
// end at an unsealed id change nothing for the snapshots before it, so it need not be one long transaction.
import type { Account } from '../../shared/domain/account.ts'
import { type EntitlementKey, entitlementsOf, type Resource } from '../../shared/domain/entitlement.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { ConnectionId, Instant, RunId, SnapshotId } from '../../shared/domain/ids.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import { createAccountVersions } from './account-versions.ts'
import { type Database, transact } from './database.ts'
import { createResourceVersions } from './resource-versions.ts'
import { digestSnapshot } from './snapshot-digest.ts'
import type { Draft } from './snapshot-draft.ts'
import { flagSnapshot } from './snapshot-flags.ts'
import { createHoldBack } from './snapshot-hold-back.ts'
import type { SnapshotRemoval } from './snapshot-removal.ts'
import { wellFormed } from './text.ts'

/** What is known when a sync ends; counts and the digest are the store's own. */
export type SealFacts = Pick<
  Snapshot,
  'takenAt' | 'licences' | 'grantedScopes' | 'calls' | 'retries' | 'appVersion' | 'proof'
> & { hasGroups: boolean; source?: Snapshot['source'] }

/** Calls of addAccounts that share a transaction while nobody else wants the store: each commit rewrites index pages. */
const CALLS_A_COMMIT = 10

export const createSnapshotWriter = (db: Database, removal: SnapshotRemoval) => {
  const drafts = new Map<SnapshotId, Draft>()
  const accounts = createAccountVersions(db)
  const resources = createResourceVersions(db)
  const whyHeldBack = createHoldBack(db)
  let uncommitted = 0

  /** Commits what addAccounts left open. Whoever serves other calls in between does this first (dispatch.ts). */
  const flush = (): void => {
    if (uncommitted === 0) return
    uncommitted = 0
    // A full disk has rolled it back already.
    if (db.inTransaction) db.exec('COMMIT')
  }

  const selectConnection = db.prepare('SELECT connection_no AS no FROM connections WHERE connection_id = ?')
  const selectAnySealed = db.prepare('SELECT 1 FROM snapshots WHERE connection_no = ? AND is_sealed = 1 LIMIT 1')
  const insertSnapshot = db.prepare(
    'INSERT INTO snapshots (connection_no, run_id, team_id, team_name, started_at) VALUES (?, ?, ?, ?, ?)',
  )
  const sealSnapshot = db.prepare(
    'UPDATE snapshots SET is_sealed = 1, taken_at = ?, facts = ?, digest = ?, hold_back_reason = ? WHERE snapshot_id = ?',
  )

  const draftOf = (id: SnapshotId): Draft => {
    const draft = drafts.get(id)
    if (!draft) throw new Failure({ kind: 'not-found', what: 'unfinished snapshot' })
    return draft
  }

  const discard = (id: SnapshotId): void => {
    flush()
    removal.discard(id)
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
      if (removal.isRemovingFrom(connection.no))
        throw new Failure({ kind: 'already-running', what: 'The deletion of a snapshot' })
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
    addResources: (id: SnapshotId, added: readonly Resource[]): void => {
      const draft = draftOf(id)
      flush()
      resources.addNames(added)
      transact(db, () => resources.add(draft, added))
    },

    /** At most 1,000 a call. An account given twice keeps the first. Only what changed is written. */
    addAccounts: (id: SnapshotId, rows: readonly { account: Account; grants: readonly EntitlementKey[] }[]): void => {
      const draft = draftOf(id)
      if (uncommitted === 0) db.exec('BEGIN IMMEDIATE')
      uncommitted += 1
      accounts.write(id, draft, rows)
      if (uncommitted === CALLS_A_COMMIT) flush()
    },

    flush,

    /** Makes it the newest snapshot of its connection: closes what is gone, raises flags, computes the digest. */
    seal: async (id: SnapshotId, facts: SealFacts): Promise<void> => {
      const draft = draftOf(id)
      flush()
      transact(db, () => resources.write(id, draft))
      await accounts.endUnseen(id, draft)
      await flagSnapshot(db, { id, connectionNo: draft.connectionNo, takenAt: facts.takenAt, counts: draft.counts })
      const digest = await digestSnapshot(db, id, draft.connectionNo)
      const held = [...draft.resources.values()].map((counted) => counted.resource)
      const { takenAt, hasGroups, ...rest } = facts
      const stored = {
        ...rest,
        accounts: draft.counts,
        grants: draft.grants,
        groups: hasGroups ? held.filter((resource) => resource.resourceType === 'group').length : null,
        entitlements: held.reduce((sum, resource) => sum + entitlementsOf(resource).length, 0),
      }
      // What a file says is so; only a sync can have seen less than there is.
      const isImport = facts.source?.kind === 'import'
      const reason = isImport ? null : whyHeldBack(id, draft.connectionNo, hasGroups)
      sealSnapshot.run(takenAt, wellFormed(JSON.stringify(stored)), digest, reason, id)
      drafts.delete(id)
    },

    discard,

    /** At start: what a crash left, be it half-written or half-removed. */
    discardUnsealed: (): number => {
      flush()
      drafts.clear()
      return removal.discardUnsealed()
    },
  }
}
