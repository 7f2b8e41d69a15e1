// Access that was taken away, verified, and is there again in a newer snapshot.
import type { AccountStatus } from '../../shared/domain/account.ts'
import { type EntitlementKey, entitlementKey } from '../../shared/domain/entitlement.ts'
import { assertNever, isFailure } from '../../shared/domain/failure.ts'
import type { AccountId, PlanId, SnapshotId } from '../../shared/domain/ids.ts'
import type { Plan, Step, StepAction } from '../../shared/domain/plan.ts'
import type { ProvisioningDeps } from './ports.ts'

/** What the newer snapshot holds of an account: its status and `entitlementKey`s. */
export type HeldAccess = { status: AccountStatus; entitlements: ReadonlySet<string> }

export type Regression = { planId: PlanId; step: Step }

const isHeldAgain = (action: StepAction, held: HeldAccess): boolean => {
  const holds = (key: Omit<EntitlementKey, 'resourceType'>, resourceType: EntitlementKey['resourceType']): boolean =>
    held.entitlements.has(entitlementKey({ resourceType, ...key }))
  switch (action.kind) {
    case 'set-roles':
      return action.removeRoleIds.some((resourceId) => holds({ resourceId, entitlement: 'member' }, 'role'))
    case 'demote-owner':
      return holds({ resourceId: action.groupId, entitlement: 'owner' }, 'group')
    case 'remove-from-group':
      return (['member', 'owner'] as const).some((entitlement) =>
        holds({ resourceId: action.groupId, entitlement }, 'group'),
      )
    case 'suspend':
      return held.status === 'active'
    default:
      return assertNever(action)
  }
}

/** Pure. `held` has nothing of accounts that are gone. */
export const findRegressions = (plans: readonly Plan[], held: ReadonlyMap<AccountId, HeldAccess>): Regression[] =>
  plans.flatMap((plan) =>
    plan.steps.flatMap((step) => {
      const access = held.get(step.action.accountId)
      const isRegressed = step.state === 'verified' && access !== undefined && isHeldAgain(step.action, access)
      return isRegressed ? [{ planId: plan.planId, step }] : []
    }),
  )

const NOTE = 'It was verified, and a later sync found the access again. Preview again to take it away once more.'

/**
 * To be called with every new snapshot. Steps verified after the snapshot was begun are left alone: it may have read
 * the team before they were carried out.
 */
export const markRegressed = async (
  snapshotId: SnapshotId,
  { stores, clock, announce }: Pick<ProvisioningDeps, 'stores' | 'clock' | 'announce'>,
): Promise<Regression[]> => {
  const snapshot = await stores.snapshots.get(snapshotId)
  if (!snapshot) return []
  const isOlder = (step: Step): boolean => Date.parse(step.changedAt) < Date.parse(snapshot.startedAt)
  const plans = (await stores.plans.withVerifiedSteps(snapshot.connectionId)).map((plan) => ({
    ...plan,
    steps: plan.steps.filter((step) => step.state === 'verified' && isOlder(step)),
  }))

  const held = new Map<AccountId, HeldAccess>()
  for (const accountId of new Set(plans.flatMap((plan) => plan.steps.map((step) => step.action.accountId)))) {
    try {
      const { account, grants } = await stores.snapshots.account({ snapshotId, accountId })
      held.set(accountId, { status: account.status, entitlements: new Set(grants.map(entitlementKey)) })
    } catch (error) {
      if (!isFailure(error) || error.detail.kind !== 'not-found') throw error
    }
  }

  const regressions = findRegressions(plans, held)
  for (const { planId, step } of regressions)
    await stores.plans.record({
      planId,
      stepNo: step.stepNo,
      at: clock().toISOString(),
      entries: [{ kind: 'outcome', detail: { state: 'regressed', note: NOTE, snapshotId } }],
      change: { state: 'regressed', note: NOTE },
    })
  if (regressions.length > 0) announce('plans')
  return regressions
}
