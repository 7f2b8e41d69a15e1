// The timeline of snapshots, with the drawer of the one that is chosen.
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { type ReactNode, useCallback, useMemo } from 'react'
import type { ConnectionId, SnapshotId } from '../../../shared/domain/ids.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { api } from '../../rpc/api.ts'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { queriedRows } from '../../ui/data-table/queried-rows.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TablePage } from '../../ui/shell/table-page.tsx'
import { BESIDE_DRAWER, SNAPSHOT_COLUMNS } from './snapshot-columns.tsx'
import { SnapshotDrawer } from './snapshot-drawer.tsx'
import { type Moment, momentsOf } from './timeline.ts'

type Props = {
  connectionId: ConnectionId
  snapshots: UseQueryResult<Snapshot[], unknown>
  head: ReactNode
  openId: number | undefined
  onOpen: (snapshotId: SnapshotId | undefined) => void
}

const idOf = ({ snapshot }: Moment) => String(snapshot.snapshotId)

export function SnapshotsTab({ connectionId, snapshots, head, openId, onOpen }: Props) {
  // Counted when somebody first looks; the list does not wait for it.
  const points = useQuery(api.diff.timeline.queryOptions({ input: { connectionId } })).data
  const shown = useSearch({ strict: false, select: (search) => search.snapshot })
  const moments = useMemo(
    () => snapshots.data && momentsOf(snapshots.data, points ?? [], shown),
    [snapshots.data, points, shown],
  )
  const open = moments?.find(({ snapshot }) => snapshot.snapshotId === openId)
  const show = useCallback((moment: Moment) => onOpen(moment.snapshot.snapshotId), [onOpen])
  const close = useCallback(() => onOpen(undefined), [onOpen])
  return (
    <TablePage
      filters={head}
      footer={null}
      drawer={open && <SnapshotDrawer key={idOf(open)} moment={open} onClose={close} />}
    >
      <DataTable
        label="Snapshots"
        columns={SNAPSHOT_COLUMNS}
        {...(open ? { hidden: BESIDE_DRAWER } : {})}
        source={queriedRows({ data: moments, error: snapshots.error, refetch: snapshots.refetch })}
        rowId={idOf}
        openId={open ? idOf(open) : null}
        onOpen={show}
        onActive={open ? show : undefined}
        empty={
          <EmptyState title="No snapshot yet">
            Sync now to take the first one: an exact picture of who can do what in the team.
          </EmptyState>
        }
      />
    </TablePage>
  )
}
