// The middle pane: the rows of the open heading. The grid keeps the focus; of thousands of rows only those in view are drawn.
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useId, useLayoutEffect, useRef } from 'react'
import type { Item } from '../../../shared/domain/campaign.ts'
import type { Carried } from './carried.ts'
import type { Desk } from './desk.ts'
import type { DeskState } from './desk-state.ts'
import { isInView } from './in-view.ts'
import { ItemRow } from './item-row.tsx'
import classes from './rows-pane.module.css'

export const ROW_HEIGHT = 34
/** Rows fetched before they come into view. */
const AHEAD = 50
/** What comes next stays in sight. */
const MARGIN = 2 * ROW_HEIGHT
/** Milliseconds a scroll must rest before its rows are fetched, so that dragging the scroll bar asks for few. */
const REST = 30

type RowsPaneProps = {
  label: string
  state: DeskState
  desk: Desk
  carried: Carried
  grid: RefObject<HTMLDivElement | null>
  onCarryOut: (item: Item) => void
}

export function RowsPane({ label, state, desk, carried, grid, onCarryOut }: RowsPaneProps) {
  const id = useId()
  const list = desk.list()
  const total = list?.total() ?? 0
  const { cursor } = state.place
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => grid.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: MARGIN,
    scrollPaddingEnd: MARGIN,
  })
  const rows = virtual.getVirtualItems()
  const first = rows[0]?.index ?? 0
  const last = rows.at(-1)?.index ?? 0

  useEffect(() => {
    const timer = setTimeout(() => void list?.ensure(first, last + AHEAD), REST)
    return () => clearTimeout(timer)
  }, [list, first, last])

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that have just arrived are seen too
  useEffect(() => {
    const seen: number[] = []
    for (let index = first; index <= last; index += 1) {
      const item = list?.row(index)
      if (item) seen.push(item.itemNo)
    }
    desk.see(seen)
  }, [desk, list, first, last, state.rowsVersion])

  usePlaceInView(state.groupKey, cursor, total > 0, virtual)

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are drawn in part, which a table element does not allow
    <div
      ref={grid}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={total}
      aria-multiselectable
      aria-readonly={state.isReadOnly}
      aria-activedescendant={cursor >= first && cursor <= last ? `${id}-${cursor}` : undefined}
      className={classes.grid}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {rows.map(({ index, start }) => {
          const item = list?.row(index)
          const isAsked = state.asking?.over === 'row' && index === cursor
          if (!item) return <Skeleton key={index} top={start} index={index} />
          return (
            <ItemRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              top={start}
              item={item}
              grouping={state.grouping}
              isActive={index === cursor}
              isSelected={state.place.selected.has(index)}
              isReadOnly={state.isReadOnly}
              carried={carried.get(item.itemNo)}
              asking={isAsked ? state.asking : null}
              reasons={state.reasons}
              desk={desk}
              onCarryOut={onCarryOut}
            />
          )
        })}
      </div>
    </div>
  )
}

/** Follows the cursor when keys moved it; never moves the rows under a pointer that did. */
const usePlaceInView = (
  groupKey: string | null,
  cursor: number,
  hasRows: boolean,
  virtual: Virtualizer<HTMLDivElement, Element>,
): void => {
  const isPointed = useRef(false)
  const shown = useRef<string | null>(null)
  useEffect(() => {
    const point = () => {
      isPointed.current = true
    }
    const type = () => {
      isPointed.current = false
    }
    window.addEventListener('pointerdown', point, true)
    window.addEventListener('keydown', type, true)
    return () => {
      window.removeEventListener('pointerdown', point, true)
      window.removeEventListener('keydown', type, true)
    }
  }, [])
  useLayoutEffect(() => {
    if (!hasRows) return
    const isAnother = shown.current !== groupKey
    shown.current = groupKey
    if (isAnother && virtual.scrollOffset !== 0) virtual.scrollToOffset(0)
    if ((!isAnother && isPointed.current) || isInView(virtual, cursor, ROW_HEIGHT, MARGIN)) return
    virtual.scrollToIndex(cursor, { align: isAnother ? 'center' : 'auto' })
  }, [groupKey, cursor, hasRows, virtual])
}

/** Widths differ from row to row, as text does. */
function Skeleton({ top, index }: { top: number; index: number }) {
  return (
    <div className={classes.waiting} style={{ transform: `translateY(${top}px)` }}>
      <span className={classes.skeleton} style={{ width: `${30 + ((index * 37) % 40)}%` }} />
    </div>
  )
}
