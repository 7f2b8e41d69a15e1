import { expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { createStores } from '../../electron/store/stores.ts'
import { account, connection, group, holds, licence, role } from '../support/sample-team.ts'
import { takeSnapshot } from '../support/snapshots.ts'

const teamAdmin = role('r:admin', 'Team admin')
const finance = group('g:finance', 'Finance')
const legal = group('g:legal', 'Legal')
const full = licence()

it('tells in which way each grant is held, since when, and what was before on the same thing', async () => {
  const stores = createStores(openDatabase(':memory:'))
  stores.connections.save(connection())
  const take = (grants: ReturnType<typeof holds>[], month: number) =>
    takeSnapshot(
      stores.snapshots,
      [teamAdmin, finance, legal, full],
      [{ account: account(1), grants }],
      `2026-${String(month).padStart(2, '0')}-01T00:00:00Z`,
    )
  const at = (month: number, isExact = true) => ({ at: `2026-0${month}-01T00:00:00Z`, isExact })
  await take([holds(full), holds(finance, 'owner')], 1)
  await take([holds(full), holds(finance), holds(legal)], 2)
  await take([holds(full), holds(finance)], 3)
  const { snapshotId } = await take([holds(full), holds(finance), holds(legal), holds(teamAdmin)], 4)
  await take([], 5)

  const paths = stores.snapshots.paths({ snapshotId, accountId: account(1).accountId })
  const told = Object.fromEntries(paths.map(({ resourceId, ...path }) => [resourceId, path]))
  expect(told).toMatchObject({
    full: { way: 'licence', heldSince: at(1, false), firstSeen: at(1, false), earlier: [], by: null },
    'r:admin': { way: 'direct', heldSince: at(4), firstSeen: at(4), earlier: [] },
    'g:finance': {
      way: 'group-member',
      heldSince: at(2),
      firstSeen: at(2),
      earlier: [{ entitlement: 'owner', from: at(1, false), until: '2026-02-01T00:00:00Z' }],
    },
    'g:legal': {
      way: 'group-member',
      heldSince: at(4),
      firstSeen: at(2),
      earlier: [{ entitlement: 'member', from: at(2), until: '2026-03-01T00:00:00Z' }],
    },
  })
  expect(paths).toHaveLength(4)
  expect(stores.snapshots.paths({ snapshotId, accountId: account(9).accountId })).toEqual([])
})
