// Compare: what differs between two snapshots, as a list that can be read from top to bottom.
import { Button, SegmentedControl } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { DiffGrouping, DiffRow } from '../../../shared/contract/diff.ts'
import { changeKindSchema } from '../../../shared/domain/diff.ts'
import { CHANGE_WORDS } from '../../../shared/domain/diff-words.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { api } from '../../rpc/api.ts'
import { useConnection, useSnapshot } from '../../rpc/current.ts'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { useRemoteRows } from '../../ui/data-table/row-source.ts'
import { TableFooter } from '../../ui/data-table/table-footer.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ChoiceChip } from '../../ui/filters/choice-chip.tsx'
import { FilterBar } from '../../ui/filters/filter-bar.tsx'
import { counted } from '../../ui/numbers.ts'
import { PageFrame } from '../../ui/shell/page-frame.tsx'
import { TablePage } from '../../ui/shell/table-page.tsx'
import { SyncButton } from '../../ui/sync/sync-button.tsx'
import { formatClock } from '../../ui/time.tsx'
import { ExportMenu } from '../exports/export-menu.tsx'
import { BESIDE_DRAWER, changeColumns, changeId } from './change-columns.tsx'
import { ChangeDrawer } from './change-drawer.tsx'
import classes from './diff.module.css'
import { type Compared, comparedOf, type DiffSearch, filtersOf, hasFilters, NO_FILTERS } from './diff-search.ts'
import { SummaryLine } from './diff-summary.tsx'
import { SnapshotChoice } from './snapshot-choice.tsx'

const route = getRouteApi('/snapshots/compare')

const GROUPINGS = [
  { value: 'person', label: 'By person' },
  { value: 'entitlement', label: 'By entitlement' },
]
const KINDS = changeKindSchema.options.map((value) => ({ value, label: CHANGE_WORDS[value] }))
const MAKERS = [
  { value: 'attest', label: 'Made by Attest' },
  { value: 'outside', label: 'Made outside Attest' },
] as const

export function DiffPage() {
  const search = route.useSearch()
  const { connectionId } = useConnection()
  const { snapshot } = useSnapshot()
  const snapshots = useSuspenseQuery(api.snapshots.list.queryOptions({ input: { connectionId } })).data
  const navigate = route.useNavigate()
  const change = useCallback(
    (part: Partial<DiffSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true }),
    [navigate],
  )
  const compared = comparedOf(snapshots, snapshot, search)
  if (!compared)
    return (
      <PageFrame title="Compare">
        <EmptyState
          title={snapshots.length === 0 ? 'No snapshot yet' : 'One snapshot so far'}
          action={<SyncButton connectionId={connectionId} />}
        >
          Sync {snapshots.length === 0 ? 'now and again later' : 'again'}, and this page shows what changed in between.
        </EmptyState>
      </PageFrame>
    )
  return (
    <PageFrame
      title="Compare"
      search={{ label: 'Search changes', value: search.q ?? '', onChange: (q) => change({ q: q || undefined }) }}
    >
      <Comparison snapshots={snapshots} compared={compared} search={search} onChange={change} />
    </PageFrame>
  )
}

type ComparisonProps = {
  snapshots: readonly Snapshot[]
  compared: Compared
  search: DiffSearch
  onChange: (part: Partial<DiffSearch>) => void
}

function Comparison({ snapshots, compared, search, onChange }: ComparisonProps) {
  const pair = { before: compared.before.snapshotId, after: compared.after.snapshotId }
  const grouping: DiffGrouping = search.grouping ?? 'person'
  const question = { ...pair, grouping, filters: filtersOf(search) }
  const key = JSON.stringify(question)
  const source = useRemoteRows<DiffRow>(key, (window) => api.diff.page.queryOptions({ input: { ...question, window } }))
  const summary = useQuery(api.diff.summary.queryOptions({ input: pair })).data
  const [opened, setOpened] = useState<{ key: string; row: DiffRow } | null>(null)
  // Another list closes what was open in the one before.
  const open = opened?.key === key ? opened.row : null
  const show = useCallback((row: DiffRow) => setOpened({ key, row }), [key])
  const close = useCallback(() => setOpened(null), [])
  const columns = useMemo(() => changeColumns(grouping), [grouping])
  return (
    <TablePage
      filters={
        <>
          <div className={classes.bar}>
            <SnapshotChoice snapshots={snapshots} compared={compared} onChange={onChange} />
            <SegmentedControl
              className={classes.end}
              aria-label="Group the changes"
              data={GROUPINGS}
              value={grouping}
              onChange={(value) => onChange({ grouping: value === 'entitlement' ? value : undefined })}
            />
          </div>
          <SummaryLine summary={summary} />
          <FilterBar
            onClear={hasFilters(search) ? () => onChange(NO_FILTERS) : undefined}
            end={
              <ExportMenu
                snapshotId={pair.after}
                choices={[
                  {
                    words: `Export ${counted(source.counts?.filtered ?? 0, 'change')}`,
                    what: { kind: 'changes', before: pair.before, grouping, filters: question.filters },
                  },
                ]}
                disabled={source.isStale || !source.counts?.filtered}
              />
            }
          >
            <Chips search={search} onChange={onChange} />
          </FilterBar>
        </>
      }
      footer={<TableFooter counts={source.counts} one="change" />}
      drawer={open && <ChangeDrawer change={open} compared={compared} onClose={close} />}
    >
      <DataTable
        label="Changes"
        columns={columns}
        {...(open ? { hidden: BESIDE_DRAWER } : {})}
        source={source}
        rowId={changeId}
        openId={open ? changeId(open) : null}
        onOpen={show}
        onActive={open ? show : undefined}
        empty={<NoChange compared={compared} search={search} onChange={onChange} />}
      />
    </TablePage>
  )
}

function Chips({ search, onChange }: Pick<ComparisonProps, 'search' | 'onChange'>) {
  const { kinds, by } = search
  return (
    <>
      <ChoiceChip
        label="Change"
        multiple
        choices={KINDS}
        chosen={kinds ?? []}
        onChange={(chosen) => onChange({ kinds: chosen.length > 0 ? chosen : undefined })}
      />
      <ChoiceChip
        label="Made by"
        choices={MAKERS}
        chosen={by === undefined || by === 'anybody' ? [] : [by]}
        onChange={([chosen]) => onChange({ by: chosen })}
      />
    </>
  )
}

function NoChange({ compared, search, onChange }: Omit<ComparisonProps, 'snapshots'>) {
  if (hasFilters(search))
    return (
      <EmptyState
        title="No change matches"
        action={
          <Button variant="default" onClick={() => onChange(NO_FILTERS)}>
            Clear filters
          </Button>
        }
      >
        Search looks at people, their e-mail addresses and external ids, and at roles and groups.
      </EmptyState>
    )
  if (compared.before === compared.after)
    return <EmptyState title="The same snapshot twice">Choose another one above to compare it with.</EmptyState>
  const [from, to] = [formatClock(compared.before.takenAt), formatClock(compared.after.takenAt)]
  return (
    <EmptyState title="Nothing changed">
      Between {from} and {to} UTC nobody joined or left, and every grant, role and group stayed as it was.
    </EmptyState>
  )
}
