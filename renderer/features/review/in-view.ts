// Whether a row of equal height is wholly in view, from what the virtualizer knows: measuring would cost a layout.

type Viewport = { scrollOffset: number | null; scrollRect: { height: number } | null }

/** `margin` in pixels is kept free above and below it. */
export const isInView = (
  { scrollOffset, scrollRect }: Viewport,
  index: number,
  height: number,
  margin = 0,
): boolean => {
  if (scrollOffset === null || scrollRect === null) return false
  const top = index * height
  const isBelowTop = top >= scrollOffset + (index * height > margin ? margin : 0)
  return isBelowTop && top + height <= scrollOffset + scrollRect.height - margin
}
