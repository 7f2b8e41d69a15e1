// How long campaigns take at volume, and how long the store is busy at a stretch while they do.
// `node test/bench/campaign-volume.ts [people] [groups]`: each person holds nine groups and a licence.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../electron/store/database.ts'
import { createStores } from '../../electron/store/stores.ts'
import type { ItemFilters } from '../../shared/contract/campaigns.ts'
import { AT, ada, decision, openCampaign } from '../support/campaigns.ts'
import { account, connection, group, holds, licence, role } from '../support/sample-team.ts'
import { takeSnapshot } from '../support/snapshots.ts'

const [people = 20_000, groupCount = 500] = process.argv.slice(2).map(Number)

/** Runs work, printing its time, its processor time, and the longest stretch in which nothing else could run. */
const timed = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
  let longest = 0
  let last = performance.now()
  let isDone = false
  const tick = (): void => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
    if (!isDone) setImmediate(tick)
  }
  setImmediate(tick)
  const cpu = process.cpuUsage()
  const start = performance.now()
  const result = await work()
  const took = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  isDone = true
  longest = Math.max(longest, performance.now() - last)
  const figures = [took, (user + system) / 1000, longest].map((ms) => ms.toFixed(1).padStart(11))
  console.log(name.padEnd(44) + figures.join(''))
  return result
}

const full = licence()
const groups = Array.from({ length: groupCount }, (_, i) => group(`g:${i}`, `Group ${i}`))
const roles = [role('r:1', 'Team admin'), role('r:2', 'Support admin')]
const rowOf = (i: number) => {
  const more = i % 40 === 0 ? { status: 'invited' as const, invitedOn: '2025-01-01T00:00:00Z' } : {}
  const memberships = Array.from({ length: 9 }, (_, k) => {
    const of = groups[(i * 7 + k * 31) % groupCount] ?? full
    return holds(of, (i + k) % 60 === 0 ? 'owner' : 'member')
  })
  const admin = roles[i % 200 === 1 ? 0 : 1] ?? full
  return {
    account: account(i + 1, more),
    grants: [holds(full), ...(i % 100 === 1 ? [holds(admin)] : []), ...memberships],
  }
}

const folder = mkdtempSync(join(tmpdir(), 'attest-volume-'))
try {
  const stores = createStores(openDatabase(join(folder, 'workspace.db'), 'a1b2c3d4'))
  stores.connections.save(connection())
  console.log(`${''.padEnd(44)}${['wall ms', 'cpu ms', 'longest ms'].map((t) => t.padStart(11)).join('')}`)
  const rows = Array.from({ length: people }, (_, i) => rowOf(i))
  const { snapshotId } = await timed('snapshot', () =>
    takeSnapshot(stores.snapshots, [...groups, ...roles, full], rows),
  )
  await timed('measure', () => stores.campaigns.measure(snapshotId, { kind: 'everything' }))
  const { campaignId, progress } = await timed('open', () => openCampaign({ stores, snapshotId }))
  console.log(`${progress.items} items`)

  const page = (grouping: 'person' | 'entitlement' | 'flat', filters: ItemFilters, offset: number) => () =>
    stores.campaigns.items(campaignId, { grouping, groupKey: null, filters, window: { offset, limit: 200 } }, null)
  for (const grouping of ['person', 'entitlement', 'flat'] as const) {
    const all: ItemFilters = { search: '', show: 'all' }
    await timed(`${grouping}: groups`, () => stores.campaigns.groups(campaignId, grouping, all))
    await timed(`${grouping}: last page`, page(grouping, all, progress.items - 200))
    await timed(
      `${grouping}: undecided, far down`,
      page(grouping, { search: '', show: 'undecided' }, progress.items / 2),
    )
    await timed(`${grouping}: search for one group`, page(grouping, { search: 'group 12', show: 'undecided' }, 0))
    await timed(`${grouping}: search that finds all`, page(grouping, { search: 'e', show: 'all' }, 0))
    await timed(`${grouping}: next undecided`, () => stores.campaigns.nextUndecided(campaignId, grouping, 1))
  }
  await timed('decide one', () => stores.campaigns.decide(decision(campaignId, [1])))
  for (const from of [1, 10_001, 20_001]) {
    const itemNos = Array.from({ length: 10_000 }, (_, i) => from + i)
    await timed('decide 10,000', () => stores.campaigns.decide(decision(campaignId, itemNos)))
  }
  await timed('undo 10,000', () => stores.campaigns.undo({ campaignId, reviewer: ada, at: AT }))
  await timed('detail', () => stores.campaigns.detail(campaignId, 1, ada.accountId))
  await timed('verify the log', () => stores.campaigns.verifyChain(campaignId))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
