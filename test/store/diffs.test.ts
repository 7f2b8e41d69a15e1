import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { createStores, type Stores } from '../../electron/store/stores.ts'
import { type DiffRow, diffFiltersSchema } from '../../shared/contract/diff.ts'
import type { Account } from '../../shared/domain/account.ts'
import type { Change } from '../../shared/domain/diff.ts'
import { changeWords, countWords } from '../../shared/domain/diff-words.ts'
import type { Resource } from '../../shared/domain/entitlement.ts'
import type { ConnectionId } from '../../shared/domain/ids.ts'
import { rowsOf } from '../support/differences.ts'
import { account, connection, connectionId, group, holds, licence, role, sealFacts } from '../support/sample-team.ts'
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
const take = async (stores: Stores, rows: readonly SampleRow[], of: readonly Resource[] = resources) =>
  (await takeSnapshot(stores.snapshots, of, rows)).snapshotId

const words = (rows: readonly Change[]) =>
  rows.map((row) => `${row.account?.displayName ?? row.resource?.name}: ${changeWords(row)}`)
const person = (n: number, more: Partial<Account> = {}) => account(n, more)
const nameOf = (n: number) => account(n).displayName

describe('a difference', () => {
  it('tells who joined, left and changed, detail by detail', async () => {
    const stores = open()
    const a = await take(stores, [
      { account: person(1), grants: [] },
      { account: person(2), grants: [] },
      { account: person(3), grants: [] },
      { account: person(4, { status: 'invited', joinedOn: null }), grants: [] },
    ])
    const b = await take(stores, [
      { account: person(1, { email: 'new@acme.example', externalId: null }), grants: [] },
      { account: person(3, { status: 'removed', isRecoverable: true }), grants: [] },
      { account: person(4), grants: [] },
      { account: person(5), grants: [] },
    ])
    expect(words(await rowsOf(stores, [a, b]))).toEqual([
      `${nameOf(1)}: E-mail: person1@acme.example → new@acme.example`,
      `${nameOf(1)}: External id: E1 → none`,
      `${nameOf(2)}: No longer in the team`,
      `${nameOf(3)}: Removed from the team`,
      `${nameOf(4)}: Status: invited → active`,
      `${nameOf(5)}: Joined the team`,
    ])
    const joining = (await rowsOf(stores, [a, b])).find((row) => row.field === 'status')
    expect(joining?.along).toEqual([{ field: 'joinedOn', before: null, after: '2023-05-12T15:50:38Z' }])
    const { counts } = await stores.diffs.summary({ before: a, after: b })
    expect(countWords(counts)).toBe('1 joined, 2 left, 2 accounts changed')
  })

  it('keeps the record of somebody removed apart from leaving', async () => {
    const stores = open()
    const gone = person(1, { status: 'removed' })
    const a = await take(stores, [{ account: gone, grants: [] }])
    const b = await take(stores, [])
    expect(words(await rowsOf(stores, [a, b]))).toEqual([`${nameOf(1)}: Record of a removed account: removed → none`])
    expect((await stores.diffs.summary({ before: a, after: b })).counts.accountsLeft).toBe(0)
  })

  it('tells grants added, removed, and a member who became owner as one change', async () => {
    const stores = open()
    const a = await take(stores, [
      { account: person(1), grants: [holds(finance), holds(teamAdmin), holds(full)] },
      { account: person(2), grants: [holds(legal, 'owner')] },
    ])
    const b = await take(stores, [
      { account: person(1), grants: [holds(finance, 'owner'), holds(legal), holds(full)] },
      { account: person(2), grants: [holds(legal)] },
    ])
    expect(words(await rowsOf(stores, [a, b]))).toEqual([
      `${nameOf(1)}: Lost Team admin (Role)`,
      `${nameOf(1)}: Finance: member → owner`,
      `${nameOf(1)}: Got Legal (Group member)`,
      `${nameOf(2)}: Legal: owner → member`,
    ])
    expect((await stores.diffs.summary({ before: a, after: b })).counts).toMatchObject({
      grantsAdded: 1,
      grantsRemoved: 1,
      grantsChanged: 2,
    })
  })

  it('tells groups and roles that were created, renamed and deleted', async () => {
    const stores = open()
    const a = await take(stores, [], [teamAdmin, finance, legal])
    const b = await take(stores, [], [teamAdmin, { ...finance, name: 'Finances' }, role('r:new', 'Support admin')])
    expect(words(await rowsOf(stores, [a, b]))).toEqual([
      'Support admin: Role created',
      'Finances: Name: Finance → Finances',
      'Legal: Group deleted',
    ])
  })

  it('says nothing of what changed and changed back', async () => {
    const stores = open()
    const rows = [{ account: person(1), grants: [holds(finance), holds(full)] }]
    const a = await take(stores, rows)
    await take(stores, [{ account: person(1, { email: 'x@acme.example' }), grants: [holds(full)] }], [full])
    const b = await take(stores, rows)
    expect(await rowsOf(stores, [a, b])).toEqual([])
    expect(countWords((await stores.diffs.summary({ before: a, after: b })).counts)).toBe('')
  })

  it('is the same whatever snapshots between the two were deleted or never sealed', async () => {
    const stores = open()
    const a = await take(stores, [{ account: person(1), grants: [holds(finance)] }])
    await take(stores, [{ account: person(1), grants: [holds(legal)] }])
    const b = await take(stores, [{ account: person(1), grants: [holds(legal), holds(full)] }])
    const running = stores.snapshots.begin({
      connectionId,
      runId: 'run_2' as never,
      teamId: 't',
      teamName: 'n',
      startedAt: '2026-11-21T00:00:00Z',
    })
    stores.snapshots.addResources(running, resources)
    stores.snapshots.addAccounts(running, [{ account: person(1), grants: [] }])
    stores.snapshots.flush()
    expect(words(await rowsOf(stores, [a, b]))).toEqual([
      `${nameOf(1)}: Lost Finance (Group member)`,
      `${nameOf(1)}: Got Legal (Group member)`,
      `${nameOf(1)}: Got Full licence (Licence)`,
    ])
  })

  it('leaves other teams of the workspace out, and refuses to compare two of them', async () => {
    const stores = open()
    const a = await take(stores, [{ account: person(1), grants: [] }])
    const other = 'conn_other' as ConnectionId
    stores.connections.save(connection({ connectionId: other }))
    const theirs = async (rows: SampleRow[]) => {
      const begun = { connectionId: other, runId: 'run_3' as never, teamId: 't', teamName: 'n' }
      const id = stores.snapshots.begin({ ...begun, startedAt: '2026-11-21T00:00:00Z' })
      stores.snapshots.addResources(id, resources)
      stores.snapshots.addAccounts(id, rows)
      await stores.snapshots.seal(id, sealFacts())
      return id
    }
    const theirFirst = await theirs([{ account: person(8), grants: [holds(finance)] }])
    await theirs([{ account: person(8), grants: [holds(legal)] }])
    const b = await take(stores, [{ account: person(1), grants: [holds(full)] }])
    expect(words(await rowsOf(stores, [a, b]))).toEqual([`${nameOf(1)}: Got Full licence (Licence)`])
    await expect(stores.diffs.summary({ before: a, after: theirFirst })).rejects.toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ kind: 'not-allowed' }) }),
    )
  })

  it('says nothing of groups where one of the two did not collect them', async () => {
    const stores = open()
    const a = await take(stores, [{ account: person(1), grants: [holds(finance), holds(teamAdmin)] }])
    const id = stores.snapshots.begin({
      connectionId,
      runId: 'run_2' as never,
      teamId: 't',
      teamName: 'n',
      startedAt: '2026-11-21T00:00:00Z',
    })
    stores.snapshots.addResources(id, [teamAdmin])
    stores.snapshots.addAccounts(id, [{ account: person(1), grants: [] }])
    await stores.snapshots.seal(id, { ...sealFacts(), hasGroups: false })
    expect(words(await rowsOf(stores, [a, id]))).toEqual(
      ['Full licence: Licence deleted', `${nameOf(1)}: Lost Team admin (Role)`].toReversed(),
    )
    expect(await stores.diffs.summary({ before: a, after: id })).toMatchObject({ hasGroups: false })
  })
})

