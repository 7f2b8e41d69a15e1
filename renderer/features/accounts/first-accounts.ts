// The first rows, asked for with the click that leads to them: they come while the page is being drawn.
import { api, queryClient } from '../../rpc/api.ts'
import { snapshotToShow } from '../../rpc/current.ts'
import { windowOf } from '../../ui/data-table/page-range.ts'
import { listOf } from './account-query.ts'
import { type AccountsSearch, accountsSearchSchema } from './accounts-search.ts'

/** `search` is the whole address, as it is; the page asks the same, and so gets the same answer. */
export const askForFirstAccounts = (search: AccountsSearch & { snapshot?: number | undefined }): void => {
  const snapshotId = snapshotToShow(search.snapshot)
  if (snapshotId === undefined) return
  const input = { ...listOf(snapshotId, accountsSearchSchema.parse(search)), window: windowOf(0) }
  void queryClient.prefetchQuery(api.snapshots.accounts.queryOptions({ input }))
}
