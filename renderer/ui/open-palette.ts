// The bell that opens the palette: the shell rings it without knowing what the palette is.

const EVENT = 'attest:palette'

export const openPalette = (): void => {
  window.dispatchEvent(new Event(EVENT))
}

/** Calls back whenever the palette is asked for; answers with how to stop. */
export const onOpenPalette = (open: () => void): (() => void) => {
  window.addEventListener(EVENT, open)
  return () => window.removeEventListener(EVENT, open)
}
