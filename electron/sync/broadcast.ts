// The state of one connection's syncs, told to whoever watches: what is so now, then every change.
import type { SyncEvent } from '../../shared/domain/sync-run.ts'

const BETWEEN_PROGRESS_MS = 100

export type Broadcast = {
  /** Progress is told at most ten times a second, the newest last; anything else at once. */
  tell(event: () => SyncEvent): void
  /** The end of a run: told at once, and nothing of its progress after it. */
  end(event: SyncEvent): void
  watch(signal: AbortSignal | undefined): AsyncGenerator<SyncEvent, void, undefined>
}

export const createBroadcast = (): Broadcast => {
  const watchers = new Set<(event: SyncEvent) => void>()
  let now: () => SyncEvent = () => ({ kind: 'idle' })
  let timer: NodeJS.Timeout | undefined
  let isDue = false

  const say = (event: SyncEvent) => {
    for (const hear of watchers) hear(event)
  }
  const breathe = () => {
    timer = setTimeout(() => {
      timer = undefined
      if (!isDue) return
      isDue = false
      say(now())
      breathe()
    }, BETWEEN_PROGRESS_MS)
    timer.unref()
  }
  return {
    tell: (event) => {
      now = event
      if (timer) {
        isDue = true
        return
      }
      if (watchers.size > 0) say(now())
      breathe()
    },
    end: (event) => {
      clearTimeout(timer)
      timer = undefined
      isDue = false
      now = () => ({ kind: 'idle' })
      say(event)
    },
    async *watch(signal) {
      const heard: SyncEvent[] = [now()]
      let wake = () => {}
      const hear = (event: SyncEvent) => {
        // A slow watcher wants the newest progress, not all of it.
        if (heard.at(-1)?.kind === 'progress' && event.kind === 'progress') heard.pop()
        heard.push(event)
        wake()
      }
      const stop = () => wake()
      watchers.add(hear)
      signal?.addEventListener('abort', stop)
      try {
        while (!signal?.aborted) {
          const event = heard.shift()
          if (event) yield event
          else {
            await new Promise<void>((resolve) => {
              wake = resolve
            })
          }
        }
      } finally {
        watchers.delete(hear)
        signal?.removeEventListener('abort', stop)
      }
    },
  }
}
