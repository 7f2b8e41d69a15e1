// One row as drawn: its cells, or skeletons while it is on its way.
import { Checkbox } from '@mantine/core'
import { FlexRender } from '@tanstack/react-table'
import { memo } from 'react'
import classes from './data-table.module.css'
import type { ColumnLayout, GridRow } from './use-grid.ts'

type DataRowProps<R> = {
  id: string
  index: number
  top: number
  row: GridRow<R> | undefined
  /** One entry per visible column; a new array when they change. */
  layout: readonly ColumnLayout[]
  isActive: boolean
  isOpen: boolean
  /** Undefined where rows cannot be selected. */
  isSelected: boolean | undefined
  onClick: (index: number, extend: boolean) => void
  onTick: (index: number, extend: boolean) => void
}

function PlainRow<R>(props: DataRowProps<R>) {
  const { id, index, top, row, layout, isActive, isOpen, isSelected, onClick, onTick } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid that draws its rows in part
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys for its active row
    <div
      id={id}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isSelected ?? isOpen}
      className={classes.row}
      data-active={isActive || undefined}
      data-open={isOpen || undefined}
      data-selected={isSelected || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={(event) => {
        if (event.shiftKey) event.preventDefault()
      }}
      onClick={(event) => onClick(index, event.shiftKey)}
    >
      {isSelected !== undefined && (
        <Tick isSelected={isSelected} isReady={row !== undefined} onTick={(extend) => onTick(index, extend)} />
      )}
      {row
        ? row.getVisibleCells().map((cell, at) => (
            // biome-ignore lint/a11y/useSemanticElements: part of a grid that draws its rows in part
            <div key={cell.id} role="gridcell" tabIndex={-1} className={classes.cell} data-align={layout[at]?.align}>
              <FlexRender cell={cell} />
            </div>
          ))
        : layout.map(({ id }, at) => <Skeleton key={id} index={index + at} />)}
    </div>
  )
}

function Tick({
  isSelected,
  isReady,
  onTick,
}: {
  isSelected: boolean
  isReady: boolean
  onTick: (extend: boolean) => void
}) {
  return (
    // biome-ignore lint/a11y: part of a grid that draws its rows in part; Space ticks the active row
    <div
      role="gridcell"
      className={classes.tick}
      onClick={(event) => {
        event.stopPropagation()
        if (isReady) onTick(event.shiftKey)
      }}
    >
      <Checkbox size="xs" tabIndex={-1} readOnly checked={isSelected} aria-label="Select this row" />
    </div>
  )
}

/** Widths differ from row to row, as text does. */
function Skeleton({ index }: { index: number }) {
  return (
    // biome-ignore lint/a11y: part of a grid that draws its rows in part
    <div role="gridcell" className={classes.cell}>
      <span className={classes.skeleton} style={{ width: `${45 + ((index * 37) % 45)}%` }} />
    </div>
  )
}

const isSame = <R,>(a: DataRowProps<R>, b: DataRowProps<R>): boolean =>
  a.row?.original.row === b.row?.original.row &&
  a.row?.original.index === b.row?.original.index &&
  a.index === b.index &&
  a.top === b.top &&
  a.layout === b.layout &&
  a.isActive === b.isActive &&
  a.isOpen === b.isOpen &&
  a.isSelected === b.isSelected &&
  a.onClick === b.onClick

export const DataRow = memo(PlainRow, isSame) as typeof PlainRow
