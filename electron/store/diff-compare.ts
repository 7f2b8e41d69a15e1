// Works out the whole difference between two snapshots: scans for what has a range's end in between, then compares only
// the bodies of those.
import { z } from 'zod'
import type { AccountStatus } from '../../shared/domain/account.ts'
import type { Database } from './database.ts'
import {
  accountEntries,
  type Body,
  eachGrantEntry,
  resourceChanged,
  resourceOfOneSide,
  type Sides,
} from './diff-changes.ts'
import { createEntries, type Entries, type Entry } from './diff-entries.ts'
import { eachRange, type Turn } from './diff-pieces.ts'
import { createGrants, createPairs, lastNumber, type Span, type VersionPair } from './diff-ranges.ts'
import { parseColumn, selectAll } from './rows.ts'

/** Both bodies of each are read and compared in one piece. */
const PAIRS_AT_ONCE = 100
const GRANTS_AT_ONCE = 5000
const bodySchema = z.record(z.string(), z.unknown())

type BodyTable = 'account_bodies' | 'resource_versions'

/** Calls back with each pair of two versions whose bodies are not the same. */
const createUnequal = (db: Database, table: BodyTable) => {
  const select = db.prepare(
    `SELECT wanted.key AS place, x.body AS before, y.body AS after FROM json_each(?) AS wanted
     JOIN ${table} x ON x.version_no = wanted.value ->> 0
     JOIN ${table} y ON y.version_no = wanted.value ->> 1
     WHERE x.body <> y.body`,
  )
  return (pairs: readonly VersionPair[], visit: (no: number, bodies: Sides<Body>) => void): void => {
    const both = pairs.filter((pair) => pair.before !== null && pair.after !== null)
    if (both.length === 0) return
    const wanted = JSON.stringify(both.map(({ before, after }) => [before, after]))
    for (const row of select.all(wanted) as { place: number; before: string; after: string }[]) {
      const parse = (text: string): Body => parseColumn(bodySchema, text, table)
      const pair = both[row.place]
      if (pair) visit(pair.no, { before: parse(row.before), after: parse(row.after) })
    }
  }
}

const statusesOf = (db: Database, versionNos: readonly (number | null)[]): Map<number, AccountStatus> =>
  new Map(
    selectAll<{ no: number; status: AccountStatus }>(
      db,
      `SELECT v.version_no AS no, v.status FROM json_each(?) AS wanted
       JOIN account_versions v ON v.version_no = wanted.value`,
      [JSON.stringify(versionNos)],
    ).map(({ no, status }) => [no, status]),
  )

type Add = (entry: Entry) => void

const compareAccounts = async (db: Database, span: Span, turn: Turn, add: Add): Promise<void> => {
  const pairsOf = createPairs(db, 'account', span)
  const eachUnequal = createUnequal(db, 'account_bodies')
  const statusOf = (body: Body): AccountStatus => body.status as AccountStatus
  await eachRange(lastNumber(db, 'account'), turn, (from, to) => {
    const pairs = pairsOf(from, to, PAIRS_AT_ONCE)
    if (!pairs) return false
    eachUnequal(pairs, (no, bodies) => {
      const statuses = { before: statusOf(bodies.before), after: statusOf(bodies.after) }
      accountEntries(no, statuses, bodies).forEach(add)
    })
    const oneSided = pairs.filter((pair) => pair.before === null || pair.after === null)
    if (oneSided.length === 0) return true
    const known = statusesOf(
      db,
      oneSided.map((pair) => pair.before ?? pair.after),
    )
    const statusAt = (no: number | null): AccountStatus | null => (no === null ? null : (known.get(no) ?? null))
    for (const { no, before, after } of oneSided)
      accountEntries(no, { before: statusAt(before), after: statusAt(after) }, null).forEach(add)
    return true
  })
}

const compareResources = async (db: Database, span: Span, turn: Turn, add: Add): Promise<void> => {
  const pairsOf = createPairs(db, 'resource', span)
  const eachUnequal = createUnequal(db, 'resource_versions')
  await eachRange(lastNumber(db, 'resource'), turn, (from, to) => {
    const pairs = pairsOf(from, to, PAIRS_AT_ONCE)
    if (!pairs) return false
    for (const { no, before, after } of pairs) {
      if (before === null) add(resourceOfOneSide(no, 'resource-created'))
      else if (after === null) add(resourceOfOneSide(no, 'resource-deleted'))
    }
    eachUnequal(pairs, (no, bodies) => resourceChanged(no, bodies).forEach(add))
    return true
  })
}

const compareGrants = async (db: Database, span: Span, turn: Turn, add: Add): Promise<void> => {
  const grantsOf = createGrants(db, span)
  await eachRange(lastNumber(db, 'account'), turn, (from, to) => {
    const sides = grantsOf(from, to, GRANTS_AT_ONCE)
    if (!sides) return false
    eachGrantEntry(sides, add)
    return true
  })
}

/** Where a snapshot did not collect groups, everybody would seem to have lost them: then nothing is said of groups. */
const withoutGroups = (db: Database, { connectionNo }: Span, add: Add): Add => {
  const groups = new Set(
    selectAll<{ no: number }>(
      db,
      `SELECT resource_no AS no FROM resources WHERE connection_no = ? AND resource_type = 'group'`,
      [connectionNo],
    ).map((row) => row.no),
  )
  return (entry) => {
    if (!groups.has(entry.resourceNo)) add(entry)
  }
}

/** Gives way to others in between; snapshots in between may be removed meanwhile, the two themselves may not. */
export const compareSnapshots = async (db: Database, span: Span, hasGroups: boolean, turn: Turn): Promise<Entries> => {
  const entries = createEntries()
  if (span.earlier === span.later) return entries
  const add = hasGroups ? entries.add : withoutGroups(db, span, entries.add)
  await compareAccounts(db, span, turn, add)
  await compareResources(db, span, turn, add)
  await compareGrants(db, span, turn, add)
  return entries
}
