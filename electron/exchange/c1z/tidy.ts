// Keeps the throw-away process small: rows come as millions of little buffers, and V8 lets hundreds of megabytes of them
// lie about before it looks.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | null = null

/** Collects garbage now. Only for a process that does nothing else. */
export const tidy = (): void => {
  if (collect === null) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
}

/** A function that tidies each time it has been given so many of something. */
export const tidyEvery = (many: number): ((some: number) => void) => {
  let since = 0
  return (some) => {
    since += some
    if (since < many) return
    since = 0
    tidy()
  }
}
