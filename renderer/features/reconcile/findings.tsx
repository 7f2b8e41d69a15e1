// What a comparison found: who is on one side only, and what differs, as a list that can be filtered and exported.
import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useState } from 'react'
import type { Reconciliation } from '../../../shared/contract/reconcile.ts'
import { type Finding, type FindingKind, findingKindSchema } from '../../../shared/domain/member-report.ts'
import { api, client } from '../../rpc/api.ts'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { useRemoteRows } from '../../ui/data-table/row-source.ts'
import { TableFooter } from '../../ui/data-table/table-footer.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ChoiceChip } from '../../ui/filters/choice-chip.tsx'
import { FilterBar } from '../../ui/filters/filter-bar.tsx'
import { count, counted } from '../../ui/numbers.ts'
import { TablePage } from '../../ui/shell/table-page.tsx'
import { FormatMenu } from '../exports/format-menu.tsx'
import { besideDrawer, findingColumns, findingId, whenNarrow } from './finding-columns.tsx'
import { FindingDrawer } from './finding-drawer.tsx'
import { FINDING_WORDS } from './finding-words.ts'
import classes from './reconcile.module.css'

const NO_KINDS: FindingKind[] = []
const NARROW = '(max-width: 1180px)'
const ALL_COLUMNS: ReadonlySet<string> = new Set()

type FindingsProps = { result: Reconciliation; search: string; onClearSearch: () => void }

export function Findings({ result: { reconciliationId, counts, notes }, search, onClearSearch }: FindingsProps) {
  const [kinds, setKinds] = useState(NO_KINDS)
  const [open, setOpen] = useState<Finding | null>(null)
  const close = useCallback(() => setOpen(null), [])
  const isNarrow = useMediaQuery(NARROW)
  const hidden = open ? besideDrawer : isNarrow ? whenNarrow : ALL_COLUMNS
  const list = { reconciliationId, kinds, search }
  const source = useRemoteRows<Finding>(JSON.stringify(list), (window) =>
    api.reconcile.findings.queryOptions({ input: { ...list, window } }),
  )
  const clear = () => {
    setKinds(NO_KINDS)
    onClearSearch()
  }
  const isFiltered = kinds.length > 0 || search !== ''
  const shown = source.counts?.filtered ?? 0
  const choices = findingKindSchema.options
    .filter((kind) => counts[kind] > 0)
    .map((kind) => ({ value: kind, label: `${FINDING_WORDS[kind]} (${count(counts[kind])})` }))
  return (
    <TablePage
      filters={
        <>
          <Verdict counts={counts} notes={notes} />
          <FilterBar
            onClear={isFiltered ? clear : undefined}
            end={
              <FormatMenu
                choices={[
                  {
                    words: `Export ${counted(shown, 'finding')}`,
                    write: (format, options) => client.reconcile.write({ ...list, format }, options),
                  },
                ]}
                disabled={source.isStale || shown === 0}
              />
            }
          >
            <ChoiceChip label="Finding" multiple choices={choices} chosen={kinds} onChange={setKinds} />
          </FilterBar>
        </>
      }
      footer={<TableFooter counts={source.counts} one="person" many="people" />}
      drawer={open && <FindingDrawer finding={open} onClose={close} />}
    >
      <DataTable
        label="Findings"
        columns={findingColumns}
        source={source}
        rowId={findingId}
        hidden={hidden}
        openId={open && findingId(open)}
        onOpen={setOpen}
        onActive={open ? setOpen : undefined}
        empty={
          <EmptyState
            title="Nobody matches"
            action={
              <Button variant="default" onClick={clear}>
                Clear filters
              </Button>
            }
          >
            Search looks at names and e-mail addresses.
          </EmptyState>
        }
      />
    </TablePage>
  )
}

const UNEQUAL = ['missing-there', 'missing-here', 'differs', 'repeated'] as const satisfies FindingKind[]

const IN_A_SENTENCE: Record<(typeof UNEQUAL)[number], string> = {
  'missing-there': 'in the snapshot only',
  'missing-here': 'in the report only',
  differs: 'with differences',
  repeated: 'in the report more than once',
}

/** The whole in one sentence, then what the comparison could not do. */
function Verdict({ counts, notes }: Pick<Reconciliation, 'counts' | 'notes'>) {
  const found = UNEQUAL.filter((kind) => counts[kind] > 0).map(
    (kind) => `${count(counts[kind])} ${IN_A_SENTENCE[kind]}`,
  )
  const agree = counted(counts.matches, 'person agrees', 'people agree')
  return (
    <div className={classes.verdict} role="status">
      <p>{found.length === 0 ? `The report and the snapshot agree: ${agree}.` : `${found.join(', ')}; ${agree}.`}</p>
      {notes.map((note) => (
        <p key={note} className={classes.dim}>
          {note}
        </p>
      ))}
    </div>
  )
}
