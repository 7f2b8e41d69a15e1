// Work of a few seconds is over before the code that the last compiler makes of it has paid for the making: with two
// processors for the threads of a sync, that compiler takes a tenth of their time.
import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'

/** Older ones have no compiler between the first and the last. */
const FIRST_NODE = 22

/** Only once the code is loaded: V8 refuses what it has kept of code under other flags. */
export const withoutLastCompiler = async <T>(work: () => Promise<T>): Promise<T> => {
  const isWorthIt = availableParallelism() <= 2 && Number.parseInt(process.versions.node, 10) >= FIRST_NODE
  if (!isWorthIt) return work()
  setFlagsFromString('--no-turbofan')
  try {
    return await work()
  } finally {
    setFlagsFromString('--turbofan')
  }
}
