// A query that answers with a whole list, as a table's source.
import { failureOf } from '../../rpc/failure.ts'
import { localRows, type RowSource } from './row-source.ts'

type ListQuery<Row> = { data: readonly Row[] | undefined; error: unknown; refetch: () => unknown }

/** `rows` are those shown of the list, where a filter leaves some out; `key` then names the filter. */
export const queriedRows = <Row>(query: ListQuery<Row>, rows = query.data, key = ''): RowSource<Row> => ({
  ...localRows(rows ?? [], key),
  count: rows?.length ?? null,
  failure: query.error ? failureOf(query.error) : null,
  retry: () => void query.refetch(),
})
