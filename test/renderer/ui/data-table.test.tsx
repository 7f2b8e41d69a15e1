// What the table draws before its list is known. How it is used is for the end-to-end tests.
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { DataTable } from '../../../renderer/ui/data-table/data-table.tsx'
import { localRows, type RowSource } from '../../../renderer/ui/data-table/row-source.ts'

const drawn = (source: RowSource<string>): string =>
  renderToString(
    <DataTable
      label="Names"
      columns={[{ id: 'name', header: 'Name', width: 100, cell: (name: string) => name }]}
      source={source}
      rowId={(name) => name}
      empty="Nobody"
    />,
  )

it('says that it is busy, and not that nobody is there, while the list is not known', () => {
  const html = drawn({ ...localRows<string>([]), count: null })
  expect(html).toContain('aria-busy="true"')
  expect(html).toContain('Name')
  expect(html).not.toContain('Nobody')
})

it('shows what there is to be said when the list is empty', () => {
  expect(drawn(localRows<string>([]))).toContain('Nobody')
})
