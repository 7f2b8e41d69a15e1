import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Deck, JOINED_ON, layOutDeck } from '../../electron/store/account-deck.ts'
import { EVERYBODY } from '../../electron/store/account-filters.ts'
import type { AccountSort } from '../../electron/store/account-queries.ts'
import { createConnectionStore } from '../../electron/store/connections.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { piecemeal } from '../../electron/store/piecemeal.ts'
import { ranksOf } from '../../electron/store/ranks.ts'
import { createSnapshotStore } from '../../electron/store/snapshots.ts'
import { fold } from '../../electron/store/text.ts'
import type { AccountFilters } from '../../shared/contract/snapshots.ts'
import { type Account, accountStatusSchema } from '../../shared/domain/account.ts'
import { account, connection, group, holds, licence, role } from '../support/sample-team.ts'
import { takeSnapshot } from '../support/snapshots.ts'

const full = licence()
const admin = role('r:admin', 'Team admin')
const finance = group('g:finance', 'Finance')
const sorts: AccountSort[] = ['name', 'email', 'status', 'grants', 'groups', 'joinedOn', 'externalId', 'lastSignIn']

const someone = fc.record({
  displayName: fc.constantFrom('Zoë', 'zoe', 'Ada', 'Åsa', 'Bo', 'bo'),
  email: fc.constantFrom('a@x.com', 'B@x.com', 'b@y.com', 'c@x.com'),
  status: fc.constantFrom(...accountStatusSchema.options),
  externalId: fc.option(fc.constantFrom('e1', 'E2', 'e10')),
  joinedOn: fc.option(fc.constantFrom('2019-05-01T00:00:00Z', '2026-01-02T03:04:05Z', '2001-09-09T01:46:40Z')),
  isAdmin: fc.boolean(),
  isInFinance: fc.boolean(),
})
type Someone = typeof someone extends fc.Arbitrary<infer T> ? T : never

const sortedBy = (one: { account: Account; roles: number; groups: number; grants: number }, sort: AccountSort) =>
  ({
    name: fold(one.account.displayName),
    email: one.account.email.toLowerCase(),
    status: one.account.status,
    grants: one.grants,
    groups: one.groups,
    joinedOn: one.account.joinedOn,
    externalId: one.account.externalId?.toLowerCase() ?? null,
    // Not collected here: then the order is that of names.
    lastSignIn: null,
  })[sort]

const compare = (a: string | number | null, b: string | number | null, sign: number): number => {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -sign : sign
}

it('gives every sort, filter and search as one would by hand', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someone, { maxLength: 25 }),
      fc.constantFrom(...sorts),
      fc.constantFrom('asc' as const, 'desc' as const),
      fc.record({
        search: fc.constantFrom('', 'zoe', 'X.com b'),
        statuses: fc.subarray([...accountStatusSchema.options]),
        access: fc.constantFrom('any' as const, 'has-role' as const, 'no-group' as const),
      }),
      fc.nat({ max: 20 }),
      async (people: Someone[], sort, direction, some, warmed) => {
        const db = openDatabase(':memory:')
        createConnectionStore(db).save(connection())
        const snapshots = createSnapshotStore(db)
        const team = people.map(({ isAdmin, isInFinance, ...rest }, n) => ({
          account: account(n, rest),
          grants: [...(isAdmin ? [holds(admin)] : []), ...(isInFinance ? [holds(finance)] : [])],
          roles: Number(isAdmin),
          groups: Number(isInFinance),
        }))
        const { snapshotId } = await takeSnapshot(snapshots, [admin, finance, full], team)
        const filters: AccountFilters = { ...EVERYBODY, ...some }
        const window = { offset: 0, limit: 100 }
        for (let step = 0; step < warmed; step++) snapshots.warm({ snapshotId })
        const page = snapshots.accounts({ snapshotId, filters, sort, direction, window })

        const sign = direction === 'asc' ? 1 : -1
        const statuses = some.statuses.length === 0 ? ['active', 'invited', 'suspended'] : some.statuses
        const byHand = team
          .map((one) => ({ ...one, grants: one.grants.length }))
          .filter((one) => statuses.includes(one.account.status))
          .filter((one) => some.access !== 'has-role' || one.roles > 0)
          .filter((one) => some.access !== 'no-group' || one.groups === 0)
          .filter(({ account: { displayName, email, externalId } }) =>
            fold(some.search)
              .split(' ')
              .every((word) => fold(`${displayName} ${email} ${externalId ?? ''}`).includes(word)),
          )
          .sort((a, b) => compare(sortedBy(a, sort), sortedBy(b, sort), sign))
        expect(page.filtered).toBe(byHand.length)
        expect(new Set(page.rows.map((row) => row.accountId))).toEqual(
          new Set(byHand.map((one) => one.account.accountId)),
        )
        const sorted = page.rows.map((row) =>
          sortedBy({ ...row, account: row as unknown as Account, roles: row.roles.length }, sort),
        )
        expect(sorted).toEqual(byHand.map((one) => sortedBy(one, sort)))
      },
    ),
    { numRuns: 150 },
  )
})

