// Goes through a plan's open steps in order, one write at a time, and stops where the rest has to wait.
import type { AccountId } from '../../shared/domain/ids.ts'
import type { Plan, Step } from '../../shared/domain/plan.ts'
import type { StepRecord } from '../store/plans.ts'
import { carryOutStep, type Desk, type Pause } from './carry-out-step.ts'

const isOpen = ({ state }: Step): boolean => state === 'planned' || state === 'requested' || state === 'accepted'

/** Which step clears an account's roles. */
const rolesSteps = (steps: readonly Step[]): ReadonlyMap<AccountId, number> =>
  new Map(steps.flatMap(({ action, stepNo }) => (action.kind === 'set-roles' ? [[action.accountId, stepNo]] : [])))

const ROLES_NOT_CLEARED =
  'The roles of this account were not cleared, and that comes before suspending it. Solve that step, then retry.'

const DECISION_CHANGED =
  'A decision behind this was changed after the preview. Preview again to carry out what holds now.'

/** The steps to go through: what is open, and on a retry what failed or was held back by a failed roles step. */
export const stepsToDo = ({ steps }: Plan, isRetry: boolean): Step[] => {
  const rolesStep = rolesSteps(steps)
  const failed = new Set(steps.filter((step) => step.state === 'failed').map((step) => step.stepNo))
  const isHeldBack = ({ action, state }: Step): boolean =>
    action.kind === 'suspend' && state === 'blocked' && failed.has(rolesStep.get(action.accountId) ?? 0)
  return steps.filter((step) => isOpen(step) || (isRetry && (step.state === 'failed' || isHeldBack(step))))
}

export type ApplyOptions = {
  isRetry: boolean
  isToPause: () => boolean
  /** Do the decisions that a step carries out still hold? Asked right before it is sent. */
  isStillDecided: (step: Step) => Promise<boolean>
}

/**
 * Yields each step after each of its changes. Between steps it asks `isToPause`. Returns null at the end, or why the rest
 * has to wait (`cancelled` when asked to). Running it again goes on where it stopped.
 */
export async function* applyPlan(
  plan: Plan,
  desk: Desk,
  { isRetry, isToPause, isStillDecided }: ApplyOptions,
): AsyncGenerator<Step, Pause> {
  const steps = new Map(plan.steps.map((step) => [step.stepNo, step]))
  const rolesStep = rolesSteps(plan.steps)
  const record = async (entry: StepRecord): Promise<Step> => {
    const changed = await desk.record(entry)
    steps.set(changed.stepNo, changed)
    return changed
  }

  for (const step of stepsToDo(plan, isRetry)) {
    if (isToPause() || desk.signal.aborted) return { detail: { kind: 'cancelled' } }
    const { action, stepNo, state } = step
    const roles = steps.get(rolesStep.get(action.accountId) ?? 0)
    // What was sent has to be settled, whatever has changed since.
    const wasSent = state === 'requested' || state === 'accepted'
    const isHeldBack = action.kind === 'suspend' && roles !== undefined && roles.state !== 'verified'
    const note = isHeldBack ? ROLES_NOT_CLEARED : (await isStillDecided(step)) ? null : DECISION_CHANGED
    if (note !== null && !wasSent) {
      const change = { state: 'blocked', note } as const
      const at = desk.clock().toISOString()
      yield await record({ planId: plan.planId, stepNo, at, entries: [{ kind: 'outcome', detail: change }], change })
      continue
    }
    const pause = yield* carryOutStep(step, { ...desk, record })
    if (pause) return pause
  }
  return null
}
