// TanStack Table over the rows in view: it owns columns, their visibility and sort order; main does the sorting.
import {
  type ColumnDef,
  columnVisibilityFeature,
  type Header,
  type Row,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { type ReactNode, useMemo } from 'react'
import type { DataColumn, Sort } from './columns.ts'
import type { RowSource } from './row-source.ts'

export type ColumnLayout = Pick<DataColumn<never>, 'id' | 'width' | 'grow' | 'align'>

const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature, columnMeta: {} as ColumnLayout })
type Features = typeof features

/** A row in view under the table's cover, so that a row of any shape, even a string, can be one. */
type Held<R> = { index: number; row: R }
export type GridRow<R> = Row<Features, Held<R>>
export type GridHeader<R> = Header<Features, Held<R>, unknown>

const toDefinition = <R>(column: DataColumn<R>): ColumnDef<Features, Held<R>, unknown> => ({
  id: column.id,
  header: column.header,
  cell: ({ row }): ReactNode => column.cell(row.original.row),
  enableSorting: column.isSortable ?? false,
  // Main reads an accessor's place: without one a column cannot be sorted at all.
  accessorFn: () => null,
  sortDescFirst: false,
  meta: layoutOf(column),
})

const layoutOf = ({ id, width, grow, align }: ColumnLayout): ColumnLayout => ({
  id,
  width,
  ...(grow === undefined ? {} : { grow }),
  ...(align === undefined ? {} : { align }),
})

type GridInput<R> = {
  columns: readonly DataColumn<R>[]
  source: RowSource<R>
  rowId: (row: R) => string
  sort?: Sort | undefined
  onSort?: ((sort: Sort) => void) | undefined
  hidden?: ReadonlySet<string> | undefined
}

/** Headers, and the loaded rows from `first` to `last` by their index in the whole list. */
export const useGrid = <R>(
  { columns, source, rowId, sort, onSort, hidden }: GridInput<R>,
  first: number,
  last: number,
) => {
  const definitions = useMemo(() => columns.map(toDefinition), [columns])
  const columnVisibility = useMemo(() => Object.fromEntries([...(hidden ?? [])].map((id) => [id, false])), [hidden])
  const sorting = useMemo(() => (sort ? [{ id: sort.id, desc: sort.direction === 'desc' }] : []), [sort])
  const table = useTable({
    features,
    columns: definitions,
    data: useHeld(source, first, last),
    getRowId: ({ index, row }) => `${index}:${rowId(row)}`,
    manualSorting: true,
    enableSortingRemoval: false,
    state: { columnVisibility, sorting },
    onSortingChange: (update) => {
      const next = (typeof update === 'function' ? update(sorting) : update)[0]
      if (next) onSort?.({ id: next.id, direction: next.desc ? 'desc' : 'asc' })
    },
  })
  const visible = table.getVisibleLeafColumns()
  return {
    headers: table.getHeaderGroups()[0]?.headers ?? [],
    rows: new Map(table.getRowModel().rows.map((row) => [row.original.index, row])),
    layout: useMemo(() => visible.map(({ id, columnDef }) => columnDef.meta ?? { id, width: 120 }), [visible]),
  }
}

/** Keeps the same array while the rows in it are the same, for the table models anew for every new one. */
const useHeld = <R>(source: RowSource<R>, first: number, last: number): Held<R>[] => {
  const held: Held<R>[] = []
  for (let index = first; index <= last; index++) {
    const row = source.rowAt(index)
    if (row !== undefined) held.push({ index, row })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows themselves are the dependency
  return useMemo(() => held, [first, held.length, held[0]?.row, held.at(-1)?.row, source.key])
}
