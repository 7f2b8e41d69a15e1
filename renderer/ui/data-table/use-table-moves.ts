// Which row is the active one, and how keys and clicks move it, open it and tick it.
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { RowSource } from './row-source.ts'
import { extended, type Selection, toggled } from './selection.ts'
import { moveOf } from './table-keys.ts'

type MoveInput<Row> = {
  source: RowSource<Row>
  rowId: (row: Row) => string
  selection?: Selection | undefined
  openId?: string | null | undefined
  onOpen?: ((row: Row, index: number) => void) | undefined
  onActive?: ((row: Row, index: number) => void) | undefined
}
type View = { scrollTo: (index: number) => void; pageRows: () => number; first: number; last: number }

export const useTableMoves = <Row>(input: MoveInput<Row>, view: View) => {
  const [place, setPlace] = useState<{ key: string; index: number } | null>(null)
  const active = place?.key === input.source.key ? place.index : null
  // Handlers keep their identity, so that rows need not be drawn again when something else changes.
  const latest = useRef({ input, view, active })
  useEffect(() => {
    latest.current = { input, view, active }
  })

  const goTo = useCallback((index: number) => {
    const { source, onActive } = latest.current.input
    setPlace({ key: source.key, index })
    const row = source.rowAt(index)
    if (row !== undefined) onActive?.(row, index)
  }, [])

  const open = useCallback((index: number) => {
    const { source, onOpen } = latest.current.input
    const row = source.rowAt(index)
    if (row !== undefined) onOpen?.(row, index)
  }, [])

  const onTick = useCallback((index: number, extend: boolean) => {
    const { input, active } = latest.current
    if (!input.selection) return
    const { selected, onChange } = input.selection
    const id = idAt(input, index)
    if (extend && active !== null) onChange(extended(selected, active, index, (at) => idAt(input, at)))
    else if (id !== undefined) onChange(toggled(selected, id))
    setPlace({ key: input.source.key, index })
  }, [])

  const onRowClick = useCallback(
    (index: number, extend: boolean) => {
      if (extend && latest.current.input.selection) return onTick(index, true)
      goTo(index)
      open(index)
    },
    [goTo, open, onTick],
  )

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const here = active ?? openIndex(input, view)
    const move = moveOf(event, { active: here, count: input.source.count ?? 0, pageRows: view.pageRows() })
    if (move === null || (typeof move === 'string' && here === null)) return
    event.preventDefault()
    if (move === 'open') open(here ?? 0)
    else if (move === 'toggle') onTick(here ?? 0, false)
    else {
      view.scrollTo(move.to)
      if (move.extend && input.selection) onTick(move.to, true)
      goTo(move.to)
    }
  }
  return { active, onKeyDown, onRowClick, onTick }
}

const idAt = <Row>({ source, rowId }: MoveInput<Row>, index: number): string | undefined => {
  const row = source.rowAt(index)
  return row === undefined ? undefined : rowId(row)
}

/** Where the open row is, if it is in view: the arrows move on from there. */
const openIndex = <Row>(input: MoveInput<Row>, { first, last }: View): number | null => {
  if (input.openId == null) return null
  for (let index = first; index <= last; index++) if (idAt(input, index) === input.openId) return index
  return null
}
