// Files that were handed to the app without a dialog: dropped on its window, or named when it was started. The window
// knows their names only; here is where they lie.
import { basename } from 'node:path'

const WAIT_MS = 2_000

export const createDroppedFiles = () => {
  let latest: string | null = null
  let waiting: string | null = null
  let arrived: () => void = () => {}

  return {
    /** From the window's preload, which the system told it. */
    drop: (path: string): void => {
      latest = path
      arrived()
    },
    /** From the command line: the window asks for it when it is there. */
    offer: (path: string): void => {
      waiting = path
    },
    waiting: (): { fileName: string } | null => (waiting === null ? null : { fileName: basename(waiting) }),
    /** The path of the file of this name, once; null when there is none. The window may be quicker than the drop. */
    take: async (name: string): Promise<string | null> => {
      if (waiting !== null && basename(waiting) === name) {
        const path = waiting
        waiting = null
        return path
      }
      if (latest === null)
        await new Promise<void>((resolve) => {
          const late = setTimeout(resolve, WAIT_MS)
          arrived = () => {
            clearTimeout(late)
            resolve()
          }
        })
      const path = latest
      latest = null
      return path !== null && basename(path) === name ? path : null
    },
  }
}
export type DroppedFiles = ReturnType<typeof createDroppedFiles>
