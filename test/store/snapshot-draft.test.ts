// A draft is told things in any order, some of them twice and some of them wrong at first. What is sealed must be what
// was so in the end, in the file as in the digest.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createConnectionStore } from '../../electron/store/connections.ts'
import { type Database, openDatabase, STILL } from '../../electron/store/database.ts'
import { digestSnapshot } from '../../electron/store/snapshot-digest.ts'
import { createSnapshotStore } from '../../electron/store/snapshots.ts'
import type { Account } from '../../shared/domain/account.ts'
import type { EntitlementKey, Resource } from '../../shared/domain/entitlement.ts'
import type { AccountId, SnapshotId } from '../../shared/domain/ids.ts'
import {
  account,
  connection,
  connectionId,
  group,
  holds,
  licence,
  role,
  runId,
  sealFacts,
} from '../support/sample-team.ts'
import { type SampleRow, takeSnapshot } from '../support/snapshots.ts'

const open = () => {
  const db = openDatabase(':memory:')
  createConnectionStore(db).save(connection())
  return { db, snapshots: createSnapshotStore(db) }
}
type Snapshots = ReturnType<typeof open>['snapshots']

const groups = [group('g:1', 'One'), group('g:2', 'Two'), group('g:3', 'Three', 'system_managed')]
const [one, two, three] = groups as [Resource, Resource, Resource]
const admin = role('r:1', 'Team admin')
const everything = [admin, licence(), ...groups]

const begin = (snapshots: Snapshots): SnapshotId =>
  snapshots.begin({
    connectionId,
    runId,
    teamId: 'dbtid:acme',
    teamName: 'Acme Ltd',
    startedAt: '2026-11-20T11:59:00Z',
  })

const count = (db: Database, sql: string): number => (db.prepare(sql).get() as { n: number }).n

/** What the file says, without the numbers that tell in which order it was told. */
const contents = (db: Database, id: SnapshotId) => {
  const at = `from_snapshot <= ${id} AND to_snapshot > ${id}`
  const rows = (sql: string) => (db.prepare(sql).all() as Record<string, unknown>[]).map(({ _metadata, ...row }) => row)
  return {
    accounts: rows(
      `SELECT a.account_id, b.body, v.status, v.email_domain, v.sort_name, v.roles, v.groups, v.owned, v.grants
       FROM account_versions v JOIN accounts a USING (account_no) JOIN account_bodies b USING (version_no)
       WHERE ${at} ORDER BY 1`,
    ),
    grants: rows(
      `SELECT a.account_id, r.resource_id, g.entitlement FROM grant_versions g JOIN accounts a USING (account_no)
       JOIN resources r USING (resource_no) WHERE ${at} ORDER BY 1, 2, 3`,
    ),
    resources: rows(
      `SELECT r.resource_id, v.body, v.members, v.owners FROM resource_versions v JOIN resources r USING (resource_no)
       WHERE ${at} ORDER BY 1`,
    ),
    flags: rows(
      `SELECT a.account_id, f.kind, f.reason, r.resource_id FROM snapshot_flags f JOIN accounts a USING (account_no)
       LEFT JOIN resources r USING (resource_no) WHERE f.snapshot_id = ${id} ORDER BY 1, 2, 3, 4`,
    ),
  }
}

const keys: EntitlementKey[] = [
  holds(admin),
  holds(licence()),
  holds(one),
  holds(one, 'owner'),
  holds(two),
  holds(three),
]

const anAccount = fc.record({
  n: fc.integer({ min: 1, max: 8 }),
  displayName: fc.constantFrom('Ann', 'Bob'),
  status: fc.constantFrom<Account['status']>('active', 'suspended', 'removed'),
  grants: fc.uniqueArray(fc.constantFrom(...keys), { selector: (key) => JSON.stringify(key) }),
})
type AnAccount = typeof anAccount extends fc.Arbitrary<infer T> ? T : never
const rowOf = ({ n, displayName, status, grants }: AnAccount): SampleRow => ({
  account: account(n, { displayName, status }),
  grants: status === 'removed' ? [] : grants,
})
const idOf = (n: number): AccountId => account(n).accountId

const aStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('accounts' as const), some: fc.array(anAccount, { maxLength: 6 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('list' as const),
      of: fc.constantFrom(one, three),
      holders: fc.uniqueArray(fc.record({ n: fc.integer({ min: 1, max: 10 }), isOwner: fc.boolean() }), {
        selector: (holder) => holder.n,
      }),
      isFirst: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'drop' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'unlist' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'flush' as const }) },
)
type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never

/** Tells it to the store. */
const tell = (snapshots: Snapshots, id: SnapshotId, step: Step): void => {
  if (step.kind === 'accounts') snapshots.addAccounts(id, step.some.map(rowOf))
  else if (step.kind === 'restart') snapshots.restartAccounts(id)
  else if (step.kind === 'drop') snapshots.dropResources(id, [two])
  else if (step.kind === 'unlist') snapshots.forgetHolders(id, one)
  else if (step.kind === 'flush') snapshots.flush()
  else {
    const holders = step.holders.map(({ n, isOwner }) => ({
      accountId: idOf(n),
      entitlement: isOwner && step.of === one ? ('owner' as const) : ('member' as const),
    }))
    snapshots.addHolders(id, step.of, holders, step.isFirst)
  }
}

/** What is so in the end, worked out without the store. */
const inTheEnd = (steps: readonly Step[]): { resources: Resource[]; rows: SampleRow[] } => {
  let rows = new Map<string, SampleRow>()
  const lists = new Map<Resource, Map<string, EntitlementKey[]>>()
  let isDropped = false
  for (const step of steps) {
    if (step.kind === 'accounts') for (const some of step.some) rows.set(idOf(some.n), rowOf(some))
    else if (step.kind === 'restart') rows = new Map()
    else if (step.kind === 'drop') isDropped = true
    else if (step.kind === 'unlist') lists.delete(one)
    else if (step.kind === 'list') {
      const list = step.isFirst ? new Map<string, EntitlementKey[]>() : (lists.get(step.of) ?? new Map())
      for (const { n, isOwner } of step.holders) {
        const key = holds(step.of, isOwner && step.of === one ? 'owner' : 'member')
        list.set(idOf(n), [key])
      }
      lists.set(step.of, list)
    }
  }
  const isListed = (key: EntitlementKey) => [...lists.keys()].some((of) => of.resourceId === key.resourceId)
  return {
    resources: everything.filter((resource) => !(isDropped && resource === two)),
    rows: [...rows.values()].map(({ account: whose, grants }) => {
      const own = grants.filter((key) => !isListed(key) && !(isDropped && key.resourceId === two.resourceId))
      const listed = [...lists.values()].flatMap((list) => list.get(whose.accountId) ?? [])
      return { account: whose, grants: whose.status === 'removed' ? own : [...own, ...listed] }
    }),
  }
}

