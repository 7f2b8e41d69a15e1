// Notices that the computer was asleep: a laptop that wakes needs a while to find its network, and what was asked before
// has no answer any more. Timers stand still meanwhile, so only the clock tells.
import { ATTEMPTS } from './retry-after.ts'

/** Waiting and answering take what they take; only what lies beyond this was sleep. */
const NO_DELAY_MS = 120_000
const WAKING_MS = 180_000
/** With the doubling back-off about two minutes, in place of a quarter of one. */
const ATTEMPTS_WHILE_WAKING = 8

export type Sleep = {
  /** True when it is so much later than it could be, awake, that the computer must have slept. */
  noticed(latestMs: number): boolean
  /** How often something is asked before giving up. */
  attempts(): number
}

export const createSleep = (clock: () => Date): Sleep => {
  let wokeAt = Number.NEGATIVE_INFINITY
  return {
    noticed: (latestMs) => {
      const now = clock().getTime()
      if (now - latestMs < NO_DELAY_MS) return false
      wokeAt = now
      return true
    },
    attempts: () => (clock().getTime() - wokeAt < WAKING_MS ? ATTEMPTS_WHILE_WAKING : ATTEMPTS),
  }
}
