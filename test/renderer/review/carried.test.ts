import { describe, expect, it } from 'vitest'
import { carriedItems, leftToCarryOut, planUnderWay } from '../../../renderer/features/review/carried.ts'
import type { CampaignId } from '../../../shared/domain/ids.ts'
import { aPlan } from '../provisioning/a-plan.ts'

const campaignId = 'camp_1' as CampaignId
const newer = aPlan('finished', [{ who: 'ada', state: 'verified', items: [1, 2] }])
const older = aPlan('finished', [
  { who: 'ada', state: 'failed', items: [1] },
  { who: 'bob', state: 'failed', items: [3] },
])
const progress = { items: 9, decided: 5, certify: 1, revoke: 3, demote: 1, abstain: 0, flagged: 0, flaggedLeft: 0 }

describe('what was carried out', () => {
  it('takes the newest step of each item, and no draft', () => {
    const draft = aPlan('draft', [{ who: 'dan', state: 'planned', items: [4] }])
    const elsewhere = aPlan('finished', [{ who: 'eve', state: 'verified', items: [5] }], 'camp_2')
    expect([...carriedItems([draft, newer, older, elsewhere], campaignId)]).toEqual([
      [1, 'verified'],
      [2, 'verified'],
      [3, 'failed'],
    ])
  })

  it('leaves what is not verified', () => {
    expect(leftToCarryOut(progress, carriedItems([newer, older], campaignId))).toBe(2)
  })

  it('finds a plan that is not at its end', () => {
    const paused = aPlan('paused', [{ who: 'ada', state: 'planned' }])
    expect(planUnderWay([newer, paused], campaignId)).toBe(paused)
    expect(planUnderWay([newer], campaignId)).toBeUndefined()
  })
})
