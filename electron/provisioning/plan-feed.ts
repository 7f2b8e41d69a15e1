// Tells whoever watches a plan how it stands: now, after every change, and never more often than a window can use.
import type { PlanId } from '../../shared/domain/ids.ts'
import type { Plan } from '../../shared/domain/plan.ts'
import type { Wait } from '../dropbox/wait.ts'

/** Ten times a second; more seldom where a plan is so long that sending it costs more than that. */
const paceMs = (plan: Plan): number => Math.min(2000, Math.max(100, plan.steps.length / 2))

type Watcher = { unseen: Plan | null; wake: () => void }

export type PlanFeed = {
  publish(plan: Plan): void
  /** Ends when the signal aborts. Changes that come faster than the pace are skipped, never the last one. */
  watch(planId: PlanId, read: () => Promise<Plan>, signal?: AbortSignal): AsyncGenerator<Plan, void>
}

export const createPlanFeed = (wait: Wait): PlanFeed => {
  const watchers = new Map<PlanId, Set<Watcher>>()

  return {
    publish: (plan) => {
      for (const watcher of watchers.get(plan.planId) ?? []) {
        watcher.unseen = plan
        watcher.wake()
      }
    },
    watch: async function* (planId, read, signal) {
      const watcher: Watcher = { unseen: null, wake: () => {} }
      const ofPlan = watchers.get(planId) ?? new Set()
      watchers.set(planId, ofPlan.add(watcher))
      const onAbort = () => watcher.wake()
      signal?.addEventListener('abort', onAbort, { once: true })
      try {
        // Listened to before it is read, so that nothing falls in between.
        yield await read()
        while (!signal?.aborted) {
          if (watcher.unseen === null) await new Promise<void>((resolve) => Object.assign(watcher, { wake: resolve }))
          const plan: Plan | null = watcher.unseen
          if (plan === null || signal?.aborted) continue
          watcher.unseen = null
          yield plan
          await wait(paceMs(plan), signal).catch(() => {})
        }
      } finally {
        signal?.removeEventListener('abort', onAbort)
        ofPlan.delete(watcher)
        if (ofPlan.size === 0) watchers.delete(planId)
      }
    },
  }
}
