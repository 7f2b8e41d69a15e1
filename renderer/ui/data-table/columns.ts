// What a column is, and how columns share the width.
import type { ReactNode } from 'react'

export type DataColumn<Row> = {
  /** Also the sort key, where the column can be sorted. */
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** Pixels it never goes below. */
  width: number
  /** Its share of what is left over; none keeps the width fixed. */
  grow?: number
  align?: 'end'
  isSortable?: boolean
}

export type Sort = { id: string; direction: 'asc' | 'desc' }

/** A value for `grid-template-columns`. */
export const gridTemplate = (columns: readonly Pick<DataColumn<never>, 'width' | 'grow'>[]): string =>
  columns.map(({ width, grow }) => (grow ? `minmax(${width}px, ${grow}fr)` : `${width}px`)).join(' ')

/** The least width of a row, so that a narrow table scrolls sideways instead of squeezing. */
export const leastWidth = (columns: readonly Pick<DataColumn<never>, 'width'>[]): number =>
  columns.reduce((sum, { width }) => sum + width, 0)
