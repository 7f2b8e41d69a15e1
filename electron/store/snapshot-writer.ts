// Writes a snapshot under an id that no reader sees until it is sealed. Because ranges are half-open, rows that begin or
// end at an unsealed id change nothing for the snapshots before it, so it need not be one long transaction.
import type { Grant, Resource } from '../../shared/domain/entitlement.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { ConnectionId, Instant, RunId, SnapshotId } from '../../shared/domain/ids.ts'
import { createAccountVersions } from './account-versions.ts'
import { createBulkWriting } from './bulk-writing.ts'
import type { Database } from './database.ts'
import { createCompletion, type DraftWrite, type SealFacts } from './draft-completion.ts'
import { createIntake } from './draft-intake.ts'
import { createGrantVersions } from './grant-versions.ts'
import { type AccountWithGrants, type PackedAccounts, type PackedHolders, packHolders } from './packed.ts'
import { createResourceVersions } from './resource-versions.ts'
import { ACCOUNT_COST, createSharedTransaction } from './shared-transaction.ts'
import { createDraft, type Draft, type Holder, type ResourceKey } from './snapshot-draft.ts'
import type { SnapshotRemoval } from './snapshot-removal.ts'
import { wellFormed } from './text.ts'

/** From so many accounts on, building an index at the end saves more than it costs there. */
const ACCOUNTS_IN_BULK = 15_000
/** In kB, negative as SQLite wants it. */
const CACHE_WHILE_WRITING = -16_384

