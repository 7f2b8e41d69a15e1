// The keys of a table, as moves.

export type Move = { to: number; extend: boolean } | 'open' | 'toggle' | null

type Place = { active: number | null; count: number; pageRows: number }
type Key = { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean }

/** Arrows step, Page keys leap by what is in view, Home and End go to the ends, Enter opens, Space and x tick. */
export const moveOf = (event: Key, { active, count, pageRows }: Place): Move => {
  if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return null
  const here = active ?? -1
  const at = (index: number): Move => ({ to: Math.max(0, Math.min(count - 1, index)), extend: event.shiftKey })
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return at(here + 1)
    case 'ArrowUp':
    case 'k':
    case 'K':
      return at(active === null ? 0 : here - 1)
    case 'PageDown':
      return at(here + pageRows)
    case 'PageUp':
      return at(here - pageRows)
    case 'Home':
      return at(0)
    case 'End':
      return at(count - 1)
    case 'Enter':
      return active === null ? null : 'open'
    case ' ':
    case 'x':
      return active === null ? null : 'toggle'
    default:
      return null
  }
}
