// Which pages of a long list are asked for, given what is in view.
import { useCallback, useEffect, useRef, useState } from 'react'

export const PAGE_SIZE = 100

/** Rows as main is asked for them. */
export type Window = { offset: number; limit: number }

export const windowOf = (page: number): Window => ({ offset: page * PAGE_SIZE, limit: PAGE_SIZE })

/** Page numbers, both included. */
export type PageRange = { first: number; last: number }

/** Milliseconds a jump must rest before its pages are asked for, so that dragging the scroll bar asks for few. */
const REST = 20

export const rangeOf = (firstRow: number, lastRow: number, pageSize: number): PageRange => ({
  first: Math.floor(firstRow / pageSize),
  last: Math.floor(lastRow / pageSize),
})

/** The pages in view first, then one neighbour below and one above, as far as the list goes. */
export const pagesToAsk = ({ first, last }: PageRange, count: number | null, pageSize = PAGE_SIZE): number[] => {
  if (count === null) return [first]
  const end = Math.max(0, Math.ceil(count / pageSize) - 1)
  const from = Math.min(first, end)
  const to = Math.min(last, end)
  const inView = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  return [...inView, ...(to < end ? [to + 1] : []), ...(from > 0 ? [from - 1] : [])]
}

const isNear = (a: PageRange, b: PageRange): boolean => a.first <= b.last + 1 && b.first <= a.last + 1
const isSame = (a: PageRange, b: PageRange): boolean => a.first === b.first && a.last === b.last
const TOP: PageRange = { first: 0, last: 0 }

/** The range in view: at once when it moves on by a page, after a rest when it jumps; from the top for a new `key`. */
export const useSettledRange = (key: string): [PageRange, (range: PageRange) => void] => {
  const [state, setState] = useState({ key, range: TOP })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const current = state.key === key ? state : { key, range: TOP }
  if (current !== state) setState(current)
  const settled = useRef(current.range)
  useEffect(() => {
    settled.current = current.range
    return () => clearTimeout(timer.current)
  }, [current])

  const setRange = useCallback(
    (range: PageRange) => {
      clearTimeout(timer.current)
      if (isSame(settled.current, range)) return
      const settle = () => setState({ key, range })
      if (isNear(settled.current, range)) settle()
      else timer.current = setTimeout(settle, REST)
    },
    [key],
  )
  return [current.range, setRange]
}
