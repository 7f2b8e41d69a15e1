// What is left to do when a draft has been told everything: count, close what is gone, raise flags, compute the digest. In
// pieces, with room for others in between; the snapshot is visible only when the caller has sealed it.
import { entitlementsOf } from '../../shared/domain/entitlement.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import { createPace, piecesOf } from '../turns.ts'
import type { AccountVersions } from './account-versions.ts'
import type { BulkWriting } from './bulk-writing.ts'
import type { Database } from './database.ts'
import { digestDraft } from './draft-digest.ts'
import { turnLists } from './draft-lists.ts'
import { createSettling, refuseUnknownAccounts } from './draft-settling.ts'
import type { GrantVersions } from './grant-versions.ts'
import type { ResourceVersions } from './resource-versions.ts'
import { ACCOUNT_COST } from './shared-transaction.ts'
import { furtherLines } from './snapshot-digest.ts'
import { type Draft, describedIn } from './snapshot-draft.ts'
import { createFlagStore, flagContextOf } from './snapshot-flags.ts'
import { createHoldBack } from './snapshot-hold-back.ts'
import { wellFormed } from './text.ts'

/** What is known when a sync ends; counts and the digest are the store's own. */
export type SealFacts = Pick<
  Snapshot,
  'takenAt' | 'licences' | 'grantedScopes' | 'calls' | 'retries' | 'appVersion' | 'proof'
> & {
  hasGroups: boolean
  /** Where it is known now, and was not when the draft was begun. */
  team?: Pick<Snapshot, 'teamId' | 'teamName'>
  source?: Snapshot['source']
  collected?: Snapshot['collected']
}

/** `facts` as JSON, with the counts that are the store's own. */
export type Completed = { facts: string; digest: string; holdBackReason: string | null }

/** As a shared transaction's; throws when the draft is there no more. */
export type DraftWrite = <T>(cost: number | ((result: T) => number), work: () => T) => void

const ACCOUNTS_A_TURN = 500

export const createCompletion = (
  db: Database,
  accounts: AccountVersions,
  resources: ResourceVersions,
  grants: GrantVersions,
  bulk: BulkWriting,
) => {
  const whyHeldBack = createHoldBack(db)
  const flags = createFlagStore(db)
  const settling = createSettling(accounts, grants)

  /** What a file says is so; only a sync can have seen less than there is. */
  const reasonOf = (id: SnapshotId, draft: Draft, { source, hasGroups, grantedScopes }: SealFacts): string | null =>
    source?.kind === 'import'
      ? null
      : whyHeldBack(id, draft.connectionNo, { hasGroups, mayHaveGroups: grantedScopes.includes('groups.read') })

  /** `work` gives how many rows it wrote. */
  const inTurns = async <T>(
    write: DraftWrite,
    list: Iterable<T>,
    costARow: number,
    work: (some: readonly T[]) => number,
  ): Promise<void> => {
    const pace = createPace()
    for (const some of piecesOf([...list], ACCOUNTS_A_TURN)) {
      write(
        (rows) => rows * costARow,
        () => work(some),
      )
      await pace()
    }
  }

  const settle = async (id: SnapshotId, draft: Draft, write: DraftWrite): Promise<void> => {
    refuseUnknownAccounts(draft)
    const listedOf = turnLists(draft)
    const { accounts: rows, forgotten } = draft
    await inTurns(write, rows.values(), ACCOUNT_COST, (some) => settling.settle(id, draft, some, listedOf))
    await inTurns(write, forgotten.values(), ACCOUNT_COST, (some) => settling.takeBack(id, some))
    await inTurns(write, accounts.unseen(id, draft), ACCOUNT_COST, (some) => settling.end(id, draft, some))
  }

  /**
   * Makes the file equal to the draft, once; nothing may be said of the draft any more from the moment it is asked.
   * @throws Failure unexpected when a grant names an account or a resource that nobody described
   */
  const settled = (id: SnapshotId, draft: Draft, write: DraftWrite): Promise<void> => {
    draft.settled ??= settle(id, draft, write)
    return draft.settled
  }

  return {
    settled,

    /** What is to be sealed. @throws as `settled` does */
    complete: async (id: SnapshotId, draft: Draft, facts: SealFacts, write: DraftWrite): Promise<Completed> => {
      await settled(id, draft, write)
      write(draft.resources.size, () => resources.write(id, draft, facts.source?.kind === 'import'))
      if (bulk.isOn()) write(0, bulk.buildIndex)
      const context = flagContextOf(draft, facts.takenAt)
      await inTurns(write, draft.accounts.values(), 1, (some) => flags.flag(id, some, context))
      const digest = await digestDraft(draft, accounts.bodyBytes, furtherLines(db, id, draft.connectionNo))
      return { facts: factsOf(draft, facts), digest, holdBackReason: reasonOf(id, draft, facts) }
    },
  }
}

const factsOf = (draft: Draft, { takenAt: _, hasGroups, team: _team, ...rest }: SealFacts): string => {
  const held = [...describedIn(draft)].map(({ resource }) => resource)
  const facts = {
    ...rest,
    accounts: draft.counts,
    grants: draft.grants,
    groups: hasGroups ? held.filter((resource) => resource.resourceType === 'group').length : null,
    entitlements: held.reduce((sum, resource) => sum + entitlementsOf(resource).length, 0),
  }
  return wellFormed(JSON.stringify(facts))
}
