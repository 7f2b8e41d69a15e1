// What was done with this workspace, newest first. Entries are only ever added.
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../rpc/api.ts'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { useRemoteRows } from '../../ui/data-table/row-source.ts'
import { TableFooter } from '../../ui/data-table/table-footer.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ChoiceChip } from '../../ui/filters/choice-chip.tsx'
import { FilterBar } from '../../ui/filters/filter-bar.tsx'
import { PageFrame } from '../../ui/shell/page-frame.tsx'
import { TablePage } from '../../ui/shell/table-page.tsx'
import { ACTIVITY_COLUMNS } from './activity-columns.tsx'
import type { ActivitySearch } from './activity-search.ts'
import { KIND_CHOICES } from './kind-badge.tsx'

const route = getRouteApi('/activity')

export function ActivityPage() {
  const { q, kinds } = route.useSearch()
  const navigate = route.useNavigate()
  const change = (part: ActivitySearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  const filters = { search: q ?? '', kinds: kinds ?? [] }
  const rows = useRemoteRows(JSON.stringify(filters), (window) =>
    api.activity.page.queryOptions({ input: { filters, window } }),
  )
  const isFiltered = filters.search !== '' || filters.kinds.length > 0
  const clear = () => change({ q: undefined, kinds: undefined })
  return (
    <PageFrame
      title="Activity"
      search={{ label: 'Search activity', value: q ?? '', onChange: (text) => change({ q: text || undefined }) }}
    >
      <TablePage
        filters={
          <FilterBar onClear={isFiltered ? clear : undefined}>
            <ChoiceChip
              label="What"
              multiple
              choices={KIND_CHOICES}
              chosen={filters.kinds}
              onChange={(chosen) => change({ kinds: chosen.length > 0 ? chosen : undefined })}
            />
          </FilterBar>
        }
        footer={<TableFooter counts={rows.counts} one="entry" many="entries" />}
      >
        <DataTable
          label="Activity"
          columns={ACTIVITY_COLUMNS}
          source={rows}
          rowId={(entry) => String(entry.seq)}
          empty={
            isFiltered ? (
              <EmptyState title="Nothing like this was noted" action={<Button onClick={clear}>Clear filters</Button>}>
                No entry has these words or is of this kind.
              </EmptyState>
            ) : (
              <EmptyState title="Nothing was done yet">
                Connecting, syncing, reviewing and changing access are noted here, and never altered afterwards.
              </EmptyState>
            )
          }
        />
      </TablePage>
    </PageFrame>
  )
}