export const createSnapshotWriter = (db: Database, removal: SnapshotRemoval) => {
  const drafts = new Map<SnapshotId, Draft>()
  const { cache_size: usualCache } = db.prepare('PRAGMA cache_size').get() as { cache_size: number }
  const bulk = createBulkWriting(db)
  const accounts = createAccountVersions(db)
  const resources = createResourceVersions(db)
  const grants = createGrantVersions(db)
  const intake = createIntake(db, accounts, resources, grants)
  const completion = createCompletion(db, accounts, resources, grants, bulk)
  /** Drafts that lost rows they take for written: nothing can be done with them but to discard them. */
  const lost = new Map<SnapshotId, unknown>()
  const shared = createSharedTransaction(db, (error) => {
    for (const id of drafts.keys()) lost.set(id, error)
  })

  /** What cannot be (a Failure) is the fault of one draft; what the disk refuses is lost to all (`onLoss` above). */
  const write = <T>(id: SnapshotId, cost: number | ((result: T) => number), work: () => T): T => {
    try {
      return shared.write(cost, work)
    } catch (error) {
      lost.set(id, error)
      throw error
    }
  }

  const selectConnection = db.prepare('SELECT connection_no AS no FROM connections WHERE connection_id = ?')
  const selectAnyAccount = db.prepare('SELECT 1 FROM accounts WHERE connection_no = ? LIMIT 1')
  const selectAnyResource = db.prepare('SELECT 1 FROM resources WHERE connection_no = ? LIMIT 1')
  const selectAnySealed = db.prepare('SELECT 1 FROM snapshots WHERE connection_no = ? AND is_sealed = 1 LIMIT 1')
  const insertSnapshot = db.prepare(
    'INSERT INTO snapshots (connection_no, run_id, team_id, team_name, started_at) VALUES (?, ?, ?, ?, ?)',
  )
  const sealSnapshot = db.prepare(
    `UPDATE snapshots SET is_sealed = 1, taken_at = ?, facts = ?, digest = ?, hold_back_reason = ?,
       team_id = coalesce(?, team_id), team_name = coalesce(?, team_name) WHERE snapshot_id = ?`,
  )

  const draftOf = (id: SnapshotId): Draft => {
    const draft = drafts.get(id)
    if (!draft) throw new Failure({ kind: 'not-found', what: 'unfinished snapshot' })
    if (lost.has(id)) throw lost.get(id)
    return draft
  }

  /** Of which more may be said. */
  const openDraft = (id: SnapshotId): Draft => {
    const draft = draftOf(id)
    if (draft.settled) throw new Failure({ kind: 'unexpected', reason: 'the snapshot is being finished' })
    return draft
  }

  /** For what is done in turns: the draft may have been discarded meanwhile. */
  const writeIn =
    (id: SnapshotId): DraftWrite =>
    (cost, work) => {
      draftOf(id)
      write(id, cost, work)
    }

  const forget = (id: SnapshotId): void => {
    drafts.delete(id)
    bulk.end()
    lost.delete(id)
    if (drafts.size === 0) db.exec(`PRAGMA cache_size = ${usualCache}`)
  }

  const discard = (id: SnapshotId): void => {
    try {
      // With another draft beside it, what is not committed yet is not all of this one.
      if (drafts.size === 1 && drafts.has(id)) shared.undo()
      else shared.flush()
      removal.discard(id)
      bulk.buildIndex()
    } finally {
      forget(id)
    }
  }

  const addPackedHolders = (id: SnapshotId, packed: PackedHolders): void => {
    const draft = openDraft(id)
    write(id, packed.held.length, () => intake.list(id, draft, packed))
  }

  return {
    begin: (input: {
      connectionId: ConnectionId
      runId: RunId
      teamId: string
      teamName: string
      startedAt: Instant
    }): SnapshotId => {
      shared.flush()
      const connection = selectConnection.get(input.connectionId) as { no: number } | undefined
      if (!connection) throw new Failure({ kind: 'not-found', what: 'connection' })
      if (removal.isRemovingFrom(connection.no))
        throw new Failure({ kind: 'already-running', what: 'The deletion of a snapshot' })
      // What could not be taken back when it should have been, as on a full disk, must not show in the next.
      for (const left of removal.unsealedOf(connection.no)) if (!drafts.has(left)) discard(left)
      const teamName = wellFormed(input.teamName)
      const { lastInsertRowid } = insertSnapshot.run(
        connection.no,
        input.runId,
        input.teamId,
        teamName,
        input.startedAt,
      )
      const id = Number(lastInsertRowid) as SnapshotId
      // A draft needs memory of its own, and what it writes is rarely read again.
      db.exec(`PRAGMA cache_size = ${CACHE_WHILE_WRITING}`)
      drafts.set(
        id,
        createDraft({
          connectionNo: connection.no,
          isFirst: !selectAnySealed.get(connection.no),
          hasNumbers: selectAnyAccount.get(connection.no) !== undefined,
          hasResources: selectAnyResource.get(connection.no) !== undefined,
        }),
      )
      return id
    },

    /** At any time before sealing; given again, the newer description replaces. */
    addResources: (id: SnapshotId, added: readonly Resource[]): void => {
      const draft = openDraft(id)
      if (added.some((resource) => resource.entitlements)) {
        shared.flush()
        resources.addNames(added)
      }
      write(id, added.length, () => intake.describe(draft, added))
    },

    /**
     * At most 1,000 a call. An account given again replaces what was said of it and the grants it came with. Grants may
     * name resources that are described later.
     */
    addAccounts: (id: SnapshotId, rows: readonly AccountWithGrants[]): void => {
      const draft = openDraft(id)
      write(id, rows.length * ACCOUNT_COST, () => intake.take(id, draft, rows))
    },

    /** The same from another thread, as syncs give them. Only these are written in bulk: at an import somebody looks on. */
    addPackedAccounts: (id: SnapshotId, packed: PackedAccounts): void => {
      const draft = openDraft(id)
      write(id, packed.counts.length * ACCOUNT_COST, () => {
        if (draft.accounts.size > ACCOUNTS_IN_BULK && !bulk.isOn() && removal.isAlone(id)) bulk.begin()
        intake.takePacked(id, draft, packed)
      })
    },

    /** More grants of accounts that are given before or later. */
    addGrants: (id: SnapshotId, given: readonly Grant[]): void => {
      const draft = openDraft(id)
      write(id, given.length, () => intake.grant(id, draft, given))
    },

    /**
     * A resource's own list of who holds it: the truth, whatever accounts say. It may come in parts; `isFirstPart`
     * forgets what an earlier list said. Accounts that stay unknown, or are removed, are left out.
     */
    addHolders: (id: SnapshotId, resource: ResourceKey, holders: readonly Holder[], isFirstPart: boolean): void =>
      addPackedHolders(id, packHolders([{ resource, holders, isFirstPart }])),

    /** The same of several resources, from another thread. */
    addPackedHolders,

    /** A resource's own list does not count after all: what accounts say of it does again. */
    forgetHolders: (id: SnapshotId, resource: ResourceKey): void => {
      const draft = openDraft(id)
      write(id, 1, () => intake.unlist(draft, resource))
    },

    /** Resources that turned out not to exist: what names them is forgotten. */
    dropResources: (id: SnapshotId, gone: readonly ResourceKey[]): void => {
      const draft = openDraft(id)
      write(id, gone.length, () => intake.drop(draft, gone))
    },

    /** Forgets all accounts given so far, because their listing begins anew. */
    restartAccounts: (id: SnapshotId): void => intake.restart(openDraft(id)),

    flush: shared.flush,

    /**
     * When everything has been said of it, and before it is sealed: counts, and ends what is gone. Sealing does it otherwise.
     * @throws Failure unexpected when a grant names an account or a resource that nobody described
     */
    settle: async (id: SnapshotId): Promise<void> => {
      await completion.settled(id, draftOf(id), writeIn(id))
    },

    /** Makes it the newest snapshot of its connection: raises flags, computes the digest. @throws as `settle` does */
    seal: async (id: SnapshotId, facts: SealFacts): Promise<void> => {
      const draft = draftOf(id)
      const sealed = await completion.complete(id, draft, facts, writeIn(id))
      draftOf(id)
      const { team, takenAt } = facts
      shared.flush()
      const named = [team?.teamId ?? null, team ? wellFormed(team.teamName) : null] as const
      sealSnapshot.run(takenAt, sealed.facts, sealed.digest, sealed.holdBackReason, ...named, id)
      forget(id)
    },

    discard,

    /** At start: what a crash left, be it half-written or half-removed. */
    discardUnsealed: (): number => {
      shared.flush()
      drafts.clear()
      const discarded = removal.discardUnsealed()
      if (discarded > 0) bulk.buildIndex()
      return discarded
    },
  }
}
