// Which items were carried out already, or are being carried out, read from the campaign's plans.

import type { Progress } from '../../../shared/domain/campaign.ts'
import type { CampaignId } from '../../../shared/domain/ids.ts'
import type { Plan, StepState } from '../../../shared/domain/plan.ts'

export type Carried = ReadonlyMap<number, StepState>

/** The state of the newest step for each item; drafts do not count. `plans` come newest first. */
export const carriedItems = (plans: readonly Plan[], campaignId: CampaignId): Carried => {
  const states = new Map<number, StepState>()
  for (const plan of plans) {
    if (plan.campaignId !== campaignId || plan.state === 'draft') continue
    for (const step of plan.steps)
      for (const itemNo of step.itemNos) if (!states.has(itemNo)) states.set(itemNo, step.state)
  }
  return states
}

/** Revokes and demotes that are decided and not verified yet. */
export const leftToCarryOut = (progress: Progress, carried: Carried): number => {
  const verified = [...carried.values()].filter((state) => state === 'verified').length
  return Math.max(0, progress.revoke + progress.demote - verified)
}

/** A plan of the campaign that is confirmed and not at its end. */
export const planUnderWay = (plans: readonly Plan[], campaignId: CampaignId): Plan | undefined =>
  plans.find((plan) => plan.campaignId === campaignId && (plan.state === 'running' || plan.state === 'paused'))

/** The newest plan that was carried out. */
export const newestPlan = (plans: readonly Plan[], campaignId: CampaignId): Plan | undefined =>
  plans.find((plan) => plan.campaignId === campaignId && plan.state !== 'draft')
