// Time that passes only when told to, with timers that stand still while the machine sleeps, as real ones do.
import type { Timers } from '../../electron/schedule/recurring.ts'

type Timer = { at: number; run: () => void }

/** Enough turns for whatever does not wait for anything outside this process. */
const TURNS = 25

export const createFakeTime = (start: string) => {
  let wall = Date.parse(start)
  /** What timers go by: it does not move during sleep. */
  let ticks = 0
  const waiting = new Set<Timer>()

  const timers: Timers = {
    after: (ms, run) => {
      const timer = { at: ticks + ms, run }
      waiting.add(timer)
      return () => waiting.delete(timer)
    },
  }
  /** Until nothing moves any more: a job that has looked at the clock has set its next timer, or needs none. */
  const settle = async (isBusy: () => boolean = () => false): Promise<void> => {
    for (let turn = 0; turn < TURNS || isBusy(); turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  const next = (until: number): Timer | undefined =>
    [...waiting].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]

  return {
    clock: () => new Date(wall),
    timers,
    settle,
    /** @param isBusy work outside this process under way, such as a sync over HTTP */
    advance: async (ms: number, isBusy?: () => boolean): Promise<void> => {
      const until = ticks + ms
      await settle(isBusy)
      for (let timer = next(until); timer; timer = next(until)) {
        waiting.delete(timer)
        wall += timer.at - ticks
        ticks = timer.at
        timer.run()
        await settle(isBusy)
      }
      wall += until - ticks
      ticks = until
    },
    sleep: (ms: number): void => {
      wall += ms
    },
  }
}
