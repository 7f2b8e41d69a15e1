// Every attempt to sync, with the log of the one that is chosen below.
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback } from 'react'
import type { ConnectionId, RunId } from '../../../shared/domain/ids.ts'
import type { SyncRun } from '../../../shared/domain/sync-run.ts'
import { api } from '../../rpc/api.ts'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { queriedRows } from '../../ui/data-table/queried-rows.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TablePage } from '../../ui/shell/table-page.tsx'
import { RUN_COLUMNS } from './run-columns.tsx'
import { RunLog } from './run-log.tsx'

type Props = {
  connectionId: ConnectionId
  head: ReactNode
  openId: string | undefined
  onOpen: (runId: RunId | undefined) => void
}

const idOf = (run: SyncRun) => run.runId

export function RunsTab({ connectionId, head, openId, onOpen }: Props) {
  const runs = useQuery(api.sync.runs.queryOptions({ input: { connectionId } }))
  const open = runs.data?.find((run) => run.runId === openId)
  const show = useCallback((run: SyncRun) => onOpen(run.runId), [onOpen])
  return (
    <TablePage filters={head} footer={open && <RunLog key={open.runId} run={open} onClose={() => onOpen(undefined)} />}>
      <DataTable
        label="Sync runs"
        columns={RUN_COLUMNS}
        source={queriedRows(runs)}
        rowId={idOf}
        openId={open?.runId ?? null}
        onOpen={show}
        onActive={open ? show : undefined}
        empty={<EmptyState title="Nothing was synced yet">Every attempt and its log are listed here.</EmptyState>}
      />
    </TablePage>
  )
}
