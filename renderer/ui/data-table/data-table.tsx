// The one table of the window: sorts, selects, follows the keyboard, and draws only the rows in view.
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { FailurePanel } from '../failure-panel.tsx'
import type { DataColumn, Sort } from './columns.ts'
import { gridTemplate, leastWidth } from './columns.ts'
import { DataRow } from './data-row.tsx'
import classes from './data-table.module.css'
import { HeaderCell } from './header-cell.tsx'
import type { RowSource } from './row-source.ts'
import type { Selection } from './selection.ts'
import { type GridHeader, useGrid } from './use-grid.ts'
import { useTableMoves } from './use-table-moves.ts'

export const ROW_HEIGHT = 34
export const HEAD_HEIGHT = 32

export type DataTableProps<Row> = {
  /** Names the table for assistive technology. */
  label: string
  columns: readonly DataColumn<Row>[]
  source: RowSource<Row>
  rowId: (row: Row) => string
  /** Shown instead of rows when there are none. */
  empty: ReactNode
  sort?: Sort | undefined
  onSort?: (sort: Sort) => void
  selection?: Selection
  /** The row whose details are open; it is drawn as such, and arrow keys move on from it. */
  openId?: string | null | undefined
  onOpen?: (row: Row, index: number) => void
  /** The keyboard or a click has come to another row. */
  onActive?: ((row: Row, index: number) => void) | undefined
  /** Columns left out, by id. */
  hidden?: ReadonlySet<string>
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, source, rowId, empty, selection, openId, onOpen } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const isLate = useLate(source.count === null)
  const virtual = useVirtualizer({
    // A list that is not known for so long that somebody would wonder is drawn as a screenful of skeletons.
    count: source.count ?? (isLate ? SCREENFUL : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 14,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const { onRange, key } = source
  useEffect(() => onRange(first, last), [first, last, onRange])

  const { headers, rows, layout } = useGrid(props, first, last)
  const { active, onKeyDown, onRowClick, onTick } = useTableMoves(props, {
    scrollTo: (index) => virtual.scrollToIndex(index),
    pageRows: () => Math.max(1, Math.floor(((virtual.scrollRect?.height ?? 0) - HEAD_HEIGHT) / ROW_HEIGHT) - 1),
    first,
    last,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, another top
  useLayoutEffect(() => scroller.current?.scrollTo({ top: 0 }), [key])

  if (source.failure && source.count === null) {
    return <FailurePanel failure={source.failure} onRetry={source.retry} />
  }
  const idAt = (index: number) => {
    const row = source.rowAt(index)
    return row === undefined ? undefined : rowId(row)
  }
  return (
    <div className={classes.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are drawn in part, which a table element does not allow */}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        className={classes.scroller}
        aria-label={label}
        aria-rowcount={(source.count ?? 0) + 1}
        aria-colcount={layout.length + (selection ? 1 : 0)}
        aria-busy={source.isStale || source.count === null}
        aria-multiselectable={selection ? true : undefined}
        aria-activedescendant={active !== null && active >= first && active <= last ? `${id}-${active}` : undefined}
        onKeyDown={onKeyDown}
        style={gridStyle(layout, selection !== undefined)}
        data-stale={source.isStale || undefined}
        data-opens={onOpen ? true : undefined}
      >
        <Head headers={headers} hasTicks={selection !== undefined} />
        {source.count === 0 ? (
          // biome-ignore lint/a11y: part of a grid, which may hold a button only inside a cell
          <div role="row" className={classes.empty}>
            {/* biome-ignore lint/a11y: part of a grid, which may hold a button only inside a cell */}
            <div role="gridcell">{empty}</div>
          </div>
        ) : (
          <div role="presentation" className={classes.body} style={{ height: virtual.getTotalSize() }}>
            {items.map(({ index, start }) => (
              <DataRow
                key={index}
                id={`${id}-${index}`}
                index={index}
                top={start - HEAD_HEIGHT}
                row={rows.get(index)}
                layout={layout}
                isActive={index === active}
                isOpen={openId != null && openId === idAt(index)}
                isSelected={selection ? selection.selected.has(idAt(index) ?? '') : undefined}
                onClick={onRowClick}
                onTick={onTick}
              />
            ))}
          </div>
        )}
      </div>
      {source.failure && <FailurePanel inline failure={source.failure} onRetry={source.retry} />}
    </div>
  )
}

const SCREENFUL = 24
/** What is there within this time needs no skeleton: drawing one takes as long as drawing the rows. */
const LATE_MS = 150

/** True once something has been waited for all that time. */
const useLate = (isWaiting: boolean): boolean => {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    if (!isWaiting) return
    const timer = setTimeout(() => setLate(true), LATE_MS)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [isWaiting])
  return isLate
}

const TICK = { width: 32 }

const gridStyle = (layout: readonly { width: number; grow?: number }[], hasTicks: boolean) => {
  const columns = hasTicks ? [TICK, ...layout] : layout
  return { '--columns': gridTemplate(columns), '--least': `${leastWidth(columns) + 24}px` } as CSSProperties
}

function Head<R>({ headers, hasTicks }: { headers: readonly GridHeader<R>[]; hasTicks: boolean }) {
  return (
    // biome-ignore lint/a11y: part of a grid that draws its rows in part
    <div role="row" aria-rowindex={1} className={classes.head}>
      {hasTicks && (
        // biome-ignore lint/a11y: part of a grid that draws its rows in part
        <div role="columnheader" aria-label="Selected" />
      )}
      {headers.map((header) => (
        <HeaderCell key={header.id} header={header} />
      ))}
    </div>
  )
}
