import { appendFileSync, copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountFiltersSchema, entitlementFiltersSchema } from '../../../shared/contract/snapshots.ts'
import type { AccountId, SnapshotId } from '../../../shared/domain/ids.ts'
import { type Bench, createBench, fixture, NOTHING, refusal } from './support.ts'

let bench: Bench
beforeEach(() => {
  bench = createBench()
})
afterEach(() => bench.close())

const window = { offset: 0, limit: 500 }
const byName = { sort: 'name', direction: 'asc', window } as const
const peopleIn = async (snapshotId: SnapshotId) => {
  const filters = accountFiltersSchema.parse({ statuses: ['active', 'invited', 'suspended', 'removed'] })
  return (await bench.stores.snapshots.accounts({ snapshotId, filters, ...byName })).rows
}
const accessIn = async (snapshotId: SnapshotId) =>
  (await bench.stores.snapshots.entitlements({ snapshotId, filters: entitlementFiltersSchema.parse({}), ...byName }))
    .rows

describe('importing a file of the Dropbox connector', () => {
  it('makes a snapshot of each finished sync, with everything that is in it', async () => {
    const { snapshots, warnings } = await bench.importC1z({ file: fixture('dropbox-v1-two-syncs.c1z') })
    expect(warnings).toEqual([])
    expect(
      snapshots.map(({ startedAt, takenAt, grants, entitlements }) => [startedAt, takenAt, grants, entitlements]),
    ).toEqual([
      ['2026-11-21T19:51:51.423Z', '2026-11-21T19:51:51.522Z', 25, 10],
      ['2026-11-21T19:51:53.013Z', '2026-11-21T19:51:53.092Z', 24, 10],
    ])
    const [first] = snapshots
    if (!first) throw new Error('no snapshot')
    expect(first.accounts).toEqual({ active: 5, invited: 3, suspended: 2, removed: 2 })
    expect(first.source).toMatchObject({
      kind: 'import',
      fileName: 'dropbox-v1-two-syncs.c1z',
      isTimeKnown: true,
      warnings: [],
    })
    expect(await bench.stores.snapshots.resourceTypes({ snapshotId: first.snapshotId })).toEqual([
      'role',
      'group',
      'app',
      'license',
    ])
    const access = await accessIn(first.snapshotId)
    expect(access.find(({ resourceType }) => resourceType === 'license')).toMatchObject({
      resourceId: 'full',
      entitlement: 'assigned',
      grants: 7,
    })
    expect(access.reduce((sum, { grants }) => sum + grants, 0)).toBe(25)
    expect(bench.left().files).toEqual([])
  })

  it('reads a status from the resource, not from the trait’s default', async () => {
    const { snapshots } = await bench.importC1z({ file: fixture('dropbox-v1.c1z') })
    const people = await peopleIn(snapshots[0]?.snapshotId as SnapshotId)
    expect(people).toHaveLength(12)
    expect(people.filter(({ status }) => status === 'suspended')).toHaveLength(2)
    expect(people.every(({ email, accountId }) => email.includes('@') && accountId.startsWith('dbmid:'))).toBe(true)
  })

  it('finds the same moments in a file written in another time zone', async () => {
    const { snapshots } = await bench.importC1z({ file: fixture('dropbox-v1-kolkata.c1z') })
    expect(snapshots[0]).toMatchObject({ startedAt: '2026-11-21T19:56:04.155Z', takenAt: '2026-11-21T19:56:04.238Z' })
  })

  it('adds only what is new when a file of the same origin comes again', async () => {
    const first = await bench.importC1z({ file: fixture('dropbox-v1.c1z') })
    const second = await bench.importC1z({ file: fixture('dropbox-v1-two-syncs.c1z') })
    expect(second.snapshots).toHaveLength(1)
    expect(second.snapshots[0]?.connectionId).toBe(first.snapshots[0]?.connectionId)
    expect(second.warnings).toEqual(['1 of its syncs was imported before.'])
    const again = await refusal(bench.importC1z({ file: fixture('dropbox-v1.c1z') }))
    expect(again).toMatchObject({
      kind: 'file-refused',
      why: 'The snapshots in this file are in this workspace already.',
    })
  })
})

