// Where a table's rows come from: an array that is there, or a long list in main read page by page.
import { type UseQueryOptions, useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { failureOf } from '../../rpc/failure.ts'
import { PAGE_SIZE, pagesToAsk, rangeOf, useSettledRange, type Window, windowOf } from './page-range.ts'

export type RowSource<Row> = {
  /** Changes when the list is another one (filter, sort): the table then starts from its top. */
  key: string
  /** Rows in the list; null while that is not known. */
  count: number | null
  /** Undefined while the row is on its way. */
  rowAt: (index: number) => Row | undefined
  /** The table says what is in view, as row indexes. */
  onRange: (first: number, last: number) => void
  /** True while the rows shown are those of the list before. */
  isStale: boolean
  failure: FailureDetail | null
  retry: () => void
}

const nothing = () => {}

/** An array as a source. */
export const localRows = <Row>(rows: readonly Row[], key = ''): RowSource<Row> => ({
  key,
  count: rows.length,
  rowAt: (index) => rows[index],
  onRange: nothing,
  isStale: false,
  failure: null,
  retry: nothing,
})

type Page<Row> = { rows: Row[]; filtered: number; total: number }
/** Query options of one page: `(window) => api.snapshots.accounts.queryOptions({ input: { …, window } })`. */
// biome-ignore lint/suspicious/noExplicitAny: the error type differs per procedure and is narrowed by failureOf
type PageQuery<Row> = (window: Window) => UseQueryOptions<Page<Row>, any, Page<Row>, any>

export type RemoteRows<Row> = RowSource<Row> & {
  /** Counts of the list shown: what the filters leave, of all; null before the first answer. */
  counts: { filtered: number; total: number } | null
}

/**
 * Rows of main, in pages of 100, the ones in view with their neighbours both ways. `key` names the list: all of its
 * input but the window. While a new list has not answered, the one before stays.
 */
export const useRemoteRows = <Row>(key: string, pageQuery: PageQuery<Row>): RemoteRows<Row> => {
  const queryClient = useQueryClient()
  const [range, setRange] = useSettledRange(key)
  const [shown, setShown] = useState({ key, pageQuery })
  const pages = pagesToAsk(range, countOf(queryClient, pageQuery))
  const results = useQueries({ queries: pages.map((page) => pageQuery(windowOf(page))) })

  const answer = results.find((result) => result.data)?.data
  if (answer && shown.key !== key) setShown({ key, pageQuery })

  const isStale = shown.key !== key
  const list = isStale ? shown : { key, pageQuery }
  const counts = isStale ? countsOf(queryClient, shown.pageQuery) : (answer ?? countsOf(queryClient, pageQuery))
  const failed = results.find((result) => result.error)

  const onRange = useCallback((first: number, last: number) => setRange(rangeOf(first, last, PAGE_SIZE)), [setRange])
  return {
    key: list.key,
    count: counts?.filtered ?? null,
    counts: counts ? { filtered: counts.filtered, total: counts.total } : null,
    rowAt: rowReader((page) => queryClient.getQueryData(list.pageQuery(windowOf(page)).queryKey)),
    onRange: isStale ? nothing : onRange,
    isStale,
    failure: failed ? failureOf(failed.error) : null,
    retry: () => {
      for (const result of results) if (result.error) void result.refetch()
    },
  }
}

type Cache = Pick<ReturnType<typeof useQueryClient>, 'getQueryData'>

const countsOf = <Row>(cache: Cache, pageQuery: PageQuery<Row>): Page<Row> | undefined =>
  cache.getQueryData(pageQuery(windowOf(0)).queryKey)

const countOf = <Row>(cache: Cache, pageQuery: PageQuery<Row>): number | null =>
  countsOf(cache, pageQuery)?.filtered ?? null

/** Looks every page up once per render, however many of its rows are drawn. */
const rowReader = <Row>(pageAt: (page: number) => Page<Row> | undefined) => {
  const seen = new Map<number, Page<Row> | undefined>()
  return (index: number): Row | undefined => {
    const page = Math.floor(index / PAGE_SIZE)
    if (!seen.has(page)) seen.set(page, pageAt(page))
    return seen.get(page)?.rows[index % PAGE_SIZE]
  }
}