const someNumbers = { maxLength: 40, size: 'max' as const }

it('ranks texts a piece at a time as one would at once', () => {
  const text = fc.option(fc.constantFrom('a', 'A', 'b', 'ab', 'Zoë', '', 'z', 'É'))
  fc.assert(
    fc.property(fc.array(text, someNumbers), fc.integer({ min: 1, max: 7 }), (values, size) => {
      const lower = values.map((value) => value?.toLowerCase() ?? null)
      const order = [...new Set(lower)].filter((value) => value !== null).sort()
      const ranks = piecemeal(() => ranksOf(values, -1, size))
      expect([...ranks.get()]).toEqual(lower.map((value) => (value === null ? -1 : order.indexOf(value))))
    }),
  )
})

it('reads and orders in pieces, whenever somebody wants the whole in between', async () => {
  const db = openDatabase(':memory:')
  createConnectionStore(db).save(connection())
  const snapshots = createSnapshotStore(db)
  const team = Array.from({ length: 11 }, (_, n) => ({
    account: account(n, { displayName: `P ${(n * 7) % 11}`, externalId: n % 3 === 0 ? null : `E${(n * 5) % 11}` }),
    grants: n % 2 === 0 ? [holds(admin)] : [],
  }))
  const { snapshotId } = await takeSnapshot(snapshots, [admin, full], team)
  const keys = ['v.grants', JOINED_ON, 'v.email', 'v.external_id']
  const layOut = () => layOutDeck(db, { id: snapshotId, connectionNo: 1, firstId: snapshotId }, 3)
  const everybody = Int32Array.from(team.keys())
  const ordersOf = (deck: Deck) => [
    [...deck.texts()],
    ...keys.map((key) => [...deck.sorted(everybody, key, 'desc')]),
    [...deck.positionsOf([3, 1])],
  ]
  const whole = ordersOf(layOutDeck(db, { id: snapshotId, connectionNo: 1, firstId: snapshotId }))
  const pieces = layOut()
  let steps = 0
  while (pieces.getReady(keys)) steps += 1
  expect(steps).toBeGreaterThan(20)
  expect(ordersOf(pieces)).toEqual(whole)
  for (let some = 0; some <= steps; some++) {
    const deck = layOut()
    for (let step = 0; step < some; step++) expect(deck.getReady(keys)).toBe(true)
    expect(ordersOf(deck)).toEqual(whole)
    expect(deck.getReady(keys)).toBe(false)
  }
})

it('gives no order at all where the rows are not those it was laid out for', async () => {
  const db = openDatabase(':memory:')
  createConnectionStore(db).save(connection())
  const team = Array.from({ length: 7 }, (_, n) => ({ account: account(n), grants: [] }))
  const { snapshotId } = await takeSnapshot(createSnapshotStore(db), [full], team)
  const deck = layOutDeck(db, { id: snapshotId, connectionNo: 1, firstId: snapshotId }, 3)
  expect(deck.getReady([])).toBe(true)
  db.exec('DELETE FROM account_bodies WHERE version_no = 4')
  db.exec('DELETE FROM account_versions WHERE version_no = 4')
  expect(() => deck.texts()).toThrow(
    expect.objectContaining({ detail: expect.objectContaining({ kind: 'unexpected' }) }),
  )
})

it('begins anew with what could not be done', () => {
  let tries = 0
  const work = piecemeal(function* () {
    tries += 1
    yield
    if (tries === 1) throw new Error('disk error')
    return 'done'
  })
  expect(work.step()).toBe(true)
  expect(() => work.get()).toThrow('disk error')
  expect(work.get()).toBe('done')
  expect(work.step()).toBe(false)
})

it('gets everything ready, and then there is no more', async () => {
  const db = openDatabase(':memory:')
  createConnectionStore(db).save(connection())
  const snapshots = createSnapshotStore(db)
  const { snapshotId } = await takeSnapshot(snapshots, [full], [{ account: account(1), grants: [] }])
  let steps = 0
  while (snapshots.warm({ snapshotId })) steps += 1
  expect(steps).toBeGreaterThan(4)
})
