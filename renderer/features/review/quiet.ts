// Work that nobody waits for goes on while nobody presses anything: a decision is never behind it.

const QUIET_MS = 300
let lastInputAt = Number.NEGATIVE_INFINITY

const noteInput = (): void => {
  lastInputAt = performance.now()
}

/** Notes keys and clicks from now on. @returns how to stop */
export const watchInput = (): (() => void) => {
  window.addEventListener('keydown', noteInput, { capture: true })
  window.addEventListener('pointerdown', noteInput, { capture: true })
  return () => {
    window.removeEventListener('keydown', noteInput, { capture: true })
    window.removeEventListener('pointerdown', noteInput, { capture: true })
  }
}

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const idle = (): Promise<void> => new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: QUIET_MS }))

/** Resolves when nothing has been pressed for a moment and the window has nothing to draw. */
export const quiet = async (): Promise<void> => {
  for (;;) {
    const left = lastInputAt + QUIET_MS - performance.now()
    if (left > 0) await after(left)
    else {
      await idle()
      if (lastInputAt + QUIET_MS <= performance.now()) return
    }
  }
}
