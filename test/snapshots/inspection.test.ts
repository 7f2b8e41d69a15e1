import { expect, it } from 'vitest'
import { createInspection } from '../../electron/snapshots/inspection.ts'
import type { RemoteStores } from '../../electron/store/remote.ts'
import type { AccountFilters } from '../../shared/contract/snapshots.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'

const everybody: AccountFilters = { search: '', statuses: [], roleId: null, groupId: null, access: 'any', flag: null }
const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent }
const input = (snapshotId: number) => ({
  snapshotId: snapshotId as SnapshotId,
  filters: everybody,
  sort: 'name' as const,
  direction: 'asc' as const,
  window: { offset: 0, limit: 100 },
})

/** A store that notes what it is asked; warming ends when it has been asked `until` times. */
const noting = (total: number, until: number) => {
  const asked: string[] = []
  let done: () => void = silent
  const ended = new Promise<void>((resolve) => {
    done = resolve
  })
  const accounts = async ({ snapshotId, sort, direction }: ReturnType<typeof input>) => {
    asked.push(`${snapshotId} ${sort} ${direction}`)
    if (asked.length === until) done()
    return { rows: [], filtered: total, total }
  }
  return { stores: { snapshots: { accounts } } as unknown as RemoteStores, asked, ended }
}

it('gets every order of a long list ready, once', async () => {
  const { stores, asked, ended } = noting(100_000, 17)
  const { accounts } = createInspection({ stores, log })
  await accounts(input(1))
  await accounts(input(1))
  await accounts(input(1))
  await ended
  expect(new Set(asked).size).toBe(14)
  expect(asked).toHaveLength(17)
})

it('leaves short lists alone', async () => {
  const { stores, asked } = noting(240, 99)
  await createInspection({ stores, log }).accounts(input(1))
  expect(asked).toEqual(['1 name asc'])
})

it('stops with a snapshot that nobody looks at any more', async () => {
  const { stores, asked, ended } = noting(100_000, 16)
  const { accounts } = createInspection({ stores, log })
  await Promise.all([accounts(input(1)), accounts(input(2))])
  await ended
  expect(asked.filter((line) => line.startsWith('1 ')).length).toBeLessThan(5)
})
