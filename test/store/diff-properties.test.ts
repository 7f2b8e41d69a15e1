// Properties of differences: any two snapshots among a few, whatever lies between them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { createStores, type Stores } from '../../electron/store/stores.ts'
import type { DiffRow } from '../../shared/contract/diff.ts'
import type { Account } from '../../shared/domain/account.ts'
import { type Change, changedDetails, MIRRORED } from '../../shared/domain/diff.ts'
import type { EntitlementName, Resource } from '../../shared/domain/entitlement.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { rowsOf } from '../support/differences.ts'
import { account, connection, group, holds, licence, role } from '../support/sample-team.ts'
import { type SampleRow, takeSnapshot } from '../support/snapshots.ts'

const teamAdmin = role('r:admin', 'Team admin')
const finance = group('g:finance', 'Finance')
const legal = group('g:legal', 'Legal')
const full = licence()
const resources = [teamAdmin, finance, legal, full]

const open = (): Stores => {
  const stores = createStores(openDatabase(':memory:'))
  stores.connections.save(connection())
  return stores
}
const take = async (stores: Stores, rows: readonly SampleRow[], of: readonly Resource[]) =>
  (await takeSnapshot(stores.snapshots, of, rows)).snapshotId

const ACCESS: [Resource, EntitlementName][] = [
  [teamAdmin, 'member'],
  [finance, 'member'],
  [finance, 'owner'],
  [legal, 'member'],
  [full, 'assigned'],
]
const somebody = fc.record({
  status: fc.constantFrom<Account['status']>('active', 'invited', 'suspended', 'removed'),
  email: fc.constantFrom('a@acme.example', 'b@acme.example'),
  externalId: fc.constantFrom(null, 'E'),
  secondaryEmails: fc.constantFrom<string[]>([], ['c@acme.example']),
  access: fc.subarray([0, 1, 2, 3, 4]),
})
const team = fc.record({
  people: fc.array(fc.option(somebody, { nil: null }), { minLength: 4, maxLength: 4 }),
  names: fc.array(fc.option(fc.constantFrom('One', 'Two'), { nil: null }), { minLength: 4, maxLength: 4 }),
})
type Team = { people: (({ access: number[] } & Partial<Account>) | null)[]; names: (string | null)[] }

const sampleOf = ({ people, names }: Team) => {
  const of = resources.flatMap((resource, i) => (names[i] ? [{ ...resource, name: names[i] }] : []))
  const rows = people.flatMap((one, n): SampleRow[] => {
    if (!one) return []
    const { access, ...more } = one
    const grants = access.flatMap((i) => {
      const [resource, name] = ACCESS[i] as [Resource, EntitlementName]
      return of.some((there) => there.resourceId === resource.resourceId) ? [holds(resource, name)] : []
    })
    return [{ account: account(n, more), grants }]
  })
  return { of, rows }
}

/** What a snapshot holds, as texts by key: the ground truth to compare with. */
const stateOf = ({ of, rows }: ReturnType<typeof sampleOf>): Map<string, string> => {
  const state = new Map<string, string>()
  const put = (thing: string, body: object) => {
    for (const { field, after } of changedDetails({}, body as Record<string, unknown>))
      if (after !== null) state.set(`${thing} ${field}`, after)
  }
  for (const resource of of) put(`resource ${resource.resourceId}`, resource)
  for (const { account: one, grants } of rows) {
    put(`account ${one.accountId}`, one)
    for (const grant of grants) state.set(`grant ${one.accountId} ${grant.resourceId} ${grant.entitlement}`, 'held')
  }
  return state
}

const apply = (state: ReadonlyMap<string, string>, rows: readonly Change[]): Map<string, string> => {
  const next = new Map(state)
  const set = (key: string, before: string | null, after: string | null) => {
    expect(next.get(key) ?? null).toBe(before)
    if (after === null) next.delete(key)
    else next.set(key, after)
  }
  for (const { kind, account: one, resource, field, before, after, along } of rows) {
    if (kind.startsWith('grant-')) {
      const key = `grant ${one?.accountId} ${resource?.resourceId}`
      if (before) set(`${key} ${before}`, 'held', null)
      if (after) set(`${key} ${after}`, null, 'held')
      continue
    }
    const thing = one ? `account ${one.accountId}` : `resource ${resource?.resourceId}`
    const own = field && field !== 'record' ? [{ field, before, after }] : []
    for (const detail of [...own, ...along]) set(`${thing} ${detail.field}`, detail.before, detail.after)
  }
  return next
}

describe('any two snapshots', () => {
  it('differ by exactly what turns one into the other; the other way round is the mirror image', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(team, { minLength: 2, maxLength: 4 }), async (teams) => {
        const stores = open()
        const samples = teams.map(sampleOf)
        const ids: SnapshotId[] = []
        for (const { of, rows } of samples) ids.push(await take(stores, rows, of))
        for (const [i, before] of ids.entries())
          for (const [j, after] of ids.entries()) {
            const rows = await rowsOf(stores, [before, after])
            const [old, now] = [samples[i], samples[j]]
            if (!old || !now) throw new Error('no such sample')
            expect(apply(stateOf(old), rows)).toEqual(stateOf(now))
            if (i === j) expect(rows).toEqual([])
            const back = await rowsOf(stores, [after, before])
            expect(back.map((row) => MIRRORED[row.kind])).toEqual(rows.map((row) => row.kind))
            expect(back.map((row) => [row.after, row.before])).toEqual(rows.map((row) => [row.before, row.after]))
            const byEntitlement = await rowsOf(stores, [before, after], { grouping: 'entitlement' })
            expect(new Set(byEntitlement.map(changeKey))).toEqual(new Set(rows.map(changeKey)))
          }
      }),
      { numRuns: 25 },
    )
  })
})

const changeKey = ({ isFirst: _, rows: _n, ...change }: DiffRow): string => JSON.stringify(change)
