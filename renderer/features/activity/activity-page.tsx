// What was done with this workspace, newest first. Entries are only ever added.
import { api } from '../../rpc/api.ts'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { useRemoteRows } from '../../ui/data-table/row-source.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { counted } from '../../ui/numbers.ts'
import { PageFrame } from '../../ui/shell/page-frame.tsx'
import { ACTIVITY_COLUMNS } from './activity-columns.tsx'

export function ActivityPage() {
  const rows = useRemoteRows('activity', (window) => api.activity.page.queryOptions({ input: { window } }))
  return (
    <PageFrame title="Activity" count={rows.counts ? counted(rows.counts.total, 'entry', 'entries') : undefined}>
      <DataTable
        label="Activity"
        columns={ACTIVITY_COLUMNS}
        source={rows}
        rowId={(entry) => String(entry.seq)}
        empty={
          <EmptyState title="Nothing was done yet">
            Connecting, syncing, reviewing and changing access are noted here, and never altered afterwards.
          </EmptyState>
        }
      />
    </PageFrame>
  )
}
