// Files that were handed to the app without a dialog: dropped on its window, or named when it was started. The window
// knows their names only; here is where they lie.
import { basename } from 'node:path'

const WAIT_MS = 2_000

export const createDroppedFiles = () => {
  let latest: string | null = null
  let waiting: string | null = null
  let arrived: () => void = () => {}
  let forgetting: NodeJS.Timeout | undefined

  return {
    /** From the window's preload, which the system told it. What the window does not ask for soon it has refused. */
    drop: (path: string): void => {
      latest = path
      clearTimeout(forgetting)
      forgetting = setTimeout(() => {
        latest = null
      }, WAIT_MS)
      forgetting.unref()
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
      // Another file may have been dropped before, which the window did not want.
      const isHere = () => latest !== null && basename(latest) === name
      if (!isHere())
        await new Promise<void>((resolve) => {
          const late = setTimeout(resolve, WAIT_MS)
          arrived = () => {
            if (!isHere()) return
            clearTimeout(late)
            resolve()
          }
        })
      if (!isHere()) return null
      const path = latest
      latest = null
      return path
    },
  }
}
export type DroppedFiles = ReturnType<typeof createDroppedFiles>
