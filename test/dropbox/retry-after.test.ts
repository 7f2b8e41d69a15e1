import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPause } from '../../electron/dropbox/pause.ts'
import { backOffMs, LONGEST_BACK_OFF_MS, pauseSeconds } from '../../electron/dropbox/retry-after.ts'
import { createVirtualTime } from './support.ts'

const now = new Date('2026-11-20T12:00:00Z')
const header = (value: string) => new Headers({ 'Retry-After': value })

describe('pauseSeconds', () => {
  it('reads the header as seconds or as a date', () => {
    expect(pauseSeconds(header('7'), '', now)).toBe(7)
    expect(pauseSeconds(header('Fri, 20 Nov 2026 12:00:30 GMT'), '', now)).toBe(30)
    expect(pauseSeconds(header('Fri, 20 Nov 2026 11:00:00 GMT'), '', now)).toBe(0)
  })
  it('falls back to the body, then to its default, then to five seconds', () => {
    const body = (retryAfter?: unknown) => ({
      error: { reason: {}, ...(retryAfter === undefined ? {} : { retry_after: retryAfter }) },
    })
    expect(pauseSeconds(header('soon'), body(15), now)).toBe(15)
    expect(pauseSeconds(new Headers(), body(), now)).toBe(1)
    expect(pauseSeconds(new Headers(), body('x'), now)).toBe(1)
    expect(pauseSeconds(new Headers(), 'too_many_requests', now)).toBe(5)
  })
})

describe('backOffMs', () => {
  it('grows, is never longer than the cap, and never shorter than half of what it could be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
        const ms = backOffMs(attempt, () => chance)
        expect(ms).toBeLessThanOrEqual(LONGEST_BACK_OFF_MS)
        expect(ms).toBeGreaterThanOrEqual(Math.min(LONGEST_BACK_OFF_MS, 1000 * 2 ** (attempt - 1)) / 2)
      }),
    )
  })
})

describe('pause', () => {
  it('ends for everybody together and is never made shorter', async () => {
    const { clock, wait, waits } = createVirtualTime()
    const pause = createPause(clock, wait)
    pause.begin(20)
    pause.begin(5)
    await Promise.all([pause.over(), pause.over(), pause.over()])
    expect(Math.max(...waits)).toBe(20_000)
    expect(pause.until).toBeNull()
    await pause.over()
    expect(waits.length).toBeLessThanOrEqual(3)
  })
})
