// What is exported is imported again without loss, whatever the names look like.
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import sqlite from 'node-sqlite3-wasm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '../../../shared/domain/account.ts'
import { entitlementsOf, type Resource } from '../../../shared/domain/entitlement.ts'
import type { SnapshotId } from '../../../shared/domain/ids.ts'
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
} from '../../support/sample-team.ts'
import { type Bench, createBench, fixture, refusal, unpacked } from './support.ts'

let bench: Bench
beforeEach(() => {
  bench = createBench()
})
afterEach(() => bench.close())

type Row = { account: Account; grants: ReturnType<typeof holds>[] }

const take = async (at: Bench, resources: readonly Resource[], rows: readonly Row[], takenAt: string) => {
  await at.stores.connections.save(connection())
  const id = await at.stores.snapshots.begin({
    connectionId,
    runId,
    teamId: 't',
    teamName: 'Acme',
    startedAt: '2026-11-20T11:59:00Z',
  })
  await at.stores.snapshots.addResources(id, resources)
  await at.stores.snapshots.addAccounts(id, rows)
  return at.stores.snapshots.seal(id, sealFacts(takenAt))
}

const anyText = fc.string({ unit: 'binary', maxLength: 12 })
const anyInstant = fc.option(
  fc.constantFrom('2023-05-12T15:50:38Z', '1999-12-31T23:59:59Z', '2026-02-28T00:00:00.250Z'),
  { nil: null },
)
const anyAccount = fc.record({
  email: fc.constantFrom('', 'a@acme.example', 'Ä@ü.example'),
  emailVerified: fc.boolean(),
  secondaryEmails: fc.array(fc.constantFrom('x@acme.example', 'y@acme.example'), { maxLength: 2 }),
  displayName: anyText,
  givenName: anyText,
  surname: anyText,
  status: fc.constantFrom('active' as const, 'invited' as const, 'suspended' as const, 'removed' as const),
  isRecoverable: fc.option(fc.boolean(), { nil: null }),
  licence: fc.constantFrom('full' as const, 'limited' as const, 'other' as const),
  externalId: fc.option(anyText, { nil: null }),
  dropboxAccountId: fc.constantFrom(null, 'dbid:1'),
  joinedOn: anyInstant,
  invitedOn: anyInstant,
  suspendedOn: anyInstant,
  isDirectoryRestricted: fc.option(fc.boolean(), { nil: null }),
})
const anyGroup = fc.record({
  name: anyText,
  description: anyText,
  management: fc.constantFrom(
    'company_managed' as const,
    'user_managed' as const,
    'system_managed' as const,
    'other' as const,
  ),
  externalId: fc.option(anyText, { nil: null }),
  createdAt: anyInstant,
})

/** Lines without what only a file says: what it said itself, and the entitlements it lists. */
const plain = (lines: readonly string[]): string[] =>
  lines
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind !== 'extra')
    .map(({ account: a, resource, ...rest }) => {
      if (a) return { ...rest, account: { ...a, message: undefined } }
      return resource ? { ...rest, resource: { ...resource, message: undefined, entitlements: undefined } } : rest
    })
    .map((line) => JSON.stringify(line))
    .sort()

