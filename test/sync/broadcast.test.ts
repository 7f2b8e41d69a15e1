import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createBroadcast } from '../../electron/sync/broadcast.ts'
import { createTally, progressOf } from '../../electron/sync/tally.ts'
import type { ConnectionId, RunId } from '../../shared/domain/ids.ts'
import type { SyncEvent } from '../../shared/domain/sync-run.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const run = { runId: 'run_1' as RunId, connectionId: 'conn_1' as ConnectionId, startedAt: '2026-11-20T12:00:00Z' }
const now = new Date('2026-11-20T12:00:00Z')

const listen = (broadcast: ReturnType<typeof createBroadcast>, signal?: AbortSignal) => {
  const heard: SyncEvent[] = []
  const over = (async () => {
    for await (const event of broadcast.watch(signal)) heard.push(event)
  })()
  return { heard, over }
}

it('tells what is so now, progress ten times a second at most, and the end at once', async () => {
  const broadcast = createBroadcast()
  const stop = new AbortController()
  const { heard, over } = listen(broadcast, stop.signal)
  const tally = createTally(() =>
    broadcast.tell(() => ({ kind: 'progress', progress: progressOf(run, tally, undefined, now) })),
  )
  for (let i = 0; i < 1000; i++) {
    tally.accounts = i
    tally.changed()
    await vi.advanceTimersByTimeAsync(1)
  }
  const progress = heard.filter((event) => event.kind === 'progress')
  expect(heard[0]).toEqual({ kind: 'idle' })
  expect(progress.length).toBeGreaterThan(8)
  expect(progress.length).toBeLessThanOrEqual(11)

  tally.accounts = 5000
  tally.changed()
  broadcast.end({ kind: 'cancelled', runId: run.runId })
  await vi.advanceTimersByTimeAsync(500)
  expect(heard.at(-1)).toEqual({ kind: 'cancelled', runId: run.runId })
  stop.abort()
  await over
})

it('tells a newcomer the present state first, and a slow one the newest progress only', async () => {
  const broadcast = createBroadcast()
  const tally = createTally(() =>
    broadcast.tell(() => ({ kind: 'progress', progress: progressOf(run, tally, undefined, now) })),
  )
  tally.groups = 3
  tally.changed()
  const slow = broadcast.watch(undefined)
  expect((await slow.next()).value).toMatchObject({ kind: 'progress', progress: { groups: 3 } })
  for (let groups = 4; groups < 9; groups++) {
    tally.groups = groups
    tally.changed()
    await vi.advanceTimersByTimeAsync(200)
  }
  expect((await slow.next()).value).toMatchObject({ progress: { groups: 8 } })
  broadcast.end({ kind: 'cancelled', runId: run.runId })
  expect((await slow.next()).value).toMatchObject({ kind: 'cancelled' })
  await slow.return()
  expect((await broadcast.watch(undefined).next()).value).toEqual({ kind: 'idle' })
})

it('counts down the seconds of a pause', () => {
  const tally = createTally(() => {})
  const meter = { calls: 7, retries: 2, pausedUntil: now.getTime() + 12_400 }
  expect(progressOf(run, tally, meter, now)).toMatchObject({ calls: 7, retries: 2, waitingSeconds: 13 })
  expect(progressOf(run, tally, { ...meter, pausedUntil: null }, now).waitingSeconds).toBeNull()
})
