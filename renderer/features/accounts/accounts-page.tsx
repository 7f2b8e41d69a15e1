// Accounts: who is in the team, found by search and filters, with the details of one beside the table.
import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { AccountRow } from '../../../shared/contract/snapshots.ts'
import type { AccountId } from '../../../shared/domain/ids.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
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
import { accountColumns, besideDrawer, besideDrawerNarrow } from './account-columns.tsx'
import { AccountDrawer } from './account-drawer.tsx'
import { AccountFilterChips } from './account-filters.tsx'
import {
  exportChoices,
  hasFilters,
  listOf,
  questionOf,
  rowId,
  searchOfQuestion,
  searchOfSort,
  withoutFilters,
} from './account-query.ts'
import type { AccountsSearch } from './accounts-search.ts'

const route = getRouteApi('/accounts')
const NARROW = '(max-width: 1180px)'

export function AccountsPage() {
  const search = route.useSearch()
  const { connectionId } = useConnection()
  const { snapshot } = useSnapshot()
  const change = useChange()
  if (!snapshot) return <NotSyncedYet title="Accounts" connectionId={connectionId} />
  return (
    <PageFrame
      title="Accounts"
      snapshotChip
      search={{ label: 'Search accounts', value: search.q ?? '', onChange: (q) => change({ q: q || undefined }) }}
    >
      <AccountsTable snapshot={snapshot} search={search} onChange={change} />
    </PageFrame>
  )
}

/** Changes a part of the address; the place in the history stays, so that Back leaves the page. */
const useChange = () => {
  const navigate = route.useNavigate()
  return useCallback(
    (part: Partial<AccountsSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  )
}

type AccountsTableProps = {
  snapshot: Snapshot
  search: AccountsSearch
  onChange: (part: Partial<AccountsSearch>) => void
}

function AccountsTable({ snapshot: { snapshotId, takenAt, collected }, search, onChange }: AccountsTableProps) {
  const until = collected.signIns.state === 'collected' ? collected.signIns.until : undefined
  const columns = useMemo(() => accountColumns(until), [until])
  const question = listOf(snapshotId, search)
  const { filters, sort, direction } = question
  const source = useRemoteRows<AccountRow>(JSON.stringify(question), (window) =>
    api.snapshots.accounts.queryOptions({ input: { ...question, window } }),
  )
  const [chosenHidden, toggleColumn] = useHiddenColumns('accounts', ['externalId'])
  const open = search.account ?? null
  const isOpen = open !== null
  const isNarrow = useMediaQuery(NARROW)
  const hidden = useMemo(
    () => (isOpen ? new Set([...chosenHidden, ...(isNarrow ? besideDrawerNarrow : besideDrawer)]) : chosenHidden),
    [isOpen, isNarrow, chosenHidden],
  )
  const show = useCallback((row: AccountRow) => onChange({ account: row.accountId }), [onChange])
  const close = useCallback(() => onChange({ account: undefined }), [onChange])
  const clear = () => onChange(withoutFilters({}))
  return (
    <TablePage
      filters={
        <FilterBar
          onClear={hasFilters(search) ? clear : undefined}
          folds="early"
          set={chipsSet(questionOf(search))}
          end={
            <>
              <QuestionsMenu
                page="accounts"
                takenAt={takenAt}
                filters={questionOf(search)}
                onAsk={(filters) => onChange(searchOfQuestion(filters))}
              />
              <ExportMenu
                snapshotId={snapshotId}
                choices={exportChoices(
                  { filters, sort, direction },
                  source.counts?.filtered ?? 0,
                  open as AccountId | null,
                )}
                disabled={source.isStale || !source.counts?.filtered}
              />
              <ColumnMenu columns={columns} hidden={chosenHidden} onToggle={toggleColumn} />
            </>
          }
        >
          <AccountFilterChips search={search} snapshotId={snapshotId} collected={collected} onChange={onChange} />
        </FilterBar>
      }
      footer={<TableFooter counts={source.counts} one="account" />}
      drawer={
        isOpen && (
          <AccountDrawer snapshotId={snapshotId} collected={collected} accountId={open as AccountId} onClose={close} />
        )
      }
    >
      <DataTable
        label="Accounts"
        columns={columns}
        hidden={hidden}
        source={source}
        rowId={rowId}
        sort={{ id: sort, direction }}
        onSort={(next) => onChange(searchOfSort(next))}
        openId={open}
        onOpen={show}
        onActive={isOpen ? show : undefined}
        empty={
          <EmptyState
            title="No account matches"
            action={
              <Button variant="default" onClick={clear}>
                Clear filters
              </Button>
            }
          >
            {search.noSignIn !== undefined && until === undefined
              ? 'Last sign-ins were not collected in this snapshot, so nobody is known to lack one.'
              : 'Search looks at names, e-mail addresses and external ids.'}
          </EmptyState>
        }
      />
    </TablePage>
  )
}
