import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createConnectionStore } from '../../electron/store/connections.ts'
import { type Database, openDatabase } from '../../electron/store/database.ts'
import { digestSnapshot } from '../../electron/store/snapshot-digest.ts'
import { VERSIONED } from '../../electron/store/snapshot-ranges.ts'
import { createSnapshotRemoval, OF_ONE_SNAPSHOT } from '../../electron/store/snapshot-removal.ts'
import { createSnapshotStore } from '../../electron/store/snapshots.ts'
import { createStores } from '../../electron/store/stores.ts'
import type { Account } from '../../shared/domain/account.ts'
import type { Resource } from '../../shared/domain/entitlement.ts'
import type { CampaignId, SnapshotId } from '../../shared/domain/ids.ts'
import { account, connection, connectionId, group, holds, licence, role, runId } from '../support/sample-team.ts'
import { type SampleRow, takeSnapshot } from '../support/snapshots.ts'

const open = () => {
  const db = openDatabase(':memory:')
  createConnectionStore(db).save(connection())
  return { db, snapshots: createSnapshotStore(db), removal: createSnapshotRemoval(db) }
}

const finance = group('g:finance', 'Finance')
const legal = group('g:legal', 'Legal')
const admin = role('r:admin', 'Team admin')
const full = licence()

type Team = { resources: Resource[]; rows: SampleRow[] }

const team: fc.Arbitrary<Team> = fc
  .record({
    hasLegal: fc.boolean(),
    financeName: fc.constantFrom('Finance', 'Money'),
    people: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 6 }).chain((ids) =>
      fc.tuple(
        ...ids.map((n) =>
          fc.record({
            n: fc.constant(n),
            displayName: fc.constantFrom(`Person ${n}`, `Renamed ${n}`),
            status: fc.constantFrom<Account['status']>('active', 'suspended'),
            held: fc.subarray([0, 1, 2, 3]),
          }),
        ),
      ),
    ),
  })
  .map(({ hasLegal, financeName, people }) => {
    const resources = [admin, full, { ...finance, name: financeName }, ...(hasLegal ? [legal] : [])]
    const pool = [holds(admin), holds(full), holds(finance), hasLegal ? holds(legal, 'owner') : holds(finance, 'owner')]
    const rows = people.map(({ n, displayName, status, held }) => ({
      account: account(n, { displayName, status }),
      grants: held.map((i) => pool[i] ?? holds(full)),
    }))
    return { resources, rows }
  })

/** Every version by what it is of and what it says, with its range counted in snapshots that are there. */
const rangesIn = (db: Database): string[] => {
  const ids = (db.prepare('SELECT snapshot_id AS id FROM snapshots ORDER BY id').all() as { id: number }[]).map(
    (row) => row.id,
  )
  const rank = (id: unknown) => {
    const at = ids.indexOf(Number(id))
    return at === -1 ? 'still' : at
  }
  const named = {
    account_versions: `SELECT t.*, a.account_id AS who, b.body FROM account_versions t JOIN accounts a USING (account_no)
                       JOIN account_bodies b USING (version_no)`,
    resource_versions:
      'SELECT t.*, r.resource_id AS what FROM resource_versions t JOIN resources r USING (resource_no)',
    grant_versions: `SELECT t.*, a.account_id AS who, r.resource_id AS what FROM grant_versions t
                     JOIN accounts a USING (account_no) JOIN resources r USING (resource_no)`,
  }
  return Object.entries(named)
    .flatMap(([table, sql]) =>
      (db.prepare(sql).all() as Record<string, unknown>[]).map(({ from_snapshot, to_snapshot, ...row }) => {
        for (const number of ['_metadata', 'version_no', 'account_no', 'resource_no', 'is_initial']) delete row[number]
        return `${table} ${JSON.stringify(row)} [${rank(from_snapshot)}, ${rank(to_snapshot)})`
      }),
    )
    .sort()
}

const take = (snapshots: ReturnType<typeof open>['snapshots'], { resources, rows }: Team) =>
  takeSnapshot(snapshots, resources, rows)

