// People and entitlements the palette finds in the snapshot that the pages show.
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import type { ConnectionId, SnapshotId } from '../../../shared/domain/ids.ts'
import { newestOf } from '../../../shared/domain/snapshot.ts'
import { api } from '../../rpc/api.ts'

const REST = 90

/** Nothing for nothing typed; the last finds stay until the next are there. */
export const useFound = (connectionId: ConnectionId, typed: string) => {
  const [text] = useDebouncedValue(typed.trim().slice(0, 200), REST)
  const snapshots = useQuery(api.snapshots.list.queryOptions({ input: { connectionId } })).data ?? []
  // The palette stands outside the pages, so it reads the address itself.
  const chosen = useLocation({ select: ({ search }) => search.snapshot })
  const snapshot = snapshots.find(({ snapshotId }) => snapshotId === chosen) ?? newestOf(snapshots)
  const isAsked = text !== '' && snapshot !== null
  const found = useQuery({
    ...api.snapshots.find.queryOptions({ input: { snapshotId: snapshot?.snapshotId ?? (0 as SnapshotId), text } }),
    enabled: isAsked,
    placeholderData: (before) => before,
  }).data
  return isAsked && found ? found : { accounts: [], entitlements: [] }
}
