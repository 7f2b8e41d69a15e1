// A query that answers with a whole list, as a table's source.
import type { UseQueryResult } from '@tanstack/react-query'
import { failureOf } from '../../rpc/failure.ts'
import { localRows, type RowSource } from './row-source.ts'

type ListQuery<Row> = Pick<UseQueryResult<readonly Row[], unknown>, 'data' | 'error' | 'refetch'>

/** `rows` are those shown of the list, where a filter leaves some out; `key` then names the filter. */
export const queriedRows = <Row>(query: ListQuery<Row>, rows = query.data, key = ''): RowSource<Row> => ({
  ...localRows(rows ?? [], key),
  count: rows?.length ?? null,
  failure: query.error ? failureOf(query.error) : null,
  retry: () => void query.refetch(),
})