describe('removing a snapshot', () => {
  it('leaves the file as if it had never been taken, whichever goes and in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(team, fc.boolean()), { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        async (teams, order) => {
          const { db, snapshots, removal } = open()
          const taken = []
          for (const [one] of teams) taken.push(await take(snapshots, one))
          const kept = taken.filter((_, i) => !teams[i]?.[1])
          const going = taken.filter((_, i) => teams[i]?.[1]).map((snapshot) => snapshot.snapshotId)
          while (going.length > 0) {
            const at = (order.next().value ?? 0) % going.length
            await removal.remove(...(going.splice(at, 1) as [SnapshotId]))
          }
          expect(snapshots.list(connectionId)).toEqual(kept.toReversed())
          const first = kept[0]?.snapshotId ?? 0
          const initial = db.prepare(
            'SELECT count(*) AS n FROM grant_versions WHERE is_initial = 1 AND from_snapshot > ?',
          )
          expect(initial.get(first)).toMatchObject({ n: 0 })
          for (const { snapshotId, digest } of kept) expect(await digestSnapshot(db, snapshotId, 1)).toBe(digest)

          const never = open()
          for (const [one, goes] of teams) if (!goes) await take(never.snapshots, one)
          expect(rangesIn(db)).toEqual(rangesIn(never.db))

          // What comes after is compared with the right rows.
          const [again] = teams[0] ?? []
          if (!again) return
          expect((await take(snapshots, again)).digest).toBe(taken[0]?.digest)
          await take(never.snapshots, again)
          expect(rangesIn(db)).toEqual(rangesIn(never.db))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('that a crash cut off is finished at the next start', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(team, { minLength: 3, maxLength: 3 }), fc.nat(3), async (teams, pieces) => {
        const { db, snapshots, removal } = open()
        const taken = []
        for (const one of teams) taken.push(await take(snapshots, one))
        const [first, middle, last] = taken.map((snapshot) => snapshot.snapshotId)
        if (!first || !middle || !last) return
        let done = 0
        const crashing = new Proxy(db, {
          get: (target, name) => {
            if (name === 'exec')
              return (sql: string) => {
                if (sql === 'BEGIN IMMEDIATE' && done++ === pieces) throw new Error('power cut')
                return target.exec(sql)
              }
            const value = Reflect.get(target, name)
            return typeof value === 'function' ? value.bind(target) : value
          },
        })
        await createSnapshotRemoval(crashing)
          .remove(middle)
          .catch(() => {})
        expect(snapshots.get(middle)).toBeNull()
        removal.discardUnsealed()

        const never = open()
        for (const one of [teams[0], teams[2]]) if (one) await take(never.snapshots, one)
        expect(rangesIn(db)).toEqual(rangesIn(never.db))
        expect(snapshots.list(connectionId).map((snapshot) => snapshot.snapshotId)).toEqual([last, first])
      }),
      { numRuns: 40 },
    )
  })

  it('shows lists in full afterwards, also those that were looked at before', async () => {
    const { snapshots } = open()
    const rows = (displayName: string) => [{ account: account(1, { displayName }), grants: [holds(full)] }]
    const one = await takeSnapshot(snapshots, [full], rows('Ada'))
    const two = await takeSnapshot(snapshots, [full], rows('Somebody'))
    const three = await takeSnapshot(snapshots, [full], rows('Ada'))
    const everybody = { search: '', statuses: [], roleId: null, groupId: null, access: 'any', flag: null } as const
    const namesIn = (snapshotId: SnapshotId) =>
      snapshots
        .accounts({
          snapshotId,
          filters: { ...everybody, statuses: [] },
          sort: 'name',
          direction: 'asc',
          window: { offset: 0, limit: 10 },
        })
        .rows.map((row) => row.displayName)
    expect([one, two, three].map((snapshot) => namesIn(snapshot.snapshotId))).toEqual([['Ada'], ['Somebody'], ['Ada']])
    await snapshots.remove(two.snapshotId)
    expect([one, three].map((snapshot) => namesIn(snapshot.snapshotId))).toEqual([['Ada'], ['Ada']])
  })

  it('is refused while a campaign rests on it, while another is being written, and when it is not there', async () => {
    const { db, snapshots, removal } = open()
    const { snapshotId } = await takeSnapshot(snapshots, [full], [{ account: account(1), grants: [holds(full)] }])
    const why = (act: Promise<void>) => act.then(null, (error) => error.detail)
    const begun = { connectionId, runId, teamId: 't', teamName: 'n', startedAt: '2026-11-21T00:00:00Z' }

    const draft = snapshots.begin(begun)
    expect(await why(removal.remove(snapshotId))).toMatchObject({ kind: 'already-running' })
    snapshots.discard(draft)

    db.exec(`INSERT INTO campaigns (campaign_id, connection_id, snapshot_id, name, scope, scope_words, opened_at, opened_by,
                                    opener_id, is_ready)
             VALUES ('camp_1', 'conn_test', ${snapshotId}, 'Autumn', '{}', '', '2026-01-02T00:00:00Z', 'Ada', 'dbmid:1', 1)`)
    expect(removal.keptFor(snapshotId)).toEqual({ campaign: 'Autumn' })
    expect(await why(removal.remove(snapshotId))).toMatchObject({
      kind: 'not-allowed',
      why: expect.stringContaining('Autumn'),
    })

    const free = await takeSnapshot(snapshots, [full], [])
    expect(removal.keptFor(free.snapshotId)).toBeNull()
    await removal.remove(free.snapshotId)
    expect(await why(removal.remove(free.snapshotId))).toMatchObject({ kind: 'not-found' })
    expect(snapshots.list(connectionId).map((snapshot) => snapshot.snapshotId)).toEqual([snapshotId])
  })

  it('keeps what a campaign over another snapshot shows', async () => {
    const db = openDatabase(':memory:')
    createConnectionStore(db).save(connection())
    const { snapshots, campaigns } = createStores(db)
    const rows = (displayName: string, held: Resource) => [
      { account: account(1, { displayName }), grants: [holds(held)] },
    ]
    await takeSnapshot(snapshots, [full, finance], rows('Ada', full))
    const middle = await takeSnapshot(snapshots, [full], rows('Somebody', full))
    const last = await takeSnapshot(snapshots, [full, finance], rows('Ada', full))
    const campaignId = 'camp_1' as CampaignId
    await campaigns.open({
      campaignId,
      snapshotId: last.snapshotId,
      name: 'Autumn',
      scope: { kind: 'everything' },
      dueOn: null,
      openedAt: '2026-11-22T00:00:00Z',
      openedBy: { name: 'Ada', accountId: account(1).accountId },
    })
    const shown = () =>
      db
        .prepare(
          `SELECT coalesce(a.display_name, v.name) AS name FROM campaign_headings h
           LEFT JOIN account_versions a ON h.account_no IS NOT NULL AND a.version_no = h.version_no
           LEFT JOIN resource_versions v ON h.resource_no IS NOT NULL AND v.version_no = h.version_no ORDER BY name`,
        )
        .all()
        .map((row) => (row as { name: string }).name)
    const before = shown()
    expect(before).toEqual(['Ada', 'Full licence'])
    await snapshots.remove(middle.snapshotId)
    expect(shown()).toEqual(before)
    expect(await digestSnapshot(db, last.snapshotId, 1)).toBe(last.digest)
  })

  it('lets no other be begun until it is done', async () => {
    const { snapshots } = open()
    const { snapshotId } = await takeSnapshot(snapshots, [full], [{ account: account(1), grants: [] }])
    const begun = { connectionId, runId, teamId: 't', teamName: 'n', startedAt: '2026-11-21T00:00:00Z' }
    const removed = snapshots.remove(snapshotId)
    expect(() => snapshots.begin(begun)).toThrow('already-running')
    await removed
    expect(snapshots.begin(begun)).toBeGreaterThan(snapshotId)
  })

  it('knows every table that a snapshot has rows in', () => {
    const { db } = open()
    const withColumn = (column: string) =>
      (
        db
          .prepare(
            `SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table' AND c.name = ? ORDER BY m.name`,
          )
          .all(column) as { name: string }[]
      ).map((row) => row.name)
    expect(withColumn('from_snapshot')).toEqual(VERSIONED.map((versioned) => versioned.table).sort())
    // Runs forget it, campaigns keep it from being removed.
    const known = [...OF_ONE_SNAPSHOT, 'snapshots', 'runs', 'campaigns']
    expect(withColumn('snapshot_id')).toEqual(known.sort())
    expect(withColumn('version_no')).toEqual(
      ['account_bodies', 'account_versions', 'campaign_headings', 'resource_versions'].sort(),
    )
  })
})
