// Works out the whole difference between two snapshots: scans for what has a range's end in between, then compares only
// the bodies of those.
import { z } from 'zod'
import type { AccountStatus } from '../../shared/domain/account.ts'
import type { ChangeCounts } from '../../shared/domain/diff.ts'
import type { Database } from './database.ts'
import { accountEntries, type Body, type Entry, grantEntries, resourceEntries } from './diff-entries.ts'
import { accountPairs, grantsOfOneSide, resourcePairs, type Span, type VersionPair } from './diff-ranges.ts'
import { parseColumn, selectAll } from './rows.ts'
import { piecesOf } from './turns.ts'

const PAIRS_AT_ONCE = 1000
const bodySchema = z.record(z.string(), z.unknown())

type BodyTable = 'account_bodies' | 'resource_versions'

/** Calls back with each pair of two versions whose bodies are not the same, as JSON text. */
const eachUnequal = (
  db: Database,
  table: BodyTable,
  pairs: readonly VersionPair[],
  visit: (pair: VersionPair, bodies: { before: Body; after: Body }) => void,
): void => {
  const both = pairs.filter((pair) => pair.before !== null && pair.after !== null)
  const select = db.prepare(
    `SELECT wanted.key AS place, x.body AS before, y.body AS after FROM json_each(?) AS wanted
     JOIN ${table} x ON x.version_no = wanted.value ->> 0
     JOIN ${table} y ON y.version_no = wanted.value ->> 1
     WHERE x.body <> y.body`,
  )
  for (const piece of piecesOf(both, PAIRS_AT_ONCE)) {
    const wanted = JSON.stringify(piece.map(({ before, after }) => [before, after]))
    for (const row of select.all(wanted) as { place: number; before: string; after: string }[]) {
      const pair = piece[row.place]
      const parse = (text: string): Body => parseColumn(bodySchema, text, table)
      if (pair) visit(pair, { before: parse(row.before), after: parse(row.after) })
    }
  }
}

const compareAccounts = (db: Database, span: Span): Entry[] => {
  const pairs = accountPairs(db, span)
  const entries: Entry[] = []
  const statusOf = (body: Body): AccountStatus => body.status as AccountStatus
  eachUnequal(db, 'account_bodies', pairs, (pair, bodies) => {
    const statuses = { before: statusOf(bodies.before), after: statusOf(bodies.after) }
    entries.push(...accountEntries(pair, statuses, bodies))
  })
  const oneSided = pairs.filter((pair) => pair.before === null || pair.after === null)
  const statuses = new Map(
    selectAll<{ no: number; status: AccountStatus }>(
      db,
      `SELECT v.version_no AS no, v.status FROM json_each(?) AS wanted
       JOIN account_versions v ON v.version_no = wanted.value`,
      [JSON.stringify(oneSided.map((pair) => pair.before ?? pair.after))],
    ).map(({ no, status }) => [no, status]),
  )
  for (const pair of oneSided) {
    const [before, after] = [pair.before, pair.after].map((no) => (no === null ? null : (statuses.get(no) ?? null)))
    entries.push(...accountEntries(pair, { before: before ?? null, after: after ?? null }, null))
  }
  return entries
}

const compareResources = (db: Database, span: Span): Entry[] => {
  const pairs = resourcePairs(db, span)
  const entries = pairs
    .filter((pair) => pair.before === null || pair.after === null)
    .flatMap((pair) => resourceEntries(pair, null))
  eachUnequal(db, 'resource_versions', pairs, (pair, bodies) => entries.push(...resourceEntries(pair, bodies)))
  return entries
}

/** Where a snapshot did not collect groups, everybody would seem to have lost them: then nothing is said of groups. */
const withoutGroups = (db: Database, { connectionNo }: Span, entries: Entry[]): Entry[] => {
  const groups = new Set(
    selectAll<{ no: number }>(
      db,
      `SELECT resource_no AS no FROM resources WHERE connection_no = ? AND resource_type = 'group'`,
      [connectionNo],
    ).map((row) => row.no),
  )
  return entries.filter((entry) => !groups.has(entry.resourceNo))
}

export const compareSnapshots = (db: Database, span: Span, hasGroups: boolean): Entry[] => {
  const entries = [...compareAccounts(db, span), ...compareResources(db, span)]
  for (const entry of grantEntries(grantsOfOneSide(db, span))) entries.push(entry)
  return hasGroups ? entries : withoutGroups(db, span, entries)
}

const COUNTED = {
  'account-joined': 'accountsJoined',
  'account-left': 'accountsLeft',
  'account-changed': 'accountsChanged',
  'grant-added': 'grantsAdded',
  'grant-removed': 'grantsRemoved',
  'grant-changed': 'grantsChanged',
  'resource-created': 'resourcesCreated',
  'resource-changed': 'resourcesChanged',
  'resource-deleted': 'resourcesDeleted',
} as const

/** An account or resource with several changed details counts once. */
export const countEntries = (entries: readonly Entry[]): ChangeCounts => {
  const counts: ChangeCounts = {
    accountsJoined: 0,
    accountsLeft: 0,
    accountsChanged: 0,
    grantsAdded: 0,
    grantsRemoved: 0,
    grantsChanged: 0,
    resourcesCreated: 0,
    resourcesChanged: 0,
    resourcesDeleted: 0,
  }
  const seen = new Set<string>()
  for (const { kind, accountNo, resourceNo, detail } of entries) {
    if (detail) {
      const thing = `${accountNo}/${resourceNo}`
      if (seen.has(thing)) continue
      seen.add(thing)
    }
    counts[COUNTED[kind]] += 1
  }
  return counts
}
