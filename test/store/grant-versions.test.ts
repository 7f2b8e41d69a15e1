// Grants travel to SQLite packed into whole numbers. What does not fit into one must be written all the same.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { createGrantVersions, type NewGrant } from '../../electron/store/grant-versions.ts'
import type { DraftResource } from '../../electron/store/snapshot-draft.ts'
import type { ResourceId, SnapshotId } from '../../shared/domain/ids.ts'

type Numbers = [accountNo: number, resourceNo: number, code: number]

const grantOf = ([accountNo, resourceNo, code]: Numbers): NewGrant => {
  const key = { resourceType: 'group', resourceId: `g:${resourceNo}` as ResourceId } as const
  const resource: DraftResource = { key, resourceNo, resource: null, slots: new Map(), listed: null, isDropped: false }
  return { accountNo, slot: { resource, type: 'group', entitlement: 'member', code, holders: 0, place: 0 } }
}

/** Around the ends of what a number holds, and far beyond them. */
const near = (bits: number) =>
  fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 2 ** bits - 2, max: 2 ** bits + 2 }), fc.constant(2 ** 31))

it('writes every grant as it is, however large its numbers', () => {
  const several = fc.uniqueArray(fc.tuple(near(20), near(23), near(10)), { maxLength: 30, selector: String })
  fc.assert(
    fc.property(several, fc.boolean(), (wanted, isFirst) => {
      const db = openDatabase(':memory:')
      const grants = createGrantVersions(db)
      grants.insert(7 as SnapshotId, isFirst, wanted.map(grantOf))
      const rows = db
        .prepare(
          `SELECT account_no AS a, resource_no AS r, entitlement AS e FROM grant_versions
           WHERE from_snapshot = 7 AND is_initial = ${isFirst ? 1 : 0} ORDER BY 1, 2, 3`,
        )
        .all() as { a: number; r: number; e: number }[]
      db.close()
      const sorted = wanted.toSorted((x, y) => x[0] - y[0] || x[1] - y[1] || x[2] - y[2])
      expect(rows.map(({ a, r, e }) => [a, r, e])).toEqual(sorted)
    }),
    { numRuns: 60 },
  )
})
