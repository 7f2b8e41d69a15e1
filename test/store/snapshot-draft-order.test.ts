// A draft is told things in any order, some of them twice and some of them wrong at first. What is sealed must be what
// was so in the end, in the file as in the digest.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packHolders } from '../../electron/store/packed.ts'
import { digestSnapshot } from '../../electron/store/snapshot-digest.ts'
import type { Account } from '../../shared/domain/account.ts'
import type { EntitlementKey, Resource } from '../../shared/domain/entitlement.ts'
import type { AccountId, SnapshotId } from '../../shared/domain/ids.ts'
import { account, holds, licence, sealFacts } from '../support/sample-team.ts'
import { type SampleRow, takeSnapshot } from '../support/snapshots.ts'
import { admin, begin, contents, count, everything, one, open, type Snapshots, three, two } from './draft-samples.ts'

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

const aPart = fc.record({
  of: fc.constantFrom(one, three),
  holders: fc.uniqueArray(fc.record({ n: fc.integer({ min: 1, max: 10 }), isOwner: fc.boolean() }), {
    selector: (holder) => holder.n,
  }),
  isFirst: fc.boolean(),
})

const aStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('accounts' as const), some: fc.array(anAccount, { maxLength: 6 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('lists' as const),
      parts: fc.array(aPart, { minLength: 1, maxLength: 3 }),
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
  else
    snapshots.addPackedHolders(
      id,
      packHolders(
        step.parts.map(({ of, holders, isFirst }) => ({
          resource: of,
          isFirstPart: isFirst,
          holders: holders.map(({ n, isOwner }) => ({
            accountId: idOf(n),
            entitlement: isOwner && of === one ? ('owner' as const) : ('member' as const),
          })),
        })),
      ),
    )
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
    else if (step.kind === 'lists')
      for (const { of, holders, isFirst } of step.parts) {
        const list = isFirst ? new Map<string, EntitlementKey[]>() : (lists.get(of) ?? new Map())
        for (const { n, isOwner } of holders) {
          const key = holds(of, isOwner && of === one ? 'owner' : 'member')
          list.set(idOf(n), [key])
        }
        lists.set(of, list)
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
        fc.boolean(),
        async (before, steps, isDescribedFirst, isSettledFirst) => {
          const { db, snapshots } = open()
          for (const some of before)
            await takeSnapshot(snapshots, everything, [...new Map(some.map((a) => [a.n, rowOf(a)])).values()])
          const id = begin(snapshots)
          if (isDescribedFirst) snapshots.addResources(id, everything)
          for (const step of steps) tell(snapshots, id, step)
          if (!isDescribedFirst) snapshots.addResources(id, everything)
          if (isSettledFirst) await snapshots.settle(id)
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
})
