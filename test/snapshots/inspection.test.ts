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

/** A store that notes of which snapshot it gets a piece ready; each has four. */
const noting = (total: number) => {
  const warmed: number[] = []
  const snapshots = {
    accounts: async () => ({ rows: [], filtered: total, total }),
    warm: async ({ snapshotId }: { snapshotId: SnapshotId }) => {
      const isLeft = warmed.filter((id) => id === snapshotId).length < 4
      if (isLeft) warmed.push(snapshotId)
      return isLeft
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
  expect(warmed).toEqual([1, 1, 1, 1])
})

it('waits while somebody is busy with the list', async () => {
  const { stores, warmed } = noting(100_000)
  const { accounts } = createInspection({ stores, log })
  await accounts(input(1))
  await vi.advanceTimersByTimeAsync(40)
  await accounts(input(1))
  await vi.advanceTimersByTimeAsync(40)
  expect(warmed).toEqual([])
  await vi.advanceTimersByTimeAsync(40)
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
  expect(warmed).toEqual([2, 2, 2, 2])
})
