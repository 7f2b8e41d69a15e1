// Snapshots share the rows that stayed the same: each must give back what was written, whatever came after.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Account } from '../../shared/domain/account.ts'
import type { EntitlementKey } from '../../shared/domain/entitlement.ts'
import { grantKey } from '../../shared/domain/entitlement.ts'
import { account, connectionId, holds, runId } from '../support/sample-team.ts'
import { takeSnapshot } from '../support/snapshots.ts'
import { billing, finance, full, names, open, resources, teamAdmin } from './snapshot-samples.ts'

describe('versions', () => {
  const grantPool: EntitlementKey[] = [
    holds(teamAdmin),
    holds(billing),
    holds(finance),
    holds(finance, 'owner'),
    holds(full),
  ]
  const teamArbitrary = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 }).chain((ids) =>
    fc.tuple(
      ...ids.map((n) =>
        fc.record({
          account: fc
            .record({
              displayName: fc.constantFrom(`Person ${n}`, `Renamed ${n}`),
              status: fc.constantFrom<Account['status']>('active', 'suspended'),
            })
            .map((more) => account(n, more)),
          grants: fc.uniqueArray(fc.constantFrom(...grantPool), { selector: (key) => JSON.stringify(key) }),
        }),
      ),
    ),
  )

  it('give back every snapshot exactly as it was written, whatever came after', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(teamArbitrary, { minLength: 1, maxLength: 5 }), async (teams) => {
        const { snapshots } = open()
        const taken = []
        for (const rows of teams) taken.push(await takeSnapshot(snapshots, resources, rows))
        taken.forEach(({ snapshotId, digest }, i) => {
          const rows = teams[i] ?? []
          const held = rows.flatMap(({ account: { accountId } }) =>
            snapshots.account({ snapshotId, accountId }).grants.map((grant) => grantKey({ ...grant, accountId })),
          )
          const written = rows.flatMap(({ account: { accountId }, grants }) =>
            grants.map((g) => grantKey({ ...g, accountId })),
          )
          expect(new Set(held)).toEqual(new Set(written))
          const there = names(snapshots, snapshotId, { statuses: ['active', 'suspended'] })
          expect(there.toSorted()).toEqual(rows.map((row) => row.account.displayName).toSorted())
          expect(digest).toHaveLength(64)
        })
        const fresh = open()
        const last = teams.at(-1) ?? []
        expect((await takeSnapshot(fresh.snapshots, resources, last)).digest).toBe(taken.at(-1)?.digest)
      }),
      { numRuns: 60 },
    )
  })

  it('an unfinished snapshot breaks off without a trace wherever it stops', async () => {
    await fc.assert(
      fc.asyncProperty(teamArbitrary, teamArbitrary, async (before, after) => {
        const { snapshots } = open()
        const kept = await takeSnapshot(snapshots, resources, before)
        const id = snapshots.begin({
          connectionId,
          runId,
          teamId: 't',
          teamName: 'n',
          startedAt: '2026-11-21T00:00:00Z',
        })
        snapshots.addResources(id, resources)
        snapshots.addAccounts(id, after)
        snapshots.discard(id)
        const again = await takeSnapshot(snapshots, resources, before)
        expect(again.digest).toBe(kept.digest)
      }),
      { numRuns: 40 },
    )
  })
})
