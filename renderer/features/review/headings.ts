// The headings of the left pane while decisions come in: done counts, and where there is still something to decide.
import type { ItemGroup } from '../../../shared/domain/campaign.ts'

export const isDone = (heading: ItemGroup): boolean => heading.decided >= heading.items

/** The headings with `by` more rows decided under one of them (fewer, when negative). */
export const countDecided = (headings: readonly ItemGroup[], key: string, by: number): readonly ItemGroup[] => {
  const at = headings.findIndex((heading) => heading.key === key)
  const heading = headings[at]
  return heading && by !== 0 ? headings.with(at, { ...heading, decided: heading.decided + by }) : headings
}

/** The first heading after this one that is not done; null when there is none, or this one itself is not among them. */
export const openHeadingAfter = (headings: readonly ItemGroup[], key: string | null): ItemGroup | null => {
  const at = headings.findIndex((heading) => heading.key === key)
  if (at < 0 && key !== null) return null
  for (let next = at + 1; next < headings.length; next += 1) {
    const heading = headings[next]
    if (heading && !isDone(heading)) return heading
  }
  return null
}

/** The first heading after this one that is not done, wrapping around and looking at itself last; null when all are. */
export const nextOpenHeading = (headings: readonly ItemGroup[], key: string | null): ItemGroup | null =>
  openHeadingAfter(headings, key) ?? openHeadingAfter(headings, null)

/** The neighbour of a heading, or null at the end; the first one where none is open. */
export const neighbour = (headings: readonly ItemGroup[], key: string | null, by: 1 | -1): ItemGroup | null => {
  if (key === null) return headings[0] ?? null
  const at = headings.findIndex((heading) => heading.key === key)
  return at < 0 ? null : (headings[at + by] ?? null)
}
