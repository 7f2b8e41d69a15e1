import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createInspection } from '../../electron/snapshots/inspection.ts'
import { EVERYBODY } from '../../electron/store/account-filters.ts'
import type { RemoteStores } from '../../electron/store/remote.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'

const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent }
const input = (snapshotId: number) => ({
  snapshotId: snapshotId as SnapshotId,
  filters: EVERYBODY,
  sort: 'name' as const,
  direction: 'asc' as const,
  window: { offset: 0, limit: 100 },
})

/** A store that notes what it is asked to get ready, of which there are four things. */
const noting = (total: number) => {
  const warmed: string[] = []
  const snapshots = {
    accounts: async () => ({ rows: [], filtered: total, total }),
    warm: async ({ snapshotId, step }: { snapshotId: SnapshotId; step: number }) => {
      if (step < 4) warmed.push(`${snapshotId}:${step}`)
      return step < 4
    },
  }
  return { stores: { snapshots } as unknown as RemoteStores, warmed }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('gets everything of a long list ready, once', async () => {
  const { stores, warmed } = noting(100_000)
  const { accounts } = createInspection({ stores, log })
  await accounts(input(1))
  await vi.runAllTimersAsync()
  await accounts(input(1))
  await vi.runAllTimersAsync()
  expect(warmed).toEqual(['1:0', '1:1', '1:2', '1:3'])
})

it('waits while somebody is busy with the list', async () => {
  const { stores, warmed } = noting(100_000)
  const { accounts } = createInspection({ stores, log })
  await accounts(input(1))
  await vi.advanceTimersByTimeAsync(100)
  await accounts(input(1))
  await vi.advanceTimersByTimeAsync(100)
  expect(warmed).toEqual([])
  await vi.advanceTimersByTimeAsync(100)
  expect(warmed).toHaveLength(4)
})

it('leaves short lists alone', async () => {
  const { stores, warmed } = noting(240)
  await createInspection({ stores, log }).accounts(input(1))
  await vi.runAllTimersAsync()
  expect(warmed).toEqual([])
})

it('stops with a snapshot that nobody looks at any more', async () => {
  const { stores, warmed } = noting(100_000)
  const { accounts } = createInspection({ stores, log })
  await Promise.all([accounts(input(1)), accounts(input(2))])
  await vi.runAllTimersAsync()
  expect(warmed).toEqual(['2:0', '2:1', '2:2', '2:3'])
})
