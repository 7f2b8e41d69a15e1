// The list of snapshots, with the drawer of the one that is chosen.
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useCallback } from 'react'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import { newestOf, type Snapshot } from '../../../shared/domain/snapshot.ts'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { queriedRows } from '../../ui/data-table/queried-rows.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TablePage } from '../../ui/shell/table-page.tsx'
import { BESIDE_DRAWER, SNAPSHOT_COLUMNS } from './snapshot-columns.tsx'
import { SnapshotDrawer } from './snapshot-drawer.tsx'

type Props = {
  snapshots: UseQueryResult<Snapshot[], unknown>
  head: ReactNode
  openId: number | undefined
  onOpen: (snapshotId: SnapshotId | undefined) => void
}

const idOf = (snapshot: Snapshot) => String(snapshot.snapshotId)

export function SnapshotsTab({ snapshots, head, openId, onOpen }: Props) {
  const open = snapshots.data?.find((snapshot) => snapshot.snapshotId === openId)
  const show = useCallback((snapshot: Snapshot) => onOpen(snapshot.snapshotId), [onOpen])
  const close = useCallback(() => onOpen(undefined), [onOpen])
  return (
    <TablePage
      filters={head}
      footer={null}
      drawer={
        open && <SnapshotDrawer snapshot={open} isNewest={open === newestOf(snapshots.data ?? [])} onClose={close} />
      }
    >
      <DataTable
        label="Snapshots"
        columns={SNAPSHOT_COLUMNS}
        {...(open ? { hidden: BESIDE_DRAWER } : {})}
        source={queriedRows(snapshots)}
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
