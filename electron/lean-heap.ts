// Keeps the space for young objects small. Node 24 lets it grow to 128 MB in every thread of a process that reads long
// answers; a sixteenth of that collects as well, because little of a page outlives the next one.
import { availableParallelism } from 'node:os'
import { PerformanceObserver } from 'node:perf_hooks'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** With half of it in the store's thread more is taken for old that is not: 15 MB, and a twentieth of the time, of 50,000 people. */
const SEMI_SPACE_MB = 8

const youngBytes = (): number =>
  getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? 0

/** Threads that are started later get the limit; this one has its own already, and stops growing when it gets there. */
export const keepHeapLean = (): void => {
  setFlagsFromString(`--min-semi-space-size=${SEMI_SPACE_MB}`)
  setFlagsFromString(`--max-semi-space-size=${SEMI_SPACE_MB}`)
  // With two processors for the threads of a sync, those that would help collecting only take turns with them: 3 % of its time.
  if (availableParallelism() <= 2) setFlagsFromString('--no-parallel-scavenge')
  const watch = new PerformanceObserver(() => {
    if (youngBytes() < 2 * SEMI_SPACE_MB * 1e6) return
    setFlagsFromString('--semi-space-growth-factor=1')
    watch.disconnect()
  })
  watch.observe({ entryTypes: ['gc'] })
}
