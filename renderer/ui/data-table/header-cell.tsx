// A column's heading; a button where the column can be sorted.
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { FlexRender } from '@tanstack/react-table'
import classes from './data-table.module.css'
import type { GridHeader } from './use-grid.ts'

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const

export function HeaderCell<R>({ header }: { header: GridHeader<R> }) {
  const { column } = header
  const sorted = column.getIsSorted()
  const label = <FlexRender header={header} />
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid that draws its rows in part
    <div
      role="columnheader"
      tabIndex={-1}
      className={classes.headCell}
      data-align={column.columnDef.meta?.align}
      aria-sort={sorted ? ARIA_SORT[sorted] : column.getCanSort() ? 'none' : undefined}
    >
      {column.getCanSort() ? (
        <button type="button" className={classes.sort} onClick={column.getToggleSortingHandler()}>
          <span>{label}</span>
          {sorted === 'asc' && <IconArrowUp size={13} aria-hidden />}
          {sorted === 'desc' && <IconArrowDown size={13} aria-hidden />}
        </button>
      ) : (
        label
      )}
    </div>
  )
}
