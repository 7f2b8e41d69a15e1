// Looking at a snapshot. Pages come from the store; once somebody looks at a long list, its other orders are got ready
// while nothing else is asked, so that a click on any column answers at once.
import type { AccountFilters } from '../../shared/contract/snapshots.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import type { Log } from '../platform/log.ts'
import type { RemoteStores } from '../store/remote.ts'

type AccountsInput = Parameters<RemoteStores['snapshots']['accounts']>[0]

/** Shorter lists are sorted within a frame or two anyway. */
const LONG = 5_000
const SORTS = ['name', 'email', 'status', 'grants', 'groups', 'joinedOn', 'externalId'] as const
const EVERYBODY: AccountFilters = { search: '', statuses: [], roleId: null, groupId: null, access: 'any', flag: null }

export const createInspection = ({ stores, log }: { stores: RemoteStores; log: Log }) => {
  let warmed: SnapshotId | null = null

  /** One order after the other: each is a short call, and what a person asks comes in between. */
  const warm = async (snapshotId: SnapshotId): Promise<void> => {
    for (const sort of SORTS)
      for (const direction of ['asc', 'desc'] as const) {
        if (warmed !== snapshotId) return
        await stores.snapshots.accounts({
          snapshotId,
          filters: EVERYBODY,
          sort,
          direction,
          window: { offset: 0, limit: 1 },
        })
      }
  }

  return {
    accounts: async (input: AccountsInput) => {
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
  }
}
