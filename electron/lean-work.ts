// What V8 is told for work of a few seconds, and takes back afterwards: what it keeps of compiled code for the next start
// bears the flags it was kept under. Only once the code is loaded: it refuses what was kept under others.
import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'

/**
 * The space for old objects may grow by so much, in per cent of what was left when it was last collected: 25 MB less, with
 * 50,000 people, than if it is left to V8, and as quick. With 60 it is 40 MB and a fifteenth of the time.
 */
const GROWTH = 200

/**
 * Such work is over before the code that the last compiler makes of it has paid for the making: with two processors for the
 * threads of a sync, that compiler takes a tenth of their time. Node before 22 has none between the first and the last.
 */
const isLastCompilerInTheWay = (): boolean =>
  availableParallelism() <= 2 && Number.parseInt(process.versions.node, 10) >= 22

export const workLeanly = async <T>(work: () => Promise<T>): Promise<T> => {
  const isCompilerOff = isLastCompilerInTheWay()
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`)
  if (isCompilerOff) setFlagsFromString('--no-turbofan')
  try {
    return await work()
  } finally {
    setFlagsFromString('--heap-growing-percent=0')
    if (isCompilerOff) setFlagsFromString('--turbofan')
  }
}
