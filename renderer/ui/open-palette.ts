// Opens the palette from anywhere. Its code arrives a moment after the first picture; who asks before that is not
// forgotten.
const listeners = new Set<() => void>()
let isWanted = false

export const openPalette = (): void => {
  isWanted = listeners.size === 0
  for (const listener of listeners) listener()
}

/** The palette itself listens; it is told at once when somebody has asked already. */
export const onOpenPalette = (listener: () => void): (() => void) => {
  listeners.add(listener)
  if (isWanted) openPalette()
  return () => {
    listeners.delete(listener)
  }
}

// Once it is there, the palette has the shortcut for itself.
window.addEventListener('keydown', (event) => {
  const isShortcut =
    event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
  if (listeners.size > 0 || !isShortcut) return
  event.preventDefault()
  openPalette()
})
