// Gives what is read to the store while more is being read, so that little is left to write when everything has been.
import type { Connection } from '../../shared/domain/connection.ts'
import type { Instant, ResourceId, RunId, SnapshotId } from '../../shared/domain/ids.ts'
import type { Membership } from '../dropbox/group.ts'
import type { Member } from '../dropbox/member.ts'
import { createAccountPacker, packHolders } from '../store/packed.ts'
import type { RemoteStores } from '../store/remote.ts'
import { nextTurn } from '../turns.ts'
import { createProfileGrants } from './grants.ts'
import type { Tally } from './tally.ts'

/** What one call takes: a page at once would be copied from thread to thread through buffers of a megabyte. */
const ACCOUNTS_A_WRITE = 250
/** Writes that may be under way, a page of accounts: more would only pile up in memory when the store is slower than Dropbox. */
const WRITES_AHEAD = 4

export type ListPart = { groupId: ResourceId; members: readonly Membership[]; isFirstPart: boolean }

/**
 * Each method resolves when more may be given, which is usually at once, and rejects when something given before could
 * not be written.
 */
export type Recorder = {
  members(page: readonly Member[]): Promise<void>
  /** The listing of the members begins anew: those given so far do not count. */
  restartMembers(): Promise<void>
  /** Parts of groups' own lists; the first one of each replaces what an earlier list said. */
  holders(parts: readonly ListPart[]): Promise<void>
  /** A group's own list could not be read to its end after all: profiles count again. */
  withoutHolders(groupId: ResourceId): Promise<void>
}

export type Writing = {
  recorder: Recorder
  /** The unsealed snapshot. */
  begun: Promise<SnapshotId>
  /** Resolves when all that was given has been written. */
  finished(): Promise<void>
  /** Leaves nothing of it, whatever has become of the writes. */
  discard(): Promise<void>
}

/** Begins a snapshot that no reader sees until it is sealed. */
export const beginWriting = (
  snapshots: RemoteStores['snapshots'],
  { connectionId, teamId, teamName }: Connection,
  { runId, startedAt }: { runId: RunId; startedAt: Instant },
  tally: Tally,
): Writing => {
  const begun = snapshots.begin({ connectionId, runId, teamId, teamName, startedAt })
  begun.catch(() => {})
  const grantsOf = createProfileGrants()
  const pack = createAccountPacker()
  const underWay: Promise<unknown>[] = []

  const give = async (write: (id: SnapshotId) => Promise<unknown>): Promise<void> => {
    const id = await begun
    const written = write(id)
    written.catch(() => {})
    underWay.push(written)
    if (underWay.length > WRITES_AHEAD) await underWay.shift()
  }

  const recorder: Recorder = {
    members: async (page) => {
      for (let from = 0; from < page.length; from += ACCOUNTS_A_WRITE) {
        const some = page.slice(from, from + ACCOUNTS_A_WRITE)
        if (from > 0) await nextTurn()
        const packed = pack(some.map((member) => ({ account: member.account, grants: grantsOf(member) })))
        await give(async (id) => {
          await snapshots.addPackedAccounts(id, packed)
          tally.stored += some.length
          tally.changed()
        })
      }
    },
    restartMembers: () =>
      give(async (id) => {
        await snapshots.restartAccounts(id)
        tally.stored = 0
      }),
    holders: (parts) => {
      const packed = packHolders(
        parts.map(({ groupId, members, isFirstPart }) => ({
          resource: { resourceType: 'group', resourceId: groupId },
          isFirstPart,
          holders: members.map(({ accountId, access }) => ({ accountId, entitlement: access })),
        })),
      )
      return give((id) => snapshots.addPackedHolders(id, packed))
    },
    withoutHolders: (resourceId) => give((id) => snapshots.forgetHolders(id, { resourceType: 'group', resourceId })),
  }
  return {
    recorder,
    begun,
    finished: async () => {
      while (underWay.length > 0) await underWay.shift()
    },
    discard: async () => {
      const id = await begun.catch(() => null)
      if (id !== null) await snapshots.discard(id).catch(() => {})
    },
  }
}
