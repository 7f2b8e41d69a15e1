// The address of the page that compares two snapshots.
import { z } from 'zod'
import { type DiffFilters, diffFiltersSchema, diffGroupingSchema } from '../../../shared/contract/diff.ts'
import { changeKindSchema } from '../../../shared/domain/diff.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'

/** Without `before` and `after` it is the newest snapshot and the one before it. */
export const diffSearchSchema = z.object({
  before: z.int().positive().optional().catch(undefined),
  after: z.int().positive().optional().catch(undefined),
  grouping: diffGroupingSchema.optional().catch(undefined),
  kinds: z.array(changeKindSchema).optional().catch(undefined),
  by: diffFiltersSchema.shape.by.unwrap().optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
})
export type DiffSearch = z.infer<typeof diffSearchSchema>

export const filtersOf = ({ kinds, by, q }: DiffSearch): DiffFilters => ({
  kinds: kinds ?? [],
  by: by ?? 'anybody',
  search: q ?? '',
})

export const NO_FILTERS = { kinds: undefined, by: undefined, q: undefined } as const

export const hasFilters = ({ kinds, by, q }: DiffSearch): boolean => Boolean(kinds?.length || by || q)

export type Compared = { before: Snapshot; after: Snapshot }

/**
 * The two snapshots an address means, of a list with the newest first. `shown` is the one the other pages show: what
 * is not said is that one and the one before it. Null where there are not two.
 */
export const comparedOf = (
  snapshots: readonly Snapshot[],
  shown: Snapshot | null,
  { before, after }: Pick<DiffSearch, 'before' | 'after'>,
): Compared | null => {
  const find = (id: number | undefined) => snapshots.find((snapshot) => snapshot.snapshotId === id)
  const older = (than: Snapshot) => snapshots.find((snapshot) => snapshot.snapshotId < than.snapshotId)
  const now = find(after) ?? shown ?? snapshots[0]
  if (!now) return null
  // The first snapshot has none before it: then it is compared with the newest.
  const old = find(before) ?? older(now) ?? snapshots.find((snapshot) => snapshot !== now)
  if (!old) return null
  return find(before) === undefined && find(after) === undefined && old.snapshotId > now.snapshotId
    ? { before: now, after: old }
    : { before: old, after: now }
}
