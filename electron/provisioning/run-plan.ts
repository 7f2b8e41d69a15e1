// One run of a plan from "running" to "finished" or "paused": signs in, applies, says how it went. Never throws.
import { toFailure } from '../../shared/domain/failure.ts'
import type { Plan, Step } from '../../shared/domain/plan.ts'
import { getAuthenticatedAdmin } from '../dropbox/team.ts'
import type { Wait } from '../dropbox/wait.ts'
import { applyPlan, stepsToDo } from './apply-plan.ts'
import type { Pause } from './carry-out-step.ts'
import type { PlanFeed } from './plan-feed.ts'
import { planTotals } from './plan-totals.ts'
import type { ProvisioningDeps } from './ports.ts'
import { failureNote } from './refusal-words.ts'

export type Run = { isRetry: boolean; isToPause: () => boolean; signal: AbortSignal }

export const runPlan = async (
  started: Plan,
  { isRetry, isToPause, signal }: Run,
  { stores, clientFor, clock, log, announce, feed, wait }: ProvisioningDeps & { feed: PlanFeed; wait: Wait },
): Promise<Plan> => {
  let plan = started
  const show = (step: Step): void => {
    plan = { ...plan, steps: plan.steps.map((other) => (other.stepNo === step.stepNo ? step : other)) }
    feed.publish(plan)
  }
  const { planId } = plan

  /** What is in the way before the first step is told on the step that would have been next. */
  const tellOnNextStep = async (note: string): Promise<void> => {
    const next = stepsToDo(plan, isRetry)[0]
    if (!next) return
    const at = clock().toISOString()
    show(await stores.plans.record({ planId, stepNo: next.stepNo, at, entries: [], change: { note } }))
  }

  let pause: Pause = null
  try {
    if (stepsToDo(plan, isRetry).length > 0) {
      const client = await clientFor(plan.connectionId)
      const { accountId: actingAdminId } = await getAuthenticatedAdmin(client, signal)
      const record = (entry: Parameters<typeof stores.plans.record>[0]) => stores.plans.record(entry)
      const work = applyPlan(
        plan,
        { planId, client, actingAdminId, record, clock, wait, signal },
        { isRetry, isToPause },
      )
      for (let next = await work.next(); ; next = await work.next()) {
        if (next.done) {
          pause = next.value
          break
        }
        show(next.value)
      }
    }
  } catch (error) {
    const failure = toFailure(error)
    pause = { detail: failure.detail }
    log.error('a plan stopped', { planId, reason: failure.detail.kind })
    if (failure.detail.kind !== 'cancelled') await tellOnNextStep(failureNote(failure.detail)).catch(() => {})
  }

  const state = pause === null ? 'finished' : 'paused'
  plan = { ...plan, state }
  try {
    await stores.plans.setState(planId, state)
    await stores.activity.add({
      at: clock().toISOString(),
      actor: plan.createdBy,
      kind: 'plan-applied',
      text: planTotals(plan),
    })
  } catch (error) {
    // Still "running" on disk, which the next start puts right.
    log.error('a plan’s end could not be written', { planId, reason: toFailure(error).detail.kind })
  }
  log.info('plan', { planId, state, ...(pause ? { reason: pause.detail.kind } : {}) })
  feed.publish(plan)
  announce('plans')
  announce('activity')
  return plan
}
