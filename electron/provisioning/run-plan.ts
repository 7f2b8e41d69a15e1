// One run of a plan from "running" to "finished" or "paused": signs in, applies, says how it went. Never throws.
import { personWords } from '../../shared/domain/connection.ts'
import { toFailure } from '../../shared/domain/failure.ts'
import type { Plan, Step } from '../../shared/domain/plan.ts'
import { getAuthenticatedAdmin } from '../dropbox/team.ts'
import type { Wait } from '../dropbox/wait.ts'
import type { StepRecord } from '../store/plans.ts'
import { applyPlan, stepsToDo } from './apply-plan.ts'
import type { Pause } from './carry-out-step.ts'
import type { PlanFeed } from './plan-feed.ts'
import { planTotals } from './plan-totals.ts'
import type { ProvisioningDeps } from './ports.ts'
import { failureNote } from './refusal-words.ts'

/** `onEnd` is called once the run is over, before anybody is told. */
export type Run = { isRetry: boolean; isToPause: () => boolean; signal: AbortSignal; onEnd: () => void }

export const runPlan = async (
  started: Plan,
  { isRetry, isToPause, signal, onEnd }: Run,
  { stores, clientFor, clock, log, announce, feed, wait }: ProvisioningDeps & { feed: PlanFeed; wait: Wait },
): Promise<void> => {
  let plan = started
  let actor = plan.createdBy
  const { planId, campaignId } = plan
  const now = () => clock().toISOString()
  const record = (entry: StepRecord) => stores.plans.record(entry)
  const show = (step: Step): void => {
    plan = { ...plan, steps: plan.steps.map((other) => (other.stepNo === step.stepNo ? step : other)) }
    feed.publish(plan)
  }

  const isStillDecided = async ({ action, itemNos }: Step): Promise<boolean> => {
    const verdict = action.kind === 'demote-owner' ? 'demote' : 'revoke'
    const held = await stores.campaigns.toCarryOut(campaignId, itemNos)
    return itemNos.every((itemNo) => held.some((d) => d.itemNo === itemNo && d.verdict === verdict))
  }

  const carryOut = async (): Promise<Pause> => {
    if (stepsToDo(plan, isRetry).length === 0) return null
    const client = await clientFor(plan.connectionId)
    const admin = await getAuthenticatedAdmin(client, signal)
    actor = personWords(admin)
    const desk = { planId, client, actingAdminId: admin.accountId, record, clock, wait, signal }
    const work = applyPlan(plan, desk, { isRetry, isToPause, isStillDecided })
    for (;;) {
      const next = await work.next()
      if (next.done) return next.value
      show(next.value)
    }
  }

  /** What is in the way before a step is begun is told on the step that would have been next. */
  const stopped = async (error: unknown): Promise<Pause> => {
    const { detail } = toFailure(error)
    const next = stepsToDo(plan, isRetry)[0]
    if (next && detail.kind !== 'cancelled') {
      const change = { note: failureNote(detail) }
      show(await record({ planId, stepNo: next.stepNo, at: now(), entries: [], change }))
    }
    return { detail }
  }

  try {
    const pause = await carryOut().catch(stopped)
    const state = pause === null ? 'finished' : 'paused'
    await stores.plans.setState(planId, state)
    plan = { ...plan, state }
    await stores.activity.add({ at: now(), actor, kind: 'plan-applied', text: planTotals(plan) })
    log.info('plan', { planId, state, ...(pause ? { reason: pause.detail.kind } : {}) })
  } catch (error) {
    // The store cannot write. On disk the plan may still be running, which the next start puts right.
    plan = { ...plan, state: plan.state === 'running' ? 'paused' : plan.state }
    log.error('a plan’s end could not be written', { planId, reason: toFailure(error).detail.kind })
  }
  onEnd()
  feed.publish(plan)
  announce('plans')
  announce('activity')
}
