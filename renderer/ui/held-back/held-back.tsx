// The sync that found far less than the one before: what it found, and what a person may do with it.
import { useQuery } from '@tanstack/react-query'
import type { ConnectionId } from '../../../shared/domain/ids.ts'
import { heldBackOf, newestOf } from '../../../shared/domain/snapshot.ts'
import { api } from '../../rpc/api.ts'
import { Loaded, part } from '../loaded.tsx'

const HeldBackBand = part(() => import('./held-back-band.tsx'))

/** Nothing at all while no snapshot waits. */
export function HeldBack({ connectionId }: { connectionId: ConnectionId }) {
  const snapshots = useQuery(api.snapshots.list.queryOptions({ input: { connectionId } })).data ?? []
  const held = heldBackOf(snapshots)
  return held && <Loaded of={HeldBackBand} props={{ held, newest: newestOf(snapshots) }} />
}