describe('the rows of a difference', () => {
  const prepared = async () => {
    const stores = open()
    const a = await take(stores, [
      { account: person(1, { displayName: 'Zoë' }), grants: [holds(finance)] },
      { account: person(2, { displayName: 'Ann' }), grants: [holds(finance), holds(legal)] },
    ])
    const b = await take(stores, [
      { account: person(1, { displayName: 'Zoë' }), grants: [holds(legal)] },
      { account: person(2, { displayName: 'Ann', externalId: 'HR-7' }), grants: [holds(legal, 'owner')] },
    ])
    return { stores, pair: [a, b] as const }
  }

  it('stand by person or by entitlement, each heading knowing how many there are', async () => {
    const { stores, pair } = await prepared()
    const heads = (rows: DiffRow[]) =>
      rows.filter((row) => row.isFirst).map((row) => [row.account?.displayName, row.resource?.name, row.rows])
    expect(heads(await rowsOf(stores, pair))).toEqual([
      ['Ann', undefined, 3],
      ['Zoë', 'Finance', 2],
    ])
    expect(heads(await rowsOf(stores, pair, { grouping: 'entitlement' }))).toEqual([
      ['Ann', 'Finance', 2],
      ['Ann', 'Legal', 2],
      ['Ann', undefined, 1],
    ])
  })

  it('are filtered by kind and found by person, group and external id', async () => {
    const { stores, pair } = await prepared()
    const filtered = async (filters: object) =>
      words(await rowsOf(stores, pair, { filters: diffFiltersSchema.parse(filters) }))
    expect(await filtered({ kinds: ['grant-changed'] })).toEqual(['Ann: Legal: member → owner'])
    expect(await filtered({ search: 'zoe legal' })).toEqual(['Zoë: Got Legal (Group member)'])
    expect(await filtered({ search: 'hr-7' })).toHaveLength(3)
    expect(await filtered({ search: 'nobody' })).toEqual([])
  })
})
