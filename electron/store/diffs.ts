// Differences between two snapshots of one connection, page by page, and how much changed from each to the next. Snapshots
// never change, so what was worked out for a pair stays true until one is removed; who made a change may become known later.
import { z } from 'zod'
import type { DiffFilters, DiffGrouping, DiffRow, DiffSummary, SnapshotPair } from '../../shared/contract/diff.ts'
import { type ChangeCounts, changeCountsSchema, MIRRORED } from '../../shared/domain/diff.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import type { PageWindow } from './account-queries.ts'
import type { Database } from './database.ts'
import { compareSnapshots, countEntries } from './diff-compare.ts'
import { createDiffDetails } from './diff-details.ts'
import type { Entry } from './diff-entries.ts'
import { orderEntries } from './diff-order.ts'
import { findOrigins, type Origin, originsEdition } from './diff-origins.ts'
import type { Span } from './diff-ranges.ts'
import { createRecent } from './recent.ts'
import { parseColumn } from './rows.ts'

export type DiffQuery = SnapshotPair & { grouping: DiffGrouping; filters: DiffFilters; window: PageWindow }

type Side = { connectionNo: number; groups: number | null }
type Compared = { span: Span; edition: string; entries: readonly Entry[]; hasGroups: boolean }

const groupsSchema = z.object({ groups: z.int().nullable() })

export const createDiffStore = (db: Database) => {
  const compared = createRecent<Compared>(3)
  const origins = createRecent<(Origin | null)[]>(3)
  const orders = createRecent<ReturnType<typeof orderEntries>>(12)
  const tell = createDiffDetails(db)
  const selectSide = db.prepare(
    'SELECT connection_no AS connectionNo, facts FROM snapshots WHERE snapshot_id = ? AND is_sealed = 1',
  )
  const selectCounts = db.prepare('SELECT counts FROM snapshot_changes WHERE snapshot_id = ? AND before_id = ?')
  const saveCounts = db.prepare(
    'INSERT OR REPLACE INTO snapshot_changes (snapshot_id, before_id, counts) VALUES (?, ?, ?)',
  )

  const selectEdition = db.prepare(
    `SELECT count(*) || ' ' || coalesce(sum(snapshot_id), 0) AS edition,
            coalesce(sum(is_sealed = 0 AND taken_at IS NOT NULL), 0) AS removing FROM snapshots`,
  )

  let unlike = 0
  /** Changes when a snapshot is removed: its neighbours' rows then grow together. While that goes on, with every call. */
  const edition = (): string => {
    const row = selectEdition.get() as { edition: string; removing: number }
    if (row.removing > 0) unlike += 1
    return `${row.edition} ${unlike}`
  }

  const sideOf = (id: SnapshotId): Side => {
    const row = selectSide.get(id) as { connectionNo: number; facts: string } | undefined
    if (!row) throw new Failure({ kind: 'not-found', what: 'snapshot' })
    return { connectionNo: row.connectionNo, groups: parseColumn(groupsSchema, row.facts, 'snapshot').groups }
  }

  const compare = ({ before, after }: SnapshotPair): Compared => {
    const [earlier, later] = before < after ? [before, after] : [after, before]
    const now = edition()
    return compared.get(`${earlier} ${later} ${now}`, () => {
      const [old, young] = [sideOf(earlier), sideOf(later)]
      if (old.connectionNo !== young.connectionNo)
        throw new Failure({ kind: 'not-allowed', why: 'Only snapshots of the same team can be compared.' })
      const span = { connectionNo: old.connectionNo, earlier, later }
      const hasGroups = old.groups !== null && young.groups !== null
      return { span, edition: now, entries: compareSnapshots(db, span, hasGroups), hasGroups }
    })
  }

  const originsIn = ({ span, edition: of, entries }: Compared): (Origin | null)[] =>
    origins.get(`${span.earlier} ${span.later} ${of} ${originsEdition(db)}`, () => entries.map(findOrigins(db, span)))

  const mirroredCounts = (counts: ChangeCounts): ChangeCounts => ({
    ...counts,
    accountsJoined: counts.accountsLeft,
    accountsLeft: counts.accountsJoined,
    grantsAdded: counts.grantsRemoved,
    grantsRemoved: counts.grantsAdded,
    resourcesCreated: counts.resourcesDeleted,
    resourcesDeleted: counts.resourcesCreated,
  })

  return {
    /** @throws Failure not-found; not-allowed for snapshots of different connections */
    summary: (pair: SnapshotPair): DiffSummary => {
      const whole = compare(pair)
      const counts = countEntries(whole.entries)
      const byAttest = originsIn(whole).filter((origin) => origin !== null).length
      return {
        counts: pair.before < pair.after ? counts : mirroredCounts(counts),
        byAttest,
        outside: whole.entries.length - byAttest,
        hasGroups: whole.hasGroups,
      }
    },

    /** @throws Failure not-found; not-allowed for snapshots of different connections */
    page: ({
      before,
      after,
      grouping,
      filters,
      window,
    }: DiffQuery): { rows: DiffRow[]; filtered: number; total: number } => {
      const whole = compare({ before, after })
      const by = originsIn(whole)
      const isMirrored = before > after
      const { span, entries } = whole
      const wanted = isMirrored ? { ...filters, kinds: filters.kinds.map((kind) => MIRRORED[kind]) } : filters
      const key = JSON.stringify([span.earlier, span.later, whole.edition, originsEdition(db), grouping, wanted])
      const asked = { grouping, filters: wanted }
      const { places, firsts, sizes } = orders.get(key, () =>
        orderEntries(db, span, entries, (place) => by[place] !== null, asked),
      )
      const shown = Array.from(places.subarray(window.offset, window.offset + window.limit), (place) => ({
        entry: entries[place] as Entry,
        by: by[place] ?? null,
      }))
      const rows = tell(span, shown, isMirrored).map((change, i) => {
        const at = window.offset + i
        const first = firsts[at] ?? at
        return { ...change, isFirst: first === at, rows: sizes[first] ?? 1 }
      })
      return { rows, filtered: places.length, total: entries.length }
    },

    /** What changed from one snapshot to a later one, remembered in the file. */
    counts: (pair: SnapshotPair): ChangeCounts => {
      const held = selectCounts.get(pair.after, pair.before) as { counts: string } | undefined
      if (held) {
        const parsed = changeCountsSchema.safeParse(JSON.parse(held.counts))
        if (parsed.success) return parsed.data
      }
      const counts = countEntries(compare(pair).entries)
      saveCounts.run(pair.after, pair.before, JSON.stringify(counts))
      return counts
    },
  }
}
