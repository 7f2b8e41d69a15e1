// Measures inside the page: from the input that starts something to the first frame that shows it.
import type { Page } from '@playwright/test'

/**
 * Milliseconds from the trusted input event to the frame in which `holds` is true. The clock is the page's own, so the
 * test driver's round trips are not counted.
 * @param holds a JavaScript expression, evaluated in every frame; `before` in it is what `remember` gave before the input
 */
export const timeToFrame = async (
  page: Page,
  input: () => Promise<void>,
  holds: string,
  remember = 'null',
): Promise<number> => {
  await page.evaluate(
    ([condition, memory]) => {
      const before: unknown = new Function(`return (${memory})`)()
      const isDone = new Function('before', `return (${condition})`) as (before: unknown) => boolean
      let began = Number.NaN
      const types = ['pointerdown', 'keydown', 'wheel'] as const
      const start = (event: Event): void => {
        if (Number.isNaN(began)) began = event.timeStamp
      }
      for (const type of types) addEventListener(type, start, { capture: true })
      const measured = new Promise<number>((resolve, reject) => {
        const patience = performance.now() + 15_000
        const look = (): void => {
          if (performance.now() > patience) return void reject(new Error(`not seen within 15 s: ${condition}`))
          if (Number.isNaN(began) || !isDone(before)) return void requestAnimationFrame(look)
          for (const type of types) removeEventListener(type, start, { capture: true })
          resolve(performance.now() - began)
        }
        requestAnimationFrame(look)
      })
      Object.assign(globalThis, { measuredFrame: measured })
    },
    [holds, remember] as const,
  )
  await input()
  return page.evaluate(() => (globalThis as unknown as { measuredFrame: Promise<number> }).measuredFrame)
}

/** True when the grid has settled and every row in view shows its text. */
export const GRID_IS_FILLED = `(() => {
  const grid = document.querySelector('main [role=grid]')
  if (!grid || grid.getAttribute('aria-busy') === 'true') return false
  const box = grid.getBoundingClientRect()
  const rows = [...grid.querySelectorAll('[role=row]')].slice(1).filter((row) => {
    const at = row.getBoundingClientRect()
    return at.bottom > box.top + 32 && at.top < box.bottom
  })
  return rows.length > 5 && rows.every((row) => row.textContent.trim() !== '')
})()`

/** The text of the rows drawn, to tell one order from another. */
export const GRID_TEXT = `[...document.querySelectorAll('main [role=grid] [role=row]')].slice(1, 8).map((row) => row.textContent).join('|')`

/** The app's policy forbids code from text, which is how conditions get into the page here; lifted for measuring only. */
export const allowConditions = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setBypassCSP', { enabled: true })
  await page.reload()
}
