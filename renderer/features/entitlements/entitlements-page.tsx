// Entitlements: every kind of access there is, how many hold it, and who, beside the table.
import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { EntitlementRow } from '../../../shared/contract/snapshots.ts'
import { parseEntitlementKey } from '../../../shared/domain/entitlement.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { useConnection, useSnapshot } from '../../rpc/current.ts'
import { ColumnMenu, useHiddenColumns } from '../../ui/data-table/column-menu.tsx'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { useRemoteRows } from '../../ui/data-table/row-source.ts'
import { TableFooter } from '../../ui/data-table/table-footer.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterBar } from '../../ui/filters/filter-bar.tsx'
import { NotSyncedYet } from '../../ui/not-synced-yet.tsx'
import { chipsSet } from '../../ui/questions/asked.ts'
import { QuestionsMenu } from '../../ui/questions/questions-menu.tsx'
import { PageFrame } from '../../ui/shell/page-frame.tsx'
import { TablePage } from '../../ui/shell/table-page.tsx'
import { ExportMenu } from '../exports/export-menu.tsx'
import { besideDrawer, besideDrawerNarrow, entitlementColumns } from './entitlement-columns.tsx'
import { EntitlementDrawer } from './entitlement-drawer.tsx'
import { EntitlementFilterChips } from './entitlement-filters.tsx'
import {
  exportChoices,
  filtersOf,
  hasFilters,
  NO_FILTERS,
  questionOf,
  rowId,
  searchOfQuestion,
  searchOfSort,
  sortOf,
} from './entitlement-query.ts'
import type { EntitlementsSearch } from './entitlements-search.ts'

const route = getRouteApi('/entitlements')
const NARROW = '(max-width: 1180px)'

export function EntitlementsPage() {
  const search = route.useSearch()
  const { connectionId } = useConnection()
  const { snapshot } = useSnapshot()
  const change = useChange()
  if (!snapshot) return <NotSyncedYet title="Entitlements" connectionId={connectionId} />
  return (
    <PageFrame
      title="Entitlements"
      snapshotChip
      search={{ label: 'Search entitlements', value: search.q ?? '', onChange: (q) => change({ q: q || undefined }) }}
    >
      <EntitlementsTable
        snapshotId={snapshot.snapshotId}
        takenAt={snapshot.takenAt}
        search={search}
        onChange={change}
      />
    </PageFrame>
  )
}

/** Changes a part of the address; the place in the history stays, so that Back leaves the page. */
const useChange = () => {
  const navigate = route.useNavigate()
  return useCallback(
    (part: Partial<EntitlementsSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  )
}

type EntitlementsTableProps = {
  snapshotId: SnapshotId
  takenAt: string
  search: EntitlementsSearch
  onChange: (part: Partial<EntitlementsSearch>) => void
}

function EntitlementsTable({ snapshotId, takenAt, search, onChange }: EntitlementsTableProps) {
  const { sort, direction } = sortOf(search)
  const filters = filtersOf(search)
  const question = { snapshotId, filters, sort, direction }
  const source = useRemoteRows<EntitlementRow>(JSON.stringify(question), (window) =>
    api.snapshots.entitlements.queryOptions({ input: { ...question, window } }),
  )
  const [chosenHidden, toggleColumn] = useHiddenColumns('entitlements', ['externalId'])
  const open = search.entitlement ? parseEntitlementKey(search.entitlement) : null
  const isOpen = open !== null
  const isNarrow = useMediaQuery(NARROW)
  const hidden = useMemo(
    () => (isOpen ? new Set([...chosenHidden, ...(isNarrow ? besideDrawerNarrow : besideDrawer)]) : chosenHidden),
    [isOpen, isNarrow, chosenHidden],
  )
  const show = useCallback((row: EntitlementRow) => onChange({ entitlement: rowId(row) }), [onChange])
  const close = useCallback(() => onChange({ entitlement: undefined }), [onChange])
  const clear = () => onChange(NO_FILTERS)
  return (
    <TablePage
      filters={
        <FilterBar
          onClear={hasFilters(search) ? clear : undefined}
          folds="late"
          set={chipsSet(questionOf(search))}
          end={
            <>
              <QuestionsMenu
                page="entitlements"
                takenAt={takenAt}
                filters={questionOf(search)}
                onAsk={(filters) => onChange(searchOfQuestion(filters))}
              />
              <ExportMenu
                snapshotId={snapshotId}
                choices={exportChoices({ filters, sort, direction }, source.counts?.filtered ?? 0, open)}
                disabled={source.isStale || !source.counts?.filtered}
              />
              <ColumnMenu columns={entitlementColumns} hidden={chosenHidden} onToggle={toggleColumn} />
            </>
          }
        >
          <EntitlementFilterChips snapshotId={snapshotId} search={search} onChange={onChange} />
        </FilterBar>
      }
      footer={<TableFooter counts={source.counts} one="entitlement" />}
      drawer={open && <EntitlementDrawer snapshotId={snapshotId} entitlement={open} onClose={close} />}
    >
      <DataTable
        label="Entitlements"
        columns={entitlementColumns}
        hidden={hidden}
        source={source}
        rowId={rowId}
        sort={{ id: sort, direction }}
        onSort={(next) => onChange(searchOfSort(next))}
        openId={search.entitlement}
        onOpen={show}
        onActive={isOpen ? show : undefined}
        empty={
          <EmptyState
            title="No entitlement matches"
            action={
              <Button variant="default" onClick={clear}>
                Clear filters
              </Button>
            }
          >
            Search looks at names, descriptions and external ids.
          </EmptyState>
        }
      />
    </TablePage>
  )
}
