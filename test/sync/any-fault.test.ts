import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import type { Trouble } from '../dropbox/support.ts'
import { createSyncDesk, isTrueState, withPagesOf } from './support.ts'

let demo: DemoTeam
beforeAll(async () => {
  demo = await startDemoTeam({ members: 40, groups: 12 })
})
afterAll(() => demo.close())

const route = fc.constantFrom(
  'oauth2/token',
  'team/get_info',
  'team/members/get_available_team_member_roles',
  'team/members/list_v2',
  'team/members/list/continue_v2',
  'team/groups/list',
  'team/groups/list/continue',
  'team/groups/get_info',
  'team/groups/members/list',
  'team/groups/members/list/continue',
)

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  fc.record({
    kind: fc.constant('rate-limited' as const),
    retryAfter: fc.integer({ min: 0, max: 20 }),
    where: fc.constantFrom('header' as const, 'body' as const, 'both' as const, 'none' as const),
    plainText: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('server-error' as const), status: fc.constantFrom(500, 502, 503), html: fc.boolean() }),
  fc.constantFrom<Trouble>(
    { kind: 'reset-before' },
    { kind: 'reset-after' },
    { kind: 'expired-token' },
    { kind: 'dead-cursor' },
    { kind: 'truncated-json' },
    { kind: 'html-body' },
    { kind: 'slow-drip', pieces: 5, everyMs: 0 },
    { kind: 'extra-fields' },
    { kind: 'missing-scope' },
  ),
)

const fault = fc
  .tuple(trouble, route, fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .map(([what, where, after, times]) => ({ ...what, route: where, after, times }))

it('a sync becomes the team’s true state or leaves nothing but its log, whatever goes wrong', async () => {
  const outcomes = { done: 0, failed: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 6 }), fc.integer({ min: 4, max: 40 }), async (faults, pageSize) => {
      demo.faults.clear()
      const desk = await createSyncDesk(demo, { fetch: withPagesOf(pageSize) })
      for (const one of faults) demo.faults.add(one)
      const { end, run } = await desk.sync()
      const snapshots = await desk.stores.snapshots.list(desk.connectionId)
      expect((await desk.syncs.log(run.runId)).length).toBeGreaterThan(0)
      if (end.kind === 'done') {
        outcomes.done++
        expect(snapshots).toHaveLength(1)
        expect(snapshots[0]?.proof.every((line) => line.outcome === 'matches')).toBe(true)
        expect(await isTrueState(desk, demo, end.snapshotId)).toBe(true)
      } else {
        outcomes.failed++
        expect(end.kind).toBe('failed')
        expect(run).toMatchObject({ outcome: 'failed', snapshotId: null })
        expect(snapshots).toEqual([])
      }
    }),
    { numRuns: 80 },
  )
  // Both ends were reached, or the property says little.
  expect(outcomes.done).toBeGreaterThan(5)
  expect(outcomes.failed).toBeGreaterThan(5)
}, 120_000)
