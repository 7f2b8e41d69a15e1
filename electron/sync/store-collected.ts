// Writes what was collected into the snapshot that is being made, in calls small enough that nobody waits for them.
import type { AccountId, Instant, SnapshotId } from '../../shared/domain/ids.ts'
import { chunksOf } from '../dropbox/batches.ts'
import { throwIfCancelled } from '../dropbox/wait.ts'
import type { RemoteStores } from '../store/remote.ts'
import type { CollectedRead } from './read-collected.ts'
import type { LastSignIns } from './read-sign-ins.ts'

const ROWS_A_WRITE = 4000

/** @param accountOf the account with a Dropbox account, for events that name nothing else */
export const storeCollected = async (
  id: SnapshotId,
  { signIns, devices, linkedApps }: CollectedRead,
  collected: RemoteStores['collected'],
  accountOf: (dropboxAccountId: string) => AccountId | undefined,
  signal: AbortSignal,
): Promise<void> => {
  if (signIns) {
    for (const rows of chunksOf(rowsOf(signIns.latest, accountOf), ROWS_A_WRITE)) {
      throwIfCancelled(signal)
      await collected.addSignIns(id, rows)
    }
    await collected.keepPlace(id, { cursor: signIns.cursor, since: signIns.since, until: signIns.until })
  }
  for (const [part, lists] of [
    ['devices', devices],
    ['linkedApps', linkedApps],
  ] as const) {
    if (!lists) continue
    for (const some of chunksOf([...lists], ROWS_A_WRITE)) {
      throwIfCancelled(signal)
      await collected.addLists(
        id,
        part,
        some.map(([accountId, items]) => ({ accountId, items })),
      )
    }
    await collected.endLists(id, part)
  }
}

const rowsOf = (
  { byMember, byDropboxAccount }: LastSignIns,
  accountOf: (dropboxAccountId: string) => AccountId | undefined,
): { accountId: AccountId; at: Instant }[] => {
  const latest = new Map(byMember)
  for (const [dropboxAccountId, at] of byDropboxAccount) {
    const accountId = accountOf(dropboxAccountId)
    if (accountId !== undefined && (latest.get(accountId) ?? '') < at) latest.set(accountId, at)
  }
  return [...latest].map(([accountId, at]) => ({ accountId, at }))
}
