// Which rows are ticked, and how Shift extends that.

export type Selection = {
  selected: ReadonlySet<string>
  onChange: (selected: ReadonlySet<string>) => void
}

/** Ticks a row, or takes the tick away. */
export const toggled = (selected: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const next = new Set(selected)
  if (!next.delete(id)) next.add(id)
  return next
}

/** Ticks every loaded row from one place to another, both included. */
export const extended = (
  selected: ReadonlySet<string>,
  from: number,
  to: number,
  idAt: (index: number) => string | undefined,
): ReadonlySet<string> => {
  const next = new Set(selected)
  for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
    const id = idAt(index)
    if (id !== undefined) next.add(id)
  }
  return next
}
