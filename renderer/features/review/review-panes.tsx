// Headings on the left, rows in the middle, whatever is given on the right.
import { SegmentedControl } from '@mantine/core'
import { memo, type ReactNode, type RefObject } from 'react'
import type { Item, ItemGroup } from '../../../shared/domain/campaign.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { BottomBar } from './bottom-bar.tsx'
import type { Carried } from './carried.ts'
import type { Desk } from './desk.ts'
import type { DeskState } from './desk-state.ts'
import { HeadingsPane } from './headings-pane.tsx'
import { type ReviewSearch, useReviewSearch } from './review-frame.tsx'
import classes from './review-panes.module.css'
import { RowsHead } from './rows-head.tsx'
import { RowsPane } from './rows-pane.tsx'

const GROUPINGS = [
  { value: 'person', label: 'Person' },
  { value: 'entitlement', label: 'Entitlement' },
  { value: 'flat', label: 'Flat' },
] as const
const SHOWN = [
  { value: 'all', label: 'All' },
  { value: 'undecided', label: 'Undecided' },
  { value: 'flagged', label: 'Flagged' },
  { value: 'revoked', label: 'Revoked' },
] as const

/** Four words fit into the narrowest left pane. */
const TIGHT = { label: { paddingInline: 4 } }

type ReviewPanesProps = {
  state: DeskState
  desk: Desk
  search: ReviewSearch
  carried: Carried
  grid: RefObject<HTMLDivElement | null>
  onCarryOut: (item: Item) => void
  onHelp: () => void
  children: ReactNode
}

export function ReviewPanes({ state, desk, search, carried, grid, onCarryOut, onHelp, children }: ReviewPanesProps) {
  // A flat list has no headings to go through, so its rows get their room.
  const isFlat = state.grouping === 'flat'
  const isOpen = ({ key }: ItemGroup) => key === state.groupKey
  const heading = state.headings?.find(isOpen) ?? state.asides.find(isOpen)
  return (
    <div className={classes.panes}>
      {!isFlat && (
        <div className={classes.left}>
          <LeftHead search={search} />
          {state.headings && (
            <HeadingsPane
              label={GROUPINGS.find(({ value }) => value === state.grouping)?.label ?? ''}
              headings={state.headings}
              isWhole={state.hasAllHeadings}
              failure={state.headingsFailure}
              openKey={state.groupKey}
              onOpen={desk.openHeading}
              onStep={desk.stepHeading}
              onRetry={desk.fetchHeadings}
            />
          )}
        </div>
      )}
      <section className={classes.middle} aria-label="Rows to decide">
        {isFlat && (
          <div className={classes.flatHead}>
            <LeftHead search={search} />
          </div>
        )}
        {state.hasAllHeadings && state.headings?.length === 0 ? (
          <NothingShown search={search} />
        ) : (
          <>
            {heading && <RowsHead heading={heading} state={state} desk={desk} />}
            {state.failure ? (
              <FailurePanel
                failure={state.failure}
                meaning="Every decision made so far is stored."
                onRetry={desk.retry}
              />
            ) : (
              <RowsPane
                label={heading ? `Rows of ${heading.label}` : 'Rows'}
                state={state}
                desk={desk}
                carried={carried}
                grid={grid}
                onCarryOut={onCarryOut}
              />
            )}
          </>
        )}
        <BottomBar state={state} desk={desk} onHelp={onHelp} />
      </section>
      {children}
      {/* A space more or less makes the same sentence a new one. */}
      <div aria-live="polite" className={classes.said}>
        {state.said.no % 2 === 0 ? state.said.text : `${state.said.text} `}
      </div>
    </div>
  )
}

const LeftHead = memo(function LeftHead({ search }: { search: ReviewSearch }) {
  const setSearch = useReviewSearch()
  return (
    <div className={classes.leftHead}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Group rows by"
        data={GROUPINGS.map((one) => ({ ...one }))}
        value={search.grouping ?? 'person'}
        onChange={(grouping) => setSearch({ grouping: grouping === 'person' ? undefined : grouping })}
      />
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Rows shown"
        styles={TIGHT}
        data={SHOWN.map((one) => ({ ...one }))}
        value={search.show ?? 'all'}
        onChange={(show) => setSearch({ show: show === 'all' ? undefined : show })}
      />
    </div>
  )
})

function NothingShown({ search }: { search: ReviewSearch }) {
  if (search.search) {
    return <EmptyState title="Nothing found">No person, e-mail or access here holds “{search.search}”.</EmptyState>
  }
  if (search.show === 'undecided') return <EmptyState title="Everything is decided">You can sign off now.</EmptyState>
  if (search.show === 'flagged')
    return <EmptyState title="Nothing is flagged">No row of this campaign has a flag.</EmptyState>
  return <EmptyState title="Nothing is revoked">Rows you revoke or demote are listed here.</EmptyState>
}
