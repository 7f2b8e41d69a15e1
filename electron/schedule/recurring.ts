// One job that recurs: run when it is due, never twice at once, once for everything missed in between. Knows no syncs;
// window and service mode both build on it.

/** Sets a timer and returns how to clear it. */
export type Timers = { after: (ms: number, run: () => void) => () => void }

export const realTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

export type RecurringOptions = {
  /** When it is due next, asked anew at least every half minute; null means not at all for now. */
  due: () => Promise<Date | null>
  /** Does it. What it throws goes to `onError`, and the next time is asked for as after any run. */
  run: () => Promise<void>
  clock: () => Date
  timers: Timers
  onError: (error: unknown) => void
}

export type Recurring = {
  /** The due time may have changed: a rule was set, a run ended, the machine woke up. */
  reconsider: () => void
  /** No run begins after this; resolves when the one under way has ended. */
  stop: () => Promise<void>
}

/** Timers stand still while a machine sleeps, so none is set for longer: the clock is looked at again instead. */
const LONGEST_WAIT_MS = 30_000

export const createRecurring = ({ due, run, clock, timers, onError }: RecurringOptions): Recurring => {
  let clear: () => void = () => {}
  let isStopped = false
  /** Whatever is going on; one thing at a time. */
  let turn: Promise<void> = Promise.resolve()
  let isWanted = false
  /** The time of the last run. Should it still be the one due afterwards, it is not run again at once. */
  let ranFor: number | null = null

  const look = async (): Promise<void> => {
    isWanted = false
    clear()
    const at = await due()
    if (isStopped) return
    const left = at === null ? Number.POSITIVE_INFINITY : at.getTime() - clock().getTime()
    if (at !== null && left <= 0 && at.getTime() !== ranFor) {
      ranFor = at.getTime()
      await run()
      return reconsider()
    }
    ranFor = null
    clear = timers.after(left <= 0 ? LONGEST_WAIT_MS : Math.min(left, LONGEST_WAIT_MS), reconsider)
  }

  const reconsider = (): void => {
    if (isStopped || isWanted) return
    isWanted = true
    turn = turn.then(look).catch((error: unknown) => {
      onError(error)
      if (!isStopped) clear = timers.after(LONGEST_WAIT_MS, reconsider)
    })
  }

  return {
    reconsider,
    stop: async () => {
      isStopped = true
      clear()
      await turn
    },
  }
}
