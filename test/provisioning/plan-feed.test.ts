import { describe, expect, it } from 'vitest'
import { createPlanFeed } from '../../electron/provisioning/plan-feed.ts'
import type { CampaignId, ConnectionId, PlanId } from '../../shared/domain/ids.ts'
import type { Plan } from '../../shared/domain/plan.ts'

const planId = 'plan_1' as PlanId
const plan = (createdBy: string): Plan => ({
  planId,
  campaignId: 'camp_1' as CampaignId,
  connectionId: 'conn_1' as ConnectionId,
  createdAt: '2026-11-21T12:00:00.000Z',
  createdBy,
  state: 'running',
  steps: [],
})

/** Waits end when the test says so. */
const heldWaits = () => {
  const held: (() => void)[] = []
  return {
    held,
    wait: (): Promise<void> => new Promise((resolve) => void held.push(resolve)),
    release: () => held.shift()?.(),
  }
}

describe('watching a plan', () => {
  it('begins with how it stands, skips what comes too fast, and never the last', async () => {
    const { held, wait, release } = heldWaits()
    const feed = createPlanFeed(wait)
    const abort = new AbortController()
    const seen = feed.watch(planId, async () => plan('now'), abort.signal)
    expect((await seen.next()).value?.createdBy).toBe('now')

    feed.publish(plan('1'))
    expect((await seen.next()).value?.createdBy).toBe('1')
    const next = seen.next()
    feed.publish(plan('2'))
    feed.publish(plan('3'))
    feed.publish({ ...plan('another'), planId: 'plan_2' as PlanId })
    expect(held).toHaveLength(1)
    release()
    expect((await next).value?.createdBy).toBe('3')
  })

  it('misses nothing that happens while it reads how the plan stands', async () => {
    const feed = createPlanFeed(async () => {})
    const read = async () => {
      feed.publish(plan('meanwhile'))
      return plan('before')
    }
    const seen = feed.watch(planId, read)
    expect((await seen.next()).value?.createdBy).toBe('before')
    expect((await seen.next()).value?.createdBy).toBe('meanwhile')
  })

  it('ends when it is called off, also while nothing happens', async () => {
    const feed = createPlanFeed(async () => {})
    const abort = new AbortController()
    const seen = feed.watch(planId, async () => plan('now'), abort.signal)
    await seen.next()
    const next = seen.next()
    abort.abort()
    expect(await next).toEqual({ done: true, value: undefined })
  })
})