describe('a draft', () => {
  it('is sealed as what was so in the end, in whatever order it was told', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anAccount, { maxLength: 6 }), { maxLength: 2 }),
        fc.array(aStep, { minLength: 1, maxLength: 10 }),
        fc.boolean(),
        async (before, steps, isDescribedFirst) => {
          const { db, snapshots } = open()
          for (const some of before)
            await takeSnapshot(snapshots, everything, [...new Map(some.map((a) => [a.n, rowOf(a)])).values()])
          const id = begin(snapshots)
          if (isDescribedFirst) snapshots.addResources(id, everything)
          for (const step of steps) tell(snapshots, id, step)
          if (!isDescribedFirst) snapshots.addResources(id, everything)
          const { digest } = await snapshots.seal(id, sealFacts())

          const { resources, rows } = inTheEnd(steps)
          const fresh = open()
          const plain = await takeSnapshot(fresh.snapshots, resources, rows)
          expect(contents(db, id)).toEqual(contents(fresh.db, plain.snapshotId))
          expect(digest).toBe(plain.digest)
          // The digest comes from memory; read from the file it is the same.
          expect(await digestSnapshot(db, id, 1)).toBe(digest)
        },
      ),
      { numRuns: 80 },
    )
  }, 120_000)

  it('leaves nothing when it is discarded, wherever it stops', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anAccount, { maxLength: 6 }),
        fc.array(aStep, { maxLength: 8 }),
        async (before, steps) => {
          const { db, snapshots } = open()
          const rows = [...new Map(before.map((a) => [a.n, rowOf(a)])).values()]
          const kept = await takeSnapshot(snapshots, everything, rows)
          const was = contents(db, kept.snapshotId)
          const id = begin(snapshots)
          snapshots.addResources(id, everything)
          for (const step of steps) tell(snapshots, id, step)
          snapshots.discard(id)
          expect(contents(db, kept.snapshotId)).toEqual(was)
          for (const table of ['account_versions', 'resource_versions', 'grant_versions'])
            expect(
              count(db, `SELECT count(*) AS n FROM ${table} WHERE from_snapshot = ${id} OR to_snapshot = ${id}`),
            ).toBe(0)
          expect((await takeSnapshot(snapshots, everything, rows)).digest).toBe(kept.digest)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('that is discarded before there ever was a snapshot leaves nothing either', async () => {
    const { db, snapshots } = open()
    const rows = [{ account: account(1), grants: [holds(one, 'owner')] }]
    const id = begin(snapshots)
    snapshots.addResources(id, everything)
    snapshots.addAccounts(id, rows)
    snapshots.flush()
    expect(count(db, 'SELECT count(*) AS n FROM grant_versions')).toBe(1)
    snapshots.discard(id)
    for (const table of ['snapshots', 'account_versions', 'account_bodies', 'resource_versions', 'grant_versions'])
      expect(count(db, `SELECT count(*) AS n FROM ${table}`), table).toBe(0)
    const { digest } = await takeSnapshot(snapshots, everything, rows)
    expect(digest).toBe((await takeSnapshot(open().snapshots, everything, rows)).digest)
  })

  it('of a team too large to be kept in memory is read back from the file', async () => {
    const long = 'x'.repeat(400_000)
    const rows = (keys: EntitlementKey[]): SampleRow[] =>
      Array.from({ length: 40 }, (_, n) => ({ account: account(n, { externalId: `${n}${long}` }), grants: keys }))
    const { db, snapshots } = open()
    const first = await takeSnapshot(snapshots, everything, rows([holds(one)]))
    expect(await digestSnapshot(db, first.snapshotId, 1)).toBe(first.digest)
    // Other counts: their rows are written anew from what the file has.
    const second = await takeSnapshot(snapshots, everything, rows([holds(one), holds(two)]))
    const fresh = open()
    const plain = await takeSnapshot(fresh.snapshots, everything, rows([holds(one), holds(two)]))
    expect(second.digest).toBe(plain.digest)
    expect(contents(db, second.snapshotId)).toEqual(contents(fresh.db, plain.snapshotId))
  })

  it('of a team of which one in a hundred changed writes rows for that one and for nobody else', async () => {
    const { db, snapshots } = open()
    const rows = Array.from({ length: 1000 }, (_, n) => ({
      account: account(n),
      grants: [holds(licence()), holds(two)],
    }))
    await takeSnapshot(snapshots, everything, rows)
    const changed = rows.map((row, n) => {
      if (n % 100 !== 7) return row
      return n % 200 === 7
        ? { ...row, account: account(n, { displayName: 'New' }) }
        : { ...row, grants: [holds(licence()), holds(one)] }
    })
    const { snapshotId: id } = await takeSnapshot(snapshots, everything, changed)
    const of = (table: string, which: string) => count(db, `SELECT count(*) AS n FROM ${table} WHERE ${which}`)
    // Five new names; five that went from one group to another, whose counts stay as they are.
    expect([of('account_versions', `from_snapshot = ${id}`), of('account_versions', `to_snapshot = ${id}`)]).toEqual([
      5, 5,
    ])
    expect([of('grant_versions', `from_snapshot = ${id}`), of('grant_versions', `to_snapshot = ${id}`)]).toEqual([5, 5])
    expect(of('resource_versions', `from_snapshot = ${id}`)).toBe(2)
    expect(of('account_versions', `to_snapshot = ${STILL}`)).toBe(1000)
    const { changes } = db.prepare('SELECT total_changes() AS changes').get() as { changes: number }
    await takeSnapshot(snapshots, everything, changed)
    const { changes: after } = db.prepare('SELECT total_changes() AS changes').get() as { changes: number }
    // The snapshot's own row, made and sealed.
    expect(after - changes).toBe(2)
  })

  it('writes nothing for accounts that are told otherwise first, or told again, and are as before in the end', async () => {
    const long = 'x'.repeat(400_000)
    const rows = Array.from({ length: 40 }, (_, n) => ({
      account: account(n, { externalId: `${n}${long}` }),
      grants: [holds(licence()), holds(two)],
    }))
    const { db, snapshots } = open()
    await takeSnapshot(snapshots, everything, rows)
    const id = begin(snapshots)
    snapshots.addResources(id, everything)
    snapshots.addAccounts(id, rows)
    snapshots.addAccounts(id, [{ account: account(1, { displayName: 'Somebody' }), grants: [] }])
    snapshots.restartAccounts(id)
    snapshots.addAccounts(id, rows)
    await snapshots.seal(id, sealFacts())
    expect(count(db, `SELECT count(*) AS n FROM account_versions WHERE from_snapshot = ${id}`)).toBe(0)
    expect(count(db, `SELECT count(*) AS n FROM grant_versions WHERE from_snapshot = ${id}`)).toBe(0)
  })

  it('that could not be discarded does not show in the next', async () => {
    const { db, snapshots } = open()
    const left = begin(snapshots)
    snapshots.addResources(left, everything)
    snapshots.addAccounts(left, [{ account: account(1), grants: [holds(one)] }])
    snapshots.flush()
    // The disk is full: not even what was written can be taken back.
    db.exec('PRAGMA query_only = 1')
    expect(() => snapshots.discard(left)).toThrow()
    db.exec('PRAGMA query_only = 0')
    const rows = [{ account: account(2), grants: [holds(one)] }]
    const { snapshotId, digest } = await takeSnapshot(snapshots, everything, rows)
    const fresh = open()
    const plain = await takeSnapshot(fresh.snapshots, everything, rows)
    expect(contents(db, snapshotId)).toEqual(contents(fresh.db, plain.snapshotId))
    expect(await digestSnapshot(db, snapshotId, 1)).toBe(digest)
    expect(count(db, 'SELECT count(*) AS n FROM snapshots WHERE is_sealed = 0')).toBe(0)
  })

  it('that is sealed cannot be discarded', async () => {
    const { db, snapshots } = open()
    const { snapshotId, digest } = await takeSnapshot(snapshots, everything, [
      { account: account(1), grants: [holds(one)] },
    ])
    snapshots.discard(snapshotId)
    expect(await digestSnapshot(db, snapshotId, 1)).toBe(digest)
  })

  it('of a sync keeps when a group was created, which not every reading of it tells; a file says what it says', async () => {
    const { db, snapshots } = open()
    const untold = { ...one, createdAt: null }
    await takeSnapshot(snapshots, [one], [])
    const createdIn = (id: SnapshotId) => contents(db, id).resources.map(({ body }) => JSON.parse(`${body}`).createdAt)
    const second = await takeSnapshot(snapshots, [untold], [])
    expect(createdIn(second.snapshotId)).toEqual([one.createdAt])
    expect(count(db, 'SELECT count(*) AS n FROM resource_versions')).toBe(1)
    expect(await digestSnapshot(db, second.snapshotId, 1)).toBe(second.digest)

    const id = begin(snapshots)
    snapshots.addResources(id, [untold])
    const file = { format: 'c1z', fileName: 'sync.c1z', importedAt: '2026-11-21T00:00:00Z' } as const
    const source = { kind: 'import' as const, ...file, syncId: 'sync_1', isTimeKnown: true, warnings: [] as string[] }
    await snapshots.seal(id, { ...sealFacts(), source })
    expect(createdIn(id)).toEqual([null])
  })
})
