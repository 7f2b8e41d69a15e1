// Looking at a snapshot of 1,000,000 grants through the store's thread: every list in every order, filtered and searched,
// at any place, and one person's access. Nothing is warmed: the first question of a kind counts like any other.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { EVERYBODY } from '../../electron/store/account-filters.ts'
import { openInThread, type RemoteStores } from '../../electron/store/remote.ts'
import { accountSortSchema, entitlementSortSchema } from '../../shared/contract/snapshots.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { connection, connectionId, runId, sealFacts } from '../support/sample-team.ts'
import { churningTeam } from './churning-team.ts'
import { ms, type Row } from './table.ts'

const SIZE = { accounts: 10_000, resources: 2_000, grants: 1_000_000 }
const directions = ['asc', 'desc'] as const

const store = async (): Promise<{ stores: RemoteStores; close: () => Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'attest-bench-inspect-'))
  const thread = new Worker(new URL('../../electron/store/store-thread.ts', import.meta.url))
  const { stores, close } = await openInThread(thread, { file: join(folder, 'workspace.db'), key: 'b'.repeat(64) })
  return {
    stores,
    close: async () => {
      await close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const takeSnapshot = async ({ snapshots, connections }: RemoteStores): Promise<SnapshotId> => {
  await connections.save(connection())
  const team = churningTeam(SIZE)
  const startedAt = '2026-11-20T11:59:00Z'
  const id = await snapshots.begin({ connectionId, runId, teamId: 'dbtid:acme', teamName: 'Acme', startedAt })
  await snapshots.addResources(id, [...team.resources])
  for (const piece of team.pieces()) await snapshots.addAccounts(id, piece)
  await snapshots.seal(id, sealFacts())
  return id
}

type Question = { kind: string; ask: () => Promise<unknown> }

const questions = (stores: RemoteStores, snapshotId: SnapshotId): Question[] => {
  const { snapshots } = stores
  const asked: Question[] = [
    {
      kind: 'first picture of the window',
      ask: () =>
        Promise.all([
          snapshots.list(connectionId),
          stores.campaigns.list(connectionId),
          snapshots.overview(snapshotId),
        ]),
    },
  ]
  const groupId = (n: number) => `g:${String(n).padStart(32, '0')}` as never
  const accountFilters = [
    EVERYBODY,
    { ...EVERYBODY, statuses: ['suspended' as const] },
    { ...EVERYBODY, access: 'no-group' as const },
    { ...EVERYBODY, groupId: groupId(17) },
    { ...EVERYBODY, search: 'surname 77' },
    { ...EVERYBODY, search: 'person.42' },
  ]
  for (const filters of accountFilters)
    for (const sort of accountSortSchema.options)
      for (const direction of directions)
        for (const offset of [0, 5_000])
          asked.push({
            kind: 'accounts: any page, sort, filter, search',
            ask: () => snapshots.accounts({ snapshotId, filters, sort, direction, window: { offset, limit: 100 } }),
          })
  const everything = { search: '', types: [], management: [], held: 'any' as const }
  const entitlementFilters = [
    everything,
    { ...everything, management: ['user_managed' as const] },
    { ...everything, held: 'nobody' as const },
    { ...everything, search: 'group 77' },
  ]
  for (const filters of entitlementFilters)
    for (const sort of entitlementSortSchema.options)
      for (const direction of directions)
        for (const offset of [0, 1_000])
          asked.push({
            kind: 'entitlements: any page, sort, filter, search',
            ask: () => snapshots.entitlements({ snapshotId, filters, sort, direction, window: { offset, limit: 100 } }),
          })
  for (let n = 0; n < 60; n += 1)
    asked.push({
      kind: 'holders of one entitlement',
      ask: () =>
        snapshots.holders({
          snapshotId,
          resourceType: 'group',
          resourceId: groupId((n * 97) % SIZE.resources),
          entitlement: 'member',
          window: { offset: (n % 3) * 100, limit: 100 },
        }),
    })
  for (let n = 0; n < 200; n += 1)
    asked.push({
      kind: 'access of one person',
      ask: () =>
        snapshots.account({
          snapshotId,
          accountId: `dbmid:AAD${String((n * 4_871) % SIZE.accounts).padStart(24, 'x')}` as never,
        }),
    })
  for (const text of ['p', 'person 42', 'group 1', 'e77'])
    asked.push({ kind: 'palette', ask: () => snapshots.find({ snapshotId, text }) })
  return asked
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

export const benchInspect = async (): Promise<Row[]> => {
  const { stores, close } = await store()
  const snapshotId = await takeSnapshot(stores)
  const took = new Map<string, number[]>()
  for (const { kind, ask } of questions(stores, snapshotId)) {
    const began = performance.now()
    await ask()
    took.set(kind, [...(took.get(kind) ?? []), performance.now() - began])
  }
  await close()
  return [...took].map(([kind, values]) => {
    const goal = kind === 'access of one person' ? 20 : 100
    const p95 = percentile(values, 0.95)
    return {
      what: `${kind}, 95th percentile of ${values.length}`,
      figure: ms(p95),
      ratio: `median ${ms(percentile(values, 0.5))}, worst ${ms(Math.max(...values))}`,
      goal: `≤ ${goal} ms`,
      isReached: p95 <= goal,
    }
  })
}
