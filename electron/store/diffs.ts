// Differences between two snapshots of one connection, page by page, and how much changed from each to the next. Snapshots
// never change, so what was worked out for a pair stays true until one of the two is removed, and ids are never used again;
// who made a change may become known later.
import { z } from 'zod'
import type { DiffFilters, DiffGrouping, DiffRow, DiffSummary, SnapshotPair } from '../../shared/contract/diff.ts'
import { type ChangeCounts, changeCountsSchema, MIRRORED } from '../../shared/domain/diff.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import type { PageWindow } from './account-queries.ts'
import { type Database, transact } from './database.ts'
import { compareSnapshots } from './diff-compare.ts'
import { createDiffDetails } from './diff-details.ts'
import type { Entries } from './diff-entries.ts'
import { createKept } from './diff-kept.ts'
import { headingAt, type Ordered, orderEntries } from './diff-order.ts'
import { type Origins, originsEdition, originsOf } from './diff-origins.ts'
import { createTurn, type Turn } from './diff-pieces.ts'
import type { Span } from './diff-ranges.ts'
import { type BothRanks, rankEntries, searchEntries } from './diff-ranks.ts'
import { parseColumn } from './rows.ts'

export type DiffQuery = SnapshotPair & { grouping: DiffGrouping; filters: DiffFilters; window: PageWindow }

type Side = { connectionNo: number; groups: number | null }
type Asked = { key: string; span: Span; hasGroups: boolean; turn: Turn }

const groupsSchema = z.object({ groups: z.int().nullable() })

// A row of a difference takes 17 bytes and as much again while it grows, a row of an order 4: at most some 100 MB and 24 MB,
// except that the difference somebody looks at is kept whatever its size.
const [COMPARED_MOST, COMPARED_ROWS_MOST] = [3, 3_000_000]
const [ORDERS_MOST, ORDERED_ROWS_MOST] = [12, 6_000_000]

const mirroredCounts = (counts: ChangeCounts): ChangeCounts => ({
  ...counts,
  accountsJoined: counts.accountsLeft,
  accountsLeft: counts.accountsJoined,
  grantsAdded: counts.grantsRemoved,
  grantsRemoved: counts.grantsAdded,
  resourcesCreated: counts.resourcesDeleted,
  resourcesDeleted: counts.resourcesCreated,
})

export const createDiffStore = (db: Database) => {
  const compared = createKept<Entries>(COMPARED_MOST, COMPARED_ROWS_MOST, (entries) => entries.length)
  const ranks = createKept<BothRanks>(
    COMPARED_MOST,
    ORDERED_ROWS_MOST,
    ({ people, things }) => people.of.length + things.of.length,
  )
  const origins = createKept<Origins>(COMPARED_MOST, COMPARED_ROWS_MOST, (of) => of.size)
  const orders = createKept<Ordered>(ORDERS_MOST, ORDERED_ROWS_MOST, ({ places }) => places.length)
  const tell = createDiffDetails(db)
  const selectSide = db.prepare(
    'SELECT connection_no AS connectionNo, facts FROM snapshots WHERE snapshot_id = ? AND is_sealed = 1',
  )
  const selectCounts = db.prepare('SELECT counts FROM snapshot_changes WHERE snapshot_id = ? AND before_id = ?')
  const saveCounts = db.prepare(
    'INSERT OR REPLACE INTO snapshot_changes (snapshot_id, before_id, counts) VALUES (?, ?, ?)',
  )

  const sideOf = (id: SnapshotId): Side => {
    const row = selectSide.get(id) as { connectionNo: number; facts: string } | undefined
    if (!row) throw new Failure({ kind: 'not-found', what: 'snapshot' })
    return { connectionNo: row.connectionNo, groups: parseColumn(groupsSchema, row.facts, 'snapshot').groups }
  }

  const ask = ({ before, after }: SnapshotPair): Asked => {
    const [earlier, later] = before < after ? [before, after] : [after, before]
    const [old, young] = [sideOf(earlier), sideOf(later)]
    if (old.connectionNo !== young.connectionNo)
      throw new Failure({ kind: 'not-allowed', why: 'Only snapshots of the same team can be compared.' })
    return {
      key: `${earlier} ${later}`,
      span: { connectionNo: old.connectionNo, earlier, later },
      hasGroups: old.groups !== null && young.groups !== null,
      turn: createTurn(() => [earlier, later].forEach(sideOf)),
    }
  }

  const compare = ({ key, span, hasGroups, turn }: Asked): Promise<Entries> =>
    compared.get(key, () => compareSnapshots(db, span, hasGroups, turn))

  const originsIn = ({ key, span, turn }: Asked, edition: number, entries: Entries): Promise<Origins> =>
    origins.get(`${key} ${edition}`, () => originsOf(db, span, entries, turn))

  /** What was worked out meanwhile is shown only if both snapshots are still there. */
  const recheck = (pair: SnapshotPair): void => {
    ask(pair)
  }

  return {
    /** @throws Failure not-found, also when one of the two is removed meanwhile; not-allowed for different connections */
    summary: async (pair: SnapshotPair): Promise<DiffSummary> => {
      const asked = ask(pair)
      const entries = await compare(asked)
      const { size } = await originsIn(asked, originsEdition(db), entries)
      recheck(pair)
      return {
        counts: pair.before < pair.after ? { ...entries.counts } : mirroredCounts(entries.counts),
        byAttest: size,
        outside: entries.length - size,
        hasGroups: asked.hasGroups,
      }
    },

    /** @throws Failure not-found, also when one of the two is removed meanwhile; not-allowed for different connections */
    page: async ({
      before,
      after,
      grouping,
      filters,
      window,
    }: DiffQuery): Promise<{ rows: DiffRow[]; filtered: number; total: number }> => {
      const asked = ask({ before, after })
      const { key, span, turn } = asked
      const isMirrored = before > after
      const entries = await compare(asked)
      const edition = originsEdition(db)
      const by = await originsIn(asked, edition, entries)
      const kinds = isMirrored ? filters.kinds.map((kind) => MIRRORED[kind]) : filters.kinds
      const isForAll = filters.by === 'anybody'
      const order = await orders.get(
        JSON.stringify([key, isForAll ? null : edition, grouping, { ...filters, kinds }]),
        async () => {
          const both = await ranks.get(key, () => rankEntries(db, span, entries, turn))
          const matches = await searchEntries(db, span, both, filters.search, turn)
          const isWanted = (place: number) => isForAll || by.has(place) === (filters.by === 'attest')
          return orderEntries(entries, both, { grouping, kinds, matches, isWanted }, turn)
        },
      )
      recheck({ before, after })
      const shown = Array.from(order.places.subarray(window.offset, window.offset + window.limit), (place) => ({
        entry: entries.at(place),
        by: by.get(place) ?? null,
      }))
      const rows = tell(span, shown, isMirrored).map((change, i) => {
        const at = window.offset + i
        const { first, rows } = headingAt(order, at)
        return { ...change, isFirst: first === at, rows }
      })
      return { rows, filtered: order.places.length, total: entries.length }
    },

    /** What changed from one snapshot to a later one, remembered in the file. */
    counts: async (pair: SnapshotPair): Promise<ChangeCounts> => {
      const held = selectCounts.get(pair.after, pair.before) as { counts: string } | undefined
      if (held) {
        const parsed = changeCountsSchema.safeParse(JSON.parse(held.counts))
        if (parsed.success) return parsed.data
      }
      const { counts } = await compare(ask(pair))
      recheck(pair)
      transact(db, () => saveCounts.run(pair.after, pair.before, JSON.stringify(counts)))
      return counts
    },
  }
}