describe('a snapshot of a team', () => {
  it('comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyAccount, { minLength: 1, maxLength: 5 }),
        fc.array(anyGroup, { maxLength: 4 }),
        async (people, groups) => {
          const from = createBench()
          const to = createBench()
          try {
            const resources = [
              role('r:/admin', 'Team admin'),
              licence(),
              ...groups.map((facts, n) => ({ ...group(`g:${n}:%/x`, ''), ...facts })),
            ]
            const rows = people.map((facts, n) => ({
              account: account(n, facts),
              grants: resources.flatMap((resource, r) =>
                (n + r) % 2 === 0
                  ? entitlementsOf(resource)
                      .slice(-1)
                      .map((name) => holds(resource, name))
                  : [],
              ),
            }))
            const snapshot = await take(from, resources, rows, '2026-11-20T12:00:00.500Z')
            const file = join(from.folder, 'team.c1z')
            await from.exportC1z({ snapshotIds: [snapshot.snapshotId], file })
            const { snapshots, warnings } = await to.importC1z({ file })
            const [copy] = snapshots
            if (copy?.source.kind !== 'import') throw new Error('not imported')
            expect([warnings, copy.source.warnings]).toEqual([[], []])
            expect([copy.startedAt, copy.takenAt]).toEqual([snapshot.startedAt, snapshot.takenAt])
            expect([copy.accounts, copy.grants]).toEqual([snapshot.accounts, snapshot.grants])
            expect(plain(await to.lines(copy.snapshotId))).toEqual(plain(await from.lines(snapshot.snapshotId)))
          } finally {
            from.close()
            to.close()
          }
        },
      ),
      { numRuns: 4 },
    )
  }, 240_000)

  it('has the same ids in every file, so that two can be compared', async () => {
    const resources = [group('g:1', 'Sales'), role('r:1', 'Team admin')]
    const [sales, admin] = resources as [Resource, Resource]
    const first = await take(
      bench,
      resources,
      [{ account: account(1), grants: [holds(sales)] }],
      '2026-11-20T12:00:00Z',
    )
    const second = await take(
      bench,
      resources,
      [{ account: account(1), grants: [holds(sales), holds(admin)] }],
      '2026-11-21T12:00:00Z',
    )
    const file = join(bench.folder, 'two.c1z')
    await bench.exportC1z({ snapshotIds: [second.snapshotId, first.snapshotId], file })
    writeFileSync(join(bench.folder, 'two.db'), await unpacked(file, bench.folder))
    const db = new sqlite.Database(join(bench.folder, 'two.db'), { readOnly: true })
    const ids = (table: string, sync: string) =>
      db
        .all(`SELECT external_id AS id FROM v1_${table} WHERE sync_id = ? ORDER BY external_id`, [sync])
        .map(({ id }) => id)
    const runs = db.all(
      'SELECT sync_id AS id, ended_at AS ended, sync_type AS type, supports_diff AS diff, sync_token AS token FROM v1_sync_runs ORDER BY id',
    )
    const syncs = db.all('SELECT sync_id AS id FROM v1_sync_runs ORDER BY ended_at').map(({ id }) => String(id))
    expect(runs.every(({ type, diff, token }) => type === 'full' && diff === 1 && token === '')).toBe(true)
    const [before, after] = syncs as [string, string]
    expect(ids('resources', after)).toEqual(ids('resources', before))
    expect(ids('entitlements', after)).toEqual(ids('entitlements', before))
    expect(ids('grants', before)).toEqual(['group:g:1:member:user:dbmid:000001'])
    expect(ids('grants', after)).toEqual(['group:g:1:member:user:dbmid:000001', 'role:r:1:member:user:dbmid:000001'])
    expect(db.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
    db.close()
  })

  it('is not written where it cannot be, and then nothing is there', async () => {
    const snapshot = await take(
      bench,
      [role('r:1', 'Admin')],
      [{ account: account(1), grants: [] }],
      '2026-11-20T12:00:00Z',
    )
    const nowhere = join(bench.folder, 'missing', 'x.c1z')
    expect(await refusal(bench.exportC1z({ snapshotIds: [snapshot.snapshotId], file: nowhere }))).toMatchObject({
      kind: 'disk-error',
    })
    const stop = new AbortController()
    const file = join(bench.folder, 'stopped.c1z')
    const stopped = bench.exportC1z({
      snapshotIds: [snapshot.snapshotId],
      file,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    })
    expect(await refusal(stopped)).toEqual({ kind: 'cancelled' })
    expect(() => statSync(file)).toThrow()
    expect(bench.left().files).toEqual([])
    expect(await refusal(bench.exportC1z({ snapshotIds: [99 as SnapshotId], file }))).toMatchObject({
      kind: 'not-found',
    })
  })
})

describe('a snapshot from a file', () => {
  it.each(['dropbox-v1-two-syncs.c1z', 'minimal-two-syncs.c1z', 'slim-grants.c1z'])(
    'of %s is exported without loss: its digest is the same afterwards',
    async (name) => {
      const { snapshots } = await bench.importC1z({ file: fixture(name) })
      const file = join(bench.folder, 'again.c1z')
      await bench.exportC1z({ snapshotIds: snapshots.map(({ snapshotId }) => snapshotId), file })
      const other = createBench()
      const copy = await other.importC1z({ file })
      other.close()
      expect(copy.snapshots.map(({ digest, takenAt, startedAt }) => [digest, takenAt, startedAt])).toEqual(
        snapshots.map(({ digest, takenAt, startedAt }) => [digest, takenAt, startedAt]),
      )
    },
  )

  it('that lacks rows is exported with them: every line stays as it was', async () => {
    const { snapshots } = await bench.importC1z({ file: fixture('dangling.c1z') })
    const snapshotId = snapshots[0]?.snapshotId as SnapshotId
    const file = join(bench.folder, 'again.c1z')
    await bench.exportC1z({ snapshotIds: [snapshotId], file })
    const other = createBench()
    const copy = await other.importC1z({ file })
    const [before, after] = [
      await bench.lines(snapshotId),
      await other.lines(copy.snapshots[0]?.snapshotId as SnapshotId),
    ]
    other.close()
    expect(after.filter((line) => before.includes(line))).toEqual(before)
    // The type of the user, which the file forgot.
    expect(after).toHaveLength(before.length + 1)
  })

  it('of another team does not go into the same file', async () => {
    const one = await bench.importC1z({ file: fixture('slim-grants.c1z') })
    const two = await bench.importC1z({ file: fixture('dangling.c1z') })
    const snapshotIds = [...one.snapshots, ...two.snapshots].map(({ snapshotId }) => snapshotId)
    const mixed = bench.exportC1z({ snapshotIds, file: join(bench.folder, 'x.c1z') })
    expect(await refusal(mixed)).toMatchObject({ kind: 'not-allowed' })
  })
})
