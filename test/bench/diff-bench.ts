// Differences: two snapshots of 1,000,000 grants with 1 % changed and with most of them changed, and 100 snapshots
// in a row with 1 % changed each time.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDatabase, type Database, openDatabase } from '../../electron/store/database.ts'
import { createStores, type Stores } from '../../electron/store/stores.ts'
import { diffFiltersSchema } from '../../shared/contract/diff.ts'
import { accountFiltersSchema, entitlementFiltersSchema } from '../../shared/contract/snapshots.ts'
import type { AccountId, SnapshotId } from '../../shared/domain/ids.ts'
import { connection, connectionId, runId, sealFacts } from '../support/sample-team.ts'
import { type ChurningTeam, churningTeam } from './churning-team.ts'
import { median, ms, type Row, times } from './table.ts'

const CHURN = 0.01
const REPEATS = 5
const KEY = 'b'.repeat(64)

const take = async ({ snapshots }: Stores, team: ChurningTeam): Promise<SnapshotId> => {
  const startedAt = '2026-11-20T11:59:00Z'
  const id = snapshots.begin({ connectionId, runId, teamId: 'dbtid:acme', teamName: 'Acme Ltd', startedAt })
  snapshots.addResources(id, team.resources)
  for (const piece of team.pieces()) snapshots.addAccounts(id, piece)
  await snapshots.seal(id, sealFacts())
  return id
}

/** Milliseconds, the middle of several goes. `fresh` makes stores that remember nothing. */
const timed = async <T>(fresh: () => T, work: (on: T, go: number) => unknown): Promise<number> => {
  const goes: number[] = []
  for (let go = 0; go < REPEATS; go++) {
    const on = fresh()
    const begun = performance.now()
    await work(on, go)
    goes.push(performance.now() - begun)
  }
  return median(goes)
}

/** Milliseconds that somebody else's work would have had to wait at most, while this goes on. */
const longestWait = async (work: () => Promise<unknown>): Promise<number> => {
  let [longest, since, isOver] = [0, performance.now(), false]
  const look = (): void => {
    longest = Math.max(longest, performance.now() - since)
    since = performance.now()
    if (!isOver) setImmediate(look)
  }
  setImmediate(look)
  await work()
  isOver = true
  return Math.max(longest, performance.now() - since)
}

const everything = diffFiltersSchema.parse({})
const window = { offset: 0, limit: 100 }

/** The whole list of accounts laid out and its first page read, by somebody who has looked at nothing before. */
const firstPage = (stores: Stores, snapshotId: SnapshotId): unknown =>
  stores.snapshots.accounts({
    snapshotId,
    filters: accountFiltersSchema.parse({}),
    sort: 'name',
    direction: 'asc',
    window,
  })
const entitlements = (stores: Stores, snapshotId: SnapshotId): unknown =>
  stores.snapshots.entitlements({
    snapshotId,
    filters: entitlementFiltersSchema.parse({}),
    sort: 'name',
    direction: 'asc',
    window,
  })
const onePerson = (stores: Stores, snapshotId: SnapshotId, accountId: AccountId): unknown =>
  stores.snapshots.account({ snapshotId, accountId })

const sizeOf = (db: Database, file: string): number => {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  return statSync(file).size
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

/** One connection for the writing, and for each reading a new one: what it has not read it has to read. */
const inFile = async <T>(work: (file: string, db: Database, stores: Stores) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'attest-bench-diff-'))
  const file = join(folder, 'workspace.db')
  const db = openDatabase(file, KEY)
  try {
    const stores = createStores(db)
    stores.connections.save(connection())
    return await work(file, db, stores)
  } finally {
    closeDatabase(db)
    rmSync(folder, { recursive: true, force: true })
  }
}

