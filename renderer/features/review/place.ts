// The place in a list of rows: the row the keys act on, and the rows selected. Pure; rows are counted from 0.

export type Place = {
  cursor: number
  /** Rows selected, by their index in the list. */
  selected: ReadonlySet<number>
  /** Where an extension began, and what was selected before it. */
  anchor: { at: number; before: ReadonlySet<number> } | null
}

const NONE: ReadonlySet<number> = new Set()

export const placeAt = (cursor: number): Place => ({ cursor, selected: NONE, anchor: null })

const within = (index: number, count: number): number => Math.max(0, Math.min(count - 1, index))

/** Moves to a row; while extending, every row between it and where the extension began is selected. */
export const moveTo = (place: Place, index: number, count: number, isExtending: boolean): Place => {
  if (count === 0) return placeAt(0)
  const cursor = within(index, count)
  if (!isExtending) return { ...place, cursor, anchor: null }
  const anchor = place.anchor ?? { at: place.cursor, before: place.selected }
  const selected = new Set(anchor.before)
  for (let i = Math.min(anchor.at, cursor); i <= Math.max(anchor.at, cursor); i += 1) selected.add(i)
  return { cursor, selected, anchor }
}

/** Selects the row, or takes it out again; the cursor goes there. */
export const toggleAt = (place: Place, index: number): Place => {
  const selected = new Set(place.selected)
  if (!selected.delete(index)) selected.add(index)
  return { cursor: index, selected, anchor: { at: index, before: selected } }
}

export const selectEvery = (place: Place, count: number): Place => ({
  ...place,
  selected: new Set(Array.from({ length: count }, (_, index) => index)),
  anchor: null,
})

export const clearSelection = (place: Place): Place => ({ ...place, selected: NONE, anchor: null })
