// The use cases of plans: preview, apply, pause, watch, retry. At most one plan runs per connection.
import { Failure } from '../../shared/domain/failure.ts'
import type { CampaignId, ConnectionId, PlanId, SnapshotId } from '../../shared/domain/ids.ts'
import type { Plan } from '../../shared/domain/plan.ts'
import { wait as waitForReal } from '../dropbox/wait.ts'
import { stepsToDo } from './apply-plan.ts'
import { createPlanFeed } from './plan-feed.ts'
import type { ProvisioningDeps } from './ports.ts'
import { previewPlan } from './preview.ts'
import { markRegressed } from './regressions.ts'
import { runPlan } from './run-plan.ts'

type ById = { planId: PlanId }
type Running = { planId: PlanId; isToPause: boolean; abort: AbortController; done: Promise<unknown> }

/** How long quitting waits for an answer that does not come. */
export const LONGEST_STOP_MS = 5000

const INTERRUPTED =
  'Attest ended before the outcome was known. Apply again: it is read back from Dropbox first, and not sent twice.'

export const createProvisioning = (deps: ProvisioningDeps) => {
  const { stores, clock, log, announce, wait = waitForReal } = deps
  const feed = createPlanFeed(wait)
  const running = new Map<ConnectionId, Running>()
  let isStopped = false

  const get = async ({ planId }: ById): Promise<Plan> => {
    const plan = await stores.plans.get(planId)
    if (!plan) throw new Failure({ kind: 'not-found', what: 'plan' })
    return plan
  }

  const start = async ({ planId }: ById, isRetry: boolean): Promise<void> => {
    const { connectionId } = await get({ planId })
    if (isStopped) throw new Failure({ kind: 'cancelled' })
    if (running.has(connectionId)) throw new Failure({ kind: 'already-running', what: 'A plan of this team' })
    // Taken before anything is awaited again, so that two clicks cannot start two runs.
    const run: Running = { planId, isToPause: false, abort: new AbortController(), done: Promise.resolve() }
    running.set(connectionId, run)
    let plan: Plan
    try {
      // Read once more: what was read above may have been changed by a run that has just ended.
      plan = await get({ planId })
      if (stepsToDo(plan, isRetry).length === 0 && plan.state === 'finished')
        throw new Failure({ kind: 'not-allowed', why: 'Nothing of this plan is left to do.' })
      await stores.plans.begin(planId, clock().toISOString())
    } catch (error) {
      running.delete(connectionId)
      throw error
    }
    plan = { ...plan, state: 'running' }
    feed.publish(plan)
    announce('plans')
    const onEnd = () => void running.delete(connectionId)
    const how = { isRetry, isToPause: () => run.isToPause, signal: run.abort.signal, onEnd }
    run.done = runPlan(plan, how, { ...deps, feed, wait })
  }

  return {
    list: ({ connectionId }: { connectionId: ConnectionId }): Promise<Plan[]> => stores.plans.list(connectionId),
    get,
    /** @throws Failure not-found, not-allowed (nothing to do), and as Dropbox reads do */
    preview: async (
      input: { campaignId: CampaignId; itemNos?: number[] | undefined },
      signal?: AbortSignal,
    ): Promise<Plan> => {
      const plan = await previewPlan(input, deps, signal)
      announce('plans')
      return plan
    },
    /** Returns when the plan is under way. @throws Failure not-found, already-running, not-allowed (finished) */
    apply: (input: ById): Promise<void> => start(input, false),
    /** As `apply`, and failed steps are read back and sent again where they are still to do. */
    retry: (input: ById): Promise<void> => start(input, true),
    /** The step under way is finished first. */
    pause: async ({ planId }: ById): Promise<void> => {
      for (const run of running.values()) if (run.planId === planId) run.isToPause = true
    },
    /** The plan now, then after changes of its steps; ends when the signal aborts. @throws Failure not-found */
    watch: ({ planId }: ById, signal?: AbortSignal): AsyncGenerator<Plan, void> =>
      feed.watch(planId, () => get({ planId }), signal),
    /** After a sync: marks verified steps whose access is held again. */
    noteSnapshot: async (snapshotId: SnapshotId): Promise<void> => {
      for (const planId of new Set((await markRegressed(snapshotId, deps)).map((found) => found.planId)))
        feed.publish(await get({ planId }))
    },
    /** On start: what was running when the app ended is paused; nothing is sent before somebody applies it again. */
    resume: async (): Promise<void> => {
      if (!(await stores.plans.hasInterrupted())) return
      const planIds = await stores.plans.pauseInterrupted(clock().toISOString(), INTERRUPTED)
      log.warn('plans were interrupted', { plans: planIds.length })
      announce('plans')
    },
    /** On quit: waits for the call under way, but not for long; its intent is on disk, and so it can be settled later. */
    stop: async (): Promise<void> => {
      isStopped = true
      for (const run of running.values()) run.abort.abort()
      const patience = new AbortController()
      const ended = Promise.all([...running.values()].map((run) => run.done)).finally(() => patience.abort())
      await Promise.race([ended, wait(LONGEST_STOP_MS, patience.signal).catch(() => {})])
    },
  }
}
export type Provisioning = ReturnType<typeof createProvisioning>