describe('importing other files', () => {
  it('reads a file of many frames like one of a single frame', async () => {
    const one = await bench.importC1z({ file: fixture('minimal-two-syncs.c1z') })
    const many = createBench()
    const other = await many.importC1z({ file: fixture('minimal-multi-frame.c1z') })
    many.close()
    expect(other.snapshots.map(({ digest }) => digest)).toEqual(one.snapshots.map(({ digest }) => digest))
  })

  it('keeps grants of groups, and says so', async () => {
    const { snapshots } = await bench.importC1z({ file: fixture('minimal-two-syncs.c1z') })
    const newest = snapshots.at(-1)
    if (newest?.source.kind !== 'import') throw new Error('not imported')
    expect(newest.source.warnings).toEqual([expect.stringContaining('1 grant of things that are not users (group)')])
    const lines = await bench.lines(newest.snapshotId)
    expect(lines.filter((line) => line.includes('"principalType":"group"'))).toHaveLength(1)
  })

  it('takes ids of slim grants from their columns', async () => {
    const { snapshots } = await bench.importC1z({ file: fixture('slim-grants.c1z') })
    expect(snapshots[0]).toMatchObject({ grants: 1, entitlements: 1, accounts: { active: 1 } })
  })

  it('keeps a grant whose user and entitlement are missing', async () => {
    const { snapshots } = await bench.importC1z({ file: fixture('dangling.c1z') })
    const [snapshot] = snapshots
    if (snapshot?.source.kind !== 'import') throw new Error('not imported')
    expect(snapshot.grants).toBe(1)
    expect(snapshot.source.warnings).toEqual([
      'Grants name 1 entitlement that is not in the file: shown by id.',
      'Grants name 1 user that is not in the file: shown by id.',
    ])
    const [person] = await peopleIn(snapshot.snapshotId)
    const detail = await bench.stores.snapshots.account({
      snapshotId: snapshot.snapshotId,
      accountId: person?.accountId as AccountId,
    })
    expect(detail.grants).toHaveLength(1)
  })

  it.each([
    ['dropbox-v3.c1z', /version 3.*1 sync with up to 25 grants/],
    ['partial.c1z', /covers only a part/],
    ['unfinished.c1z', /incomplete/],
    ['hostile/bomb2.c1z', /unpacks to far more/],
    ['hostile/cksum.c1z', /times what is packed|damaged/],
    ['hostile/trailing.c1z', /damaged/],
    ['hostile/truncated.c1z', /damaged/],
    ['hostile/win256m.c1z', /damaged/],
  ])('refuses %s with a sentence, and leaves nothing', async (name, why) => {
    expect(await refusal(bench.importC1z({ file: fixture(name) }))).toMatchObject({
      kind: 'file-refused',
      why: expect.stringMatching(why),
      next: expect.stringMatching(/\.$/),
    })
    expect(bench.left()).toEqual(NOTHING)
  })

  it.each([
    ['', /empty/],
    ['C1ZF\0', /damaged/],
    ['PK\u0003\u0004zip', /ZIP/],
    ['SQLite format 3\0', /bare SQLite/],
    ['age-encryption.org/v1', /encrypted/],
    ['accountId,email\n', /not a c1z file/],
  ])('refuses what begins like %j', async (content, why) => {
    const file = join(bench.folder, 'given.c1z')
    writeFileSync(file, content, 'latin1')
    expect(await refusal(bench.importC1z({ file }))).toMatchObject({
      kind: 'file-refused',
      why: expect.stringMatching(why),
    })
    expect(bench.left()).toEqual(NOTHING)
  })

  it('refuses a file that is not there, and a folder', async () => {
    expect(await refusal(bench.importC1z({ file: join(bench.folder, 'none.c1z') }))).toMatchObject({
      kind: 'file-refused',
    })
    expect(await refusal(bench.importC1z({ file: bench.folder }))).toMatchObject({ kind: 'file-refused' })
  })
})

describe('an import that is called off', () => {
  it('leaves nothing, whichever moment it is', async () => {
    for (const phase of ['storing', 'sealing'] as const) {
      const stop = new AbortController()
      const cancelled = bench.importC1z({
        file: fixture('dropbox-v1-two-syncs.c1z'),
        signal: stop.signal,
        // In the second sync: the first is a whole snapshot by then, and must go as well.
        onProgress: (progress) => {
          if (progress.phase === phase && progress.sync === 2) stop.abort()
        },
      })
      expect(await refusal(cancelled)).toEqual({ kind: 'cancelled' })
      expect(bench.left()).toEqual(NOTHING)
    }
  })

  it('that was called off before it began does not begin', async () => {
    const done = bench.importC1z({ file: fixture('dropbox-v1.c1z'), signal: AbortSignal.abort() })
    expect(await refusal(done)).toEqual({ kind: 'cancelled' })
    expect(bench.left()).toEqual(NOTHING)
  })

  it('ends when its process is killed', async () => {
    const { startChild, folder } = bench.child
    const doomed = {
      folder,
      startChild: () => {
        const child = startChild()
        return {
          ...child,
          send: (order: Parameters<typeof child.send>[0]) => {
            child.send(order)
            child.kill()
          },
        }
      },
    }
    const { createC1zImport } = await import('../../../electron/exchange/c1z/import-c1z.ts')
    const importC1z = createC1zImport({
      stores: bench.stores,
      child: doomed,
      clock: () => new Date(),
      newId: (p) => p,
      appVersion: 't',
    })
    expect(await refusal(importC1z({ file: fixture('dropbox-v1.c1z') }))).toMatchObject({ kind: 'file-refused' })
    expect(bench.left()).toEqual(NOTHING)
  })
})

describe('a file that changes while it is read', () => {
  it('is refused', async () => {
    const file = join(bench.folder, 'growing.c1z')
    copyFileSync(fixture('dropbox-v1.c1z'), file)
    const { unpack } = await import('../../../electron/exchange/c1z/unpack.ts')
    // In this process, so that the change comes between reading and looking again.
    const changed = unpack(file, join(bench.folder, 'out.db'), () => appendFileSync(file, 'more'))
    expect(await refusal(changed)).toMatchObject({ why: 'This file was changed while it was read.' })
  })
})
