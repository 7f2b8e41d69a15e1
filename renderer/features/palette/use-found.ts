// People and entitlements the palette finds in the snapshot that the pages show.
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { useSnapshot } from '../../rpc/current.ts'

const REST = 90

/** Nothing for nothing typed; the last finds stay until the next are there. */
export const useFound = (typed: string) => {
  const [text] = useDebouncedValue(typed.trim().slice(0, 200), REST)
  const { snapshot } = useSnapshot()
  const isAsked = text !== '' && snapshot !== null
  const found = useQuery({
    ...api.snapshots.find.queryOptions({ input: { snapshotId: snapshot?.snapshotId ?? (0 as SnapshotId), text } }),
    enabled: isAsked,
    placeholderData: (before) => before,
  }).data
  return isAsked && found ? found : { accounts: [], entitlements: [] }
}
