// Looking at a snapshot. Pages come from the store; once somebody looks at a long list, what its other orders and its
// search need is got ready while nothing else is asked, so that a click on any column answers at once.
import type { SnapshotId } from '../../shared/domain/ids.ts'
import type { Log } from '../platform/log.ts'
import type { RemoteStores } from '../store/remote.ts'
import { verification, verify } from './verify.ts'

type AccountsInput = Parameters<RemoteStores['snapshots']['accounts']>[0]

/** Shorter lists are sorted within a frame or two anyway. */
const LONG = 5_000
/** As long as somebody is busy with the list, nothing gets in between. A piece takes no longer than a frame. */
const QUIET_MS = 60

export const createInspection = ({ stores, log }: { stores: RemoteStores; log: Log }) => {
  let warmed: SnapshotId | null = null
  let lastAsked = 0

  const quiet = async (): Promise<void> => {
    for (;;) {
      const left = lastAsked + QUIET_MS - Date.now()
      if (left <= 0) return
      await new Promise((resolve) => setTimeout(resolve, left).unref())
    }
  }

  const warm = async (snapshotId: SnapshotId): Promise<void> => {
    do await quiet()
    while (warmed === snapshotId && (await stores.snapshots.warm({ snapshotId })))
  }

  return {
    accounts: async (input: AccountsInput) => {
      lastAsked = Date.now()
      const page = await stores.snapshots.accounts(input)
      if (page.total > LONG && warmed !== input.snapshotId) {
        warmed = input.snapshotId
        warm(input.snapshotId).catch((error: unknown) => {
          warmed = null
          log.debug('orders were not got ready', { reason: error instanceof Error ? error.message : String(error) })
        })
      }
      return page
    },
    /** Computes the digest again from the rows. @throws as `verification` */
    verify: (snapshotId: SnapshotId, signal?: AbortSignal) => verify(stores, snapshotId, signal),
    /** The same, telling how far it is. */
    verification: (snapshotId: SnapshotId, signal?: AbortSignal) => verification(stores, snapshotId, signal),
  }
}