const benchPair = (): Promise<Row[]> =>
  inFile(async (_file, db, stores) => {
    const team = churningTeam({ accounts: 10_000, resources: 2_000, grants: 1_000_000 })
    const before = await take(stores, team)
    const people = [...team.pieces()].flat().map((row) => row.account.accountId)
    team.churn(CHURN)
    const after = await take(stores, team)

    const fresh = () => createStores(db)
    const pair = { before, after }
    const changes = (await stores.diffs.page({ ...pair, grouping: 'person', filters: everything, window })).total
    const whole = await timed(fresh, async (on) => {
      await on.diffs.summary(pair)
      await on.diffs.page({ ...pair, grouping: 'person', filters: everything, window })
    })
    const found = { ...everything, search: 'person 77' }
    const search = await timed(fresh, (on) =>
      on.diffs.page({ ...pair, grouping: 'entitlement', filters: found, window }),
    )
    const page = await timed(fresh, (on) => firstPage(on, after))
    const paths = await timed(
      () => stores,
      (on, go) =>
        on.snapshots.paths({ snapshotId: after, accountId: people[(go + 1) * 1_777] ?? (people[0] as AccountId) }),
    )
    return [
      {
        what: `what changed, and its first page (${changes.toLocaleString('en')} changes)`,
        figure: ms(whole),
        ratio: `${times(whole / page)} a first page of accounts (${ms(page)})`,
        goal: '≤ 300 ms',
        isReached: whole <= 300,
      },
      { what: '  searched, by entitlement', figure: ms(search), ratio: '', goal: '≤ 300 ms', isReached: search <= 300 },
      { what: 'why one person holds what', figure: ms(paths), ratio: '', goal: '≤ 20 ms', isReached: paths <= 20 },
    ]
  })

/** As good as nothing stays: two files of different times, or the first snapshot against one of years later. */
const benchUnlike = (): Promise<Row[]> =>
  inFile(async (_file, db, stores) => {
    const team = churningTeam({ accounts: 10_000, resources: 2_000, grants: 1_000_000 })
    const before = await take(stores, team)
    team.churn(3)
    const after = await take(stores, team)
    const asked = { before, after, grouping: 'person' as const, filters: everything, window }
    const on = createStores(db)
    const begun = performance.now()
    const wait = await longestWait(() => Promise.all([on.diffs.summary(asked), on.diffs.page(asked)]))
    const took = performance.now() - begun
    const { total } = await on.diffs.page(asked)
    return [
      {
        what: `most is different (${total.toLocaleString('en')} changes)`,
        figure: ms(took),
        ratio: '',
        goal: '',
        isReached: null,
      },
      { what: '  the longest wait of a decision', figure: ms(wait), ratio: '', goal: '≤ 50 ms', isReached: wait <= 50 },
    ]
  })

const SNAPSHOTS = 100

const benchMany = (size: { accounts: number; resources: number; grants: number }): Promise<Row[]> =>
  inFile(async (file, db, stores) => {
    const team = churningTeam(size)
    const ids = [await take(stores, team)]
    const one = sizeOf(db, file)
    const person = [...team.pieces()][0]?.[0]?.account.accountId as AccountId
    while (ids.length < SNAPSHOTS) {
      team.churn(CHURN)
      ids.push(await take(stores, team))
    }
    const all = sizeOf(db, file)
    const fresh = () => createStores(db)
    const read = (id: SnapshotId | undefined) =>
      timed(fresh, (on) => {
        firstPage(on, id as SnapshotId)
        entitlements(on, id as SnapshotId)
        onePerson(on, id as SnapshotId, person)
      })
    // Once for nothing, so that neither of the two is the first to touch the file's pages.
    await read(ids[SNAPSHOTS / 2 - 1])
    const newest = await read(ids.at(-1))
    const middle = await read(ids[SNAPSHOTS / 2 - 1])
    const ends = { before: ids[0] as SnapshotId, after: ids.at(-1) as SnapshotId }
    const far = await timed(fresh, (on) => on.diffs.summary(ends))
    const timeline = await timed(fresh, async (on) => {
      db.exec('DELETE FROM snapshot_changes')
      for (const [i, after] of ids.entries())
        if (i > 0) await on.diffs.counts({ before: ids[i - 1] as SnapshotId, after })
    })
    const grants = size.grants.toLocaleString('en')
    return [
      {
        what: `${SNAPSHOTS} snapshots of ${grants} grants`,
        figure: megabytes(all),
        ratio: `${times(all / one)} one snapshot (${megabytes(one)})`,
        goal: '< 3×',
        isReached: all < 3 * one,
      },
      {
        what: '  reading the 50th',
        figure: ms(middle),
        ratio: `${times(middle / newest)} the newest (${ms(newest)})`,
        goal: '≤ 1.5×',
        isReached: middle <= 1.5 * newest,
      },
      { what: '  from the first to the last', figure: ms(far), ratio: '', goal: '', isReached: null },
      {
        what: '  how much changed each time, counted anew',
        figure: ms(timeline),
        ratio: '',
        goal: '',
        isReached: null,
      },
    ]
  })

export const benchDiff = async (): Promise<Row[]> => [
  ...(await benchPair()),
  ...(await benchUnlike()),
  ...(await benchMany({ accounts: 1_000, resources: 200, grants: 100_000 })),
]
