import { describe, expect, it } from 'vitest'
import type { TeamClient } from '../../electron/dropbox/team-client.ts'
import type { PlanId } from '../../shared/domain/ids.ts'
import type { StepState } from '../../shared/domain/plan.ts'
import { openWorkbench, states, stepOf, type Workbench, WRITES } from './workbench.ts'

const INTERRUPTED = /^Attest ended before the outcome was known/

/** Resolves once the first open step of the running plan is in this state. */
const reached = async (bench: Workbench, planId: PlanId, state: StepState): Promise<void> => {
  const abort = new AbortController()
  for await (const plan of bench.provisioning.watch({ planId }, abort.signal))
    if (plan.steps.some((step) => step.state === state)) return
}

const never = <T>(): Promise<T> => new Promise(() => {})

/** A client whose write hangs for good: before it is sent, or after Dropbox made the change. */
const hangingOnWrite = (client: TeamClient, when: 'before' | 'after', onHang: () => void): TeamClient => ({
  ...client,
  write: async (route, arg, signal) => {
    if (when === 'after') await client.write(route, arg, signal)
    onHang()
    return never()
  },
})

const crashDuringWrite = async (when: 'before' | 'after') => {
  const bench = await openWorkbench()
  bench.decide('roles', 'Billing admin', 'revoke')
  bench.decide('leaver', 'licence', 'revoke')
  const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
  await new Promise<void>((resolve) => {
    void bench.provisioningWith(hangingOnWrite(bench.client, when, resolve)).apply({ planId })
  })
  bench.restart()
  return { bench, planId }
}

describe('an app that ends between intent and answer', () => {
  it.each(['before', 'after'] as const)('sends each change once, when it ended %s Dropbox made it', async (when) => {
    const { bench, planId } = await crashDuringWrite(when)
    expect(bench.writes()).toHaveLength(when === 'before' ? 0 : 1)

    await bench.provisioning.resume()
    const paused = await bench.provisioning.get({ planId })
    expect(paused.state).toBe('paused')
    const open = paused.steps.filter((step) => step.state === 'requested')
    expect(open).toHaveLength(1)
    expect(open[0]?.note).toMatch(INTERRUPTED)
    expect(bench.writes()).toHaveLength(when === 'before' ? 0 : 1)

    const plan = await bench.applied(planId)
    expect(plan.state).toBe('finished')
    expect(new Set(plan.steps.map((step) => step.state))).toEqual(new Set(['verified']))
    const routes = bench.writes().map((write) => write.route)
    expect(routes.sort()).toEqual([WRITES[0], WRITES[3]].sort())
    expect(bench.demo.effects.wipedDevices).toEqual([])
    expect(bench.demo.effects.mails).toEqual([])
    expect(bench.stores.plans.verifyJournal()).toBeNull()
  })
})

describe('an app that ends between answer and reading back', () => {
  it('reads back and does not send again', async () => {
    const bench = await openWorkbench()
    bench.decide('leaver', 'licence', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    let isSent = false
    const hanging = bench.provisioningWith({
      ...bench.client,
      write: (route, arg, signal) => {
        isSent = true
        return bench.client.write(route, arg, signal)
      },
      read: (route, arg, signal) => (isSent ? never() : bench.client.read(route, arg, signal)),
    })
    await hanging.apply({ planId })
    const abort = new AbortController()
    for await (const plan of hanging.watch({ planId }, abort.signal))
      if (stepOf(plan, 'suspend').state === 'accepted') break
    bench.restart()
    await bench.provisioning.resume()
    expect(stepOf(await bench.provisioning.get({ planId }), 'suspend')).toMatchObject({
      state: 'accepted',
      note: expect.stringMatching(INTERRUPTED),
    })
    const plan = await bench.applied(planId)
    expect(stepOf(plan, 'suspend')).toMatchObject({ state: 'verified', note: null, requestId: expect.any(String) })
    expect(bench.writes()).toHaveLength(1)
  })
})

describe('starting without an interrupted plan', () => {
  it('leaves drafts and finished plans alone', async () => {
    const bench = await openWorkbench()
    bench.decide('leaver', 'licence', 'revoke')
    const draft = await bench.provisioning.preview({ campaignId: bench.campaignId })
    await bench.provisioning.resume()
    expect(await bench.provisioning.get({ planId: draft.planId })).toEqual(draft)
    const plan = await bench.applied(draft.planId)
    await bench.provisioning.resume()
    expect(await bench.provisioning.get({ planId: draft.planId })).toEqual(plan)
  })
})

describe('quitting', () => {
  it('waits for the call under way and sends no other', async () => {
    const bench = await openWorkbench()
    bench.decide('roles', 'Billing admin', 'revoke')
    bench.decide('leaver', 'licence', 'revoke')
    const { planId } = await bench.provisioning.preview({ campaignId: bench.campaignId })
    let whenStopped: () => void = () => {}
    const stopped = new Promise<void>((resolve) => {
      whenStopped = resolve
    })
    bench.demo.faults.add({
      kind: 'team-change',
      route: /set_admin_permissions|suspend/,
      during: () => void bench.provisioning.stop().then(whenStopped),
    })
    await bench.provisioning.apply({ planId })
    await reached(bench, planId, 'accepted')
    await stopped
    const plan = await bench.provisioning.get({ planId })
    expect(plan.state).toBe('paused')
    expect(bench.writes()).toHaveLength(1)
    await expect(bench.provisioning.apply({ planId })).rejects.toMatchObject({ detail: { kind: 'cancelled' } })

    bench.restart()
    expect(states(await bench.applied(planId)).map(([, state]) => state)).toEqual(['verified', 'verified'])
    expect(bench.writes()).toHaveLength(2)
  })
})
