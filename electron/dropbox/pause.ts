// One pause for everybody who asks the same team: limits count per team, and asking on makes them last longer.
import type { Wait } from './wait.ts'

export type Pause = {
  /** Milliseconds since the epoch until which nobody should ask; null when there is no pause. */
  readonly until: number | null
  /** Begins a pause, or makes the present one longer; never shorter. */
  begin(seconds: number): void
  /** Resolves when no pause is left. */
  over(signal?: AbortSignal): Promise<void>
}

export const createPause = (clock: () => Date, wait: Wait): Pause => {
  let until: number | null = null
  return {
    get until() {
      return until
    },
    begin(seconds) {
      until = Math.max(until ?? 0, clock().getTime() + seconds * 1000)
    },
    async over(signal) {
      while (until !== null) {
        const waitedFor = until
        await wait(Math.max(0, waitedFor - clock().getTime()), signal)
        if (until === waitedFor) until = null
      }
    },
  }
}
