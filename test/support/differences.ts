// Reading whole differences in tests.
import type { Stores } from '../../electron/store/stores.ts'
import { type DiffRow, diffFiltersSchema } from '../../shared/contract/diff.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'

/** Every row, read in small windows. */
export const rowsOf = async (
  stores: Stores,
  [before, after]: readonly [SnapshotId, SnapshotId],
  more: Partial<Parameters<Stores['diffs']['page']>[0]> = {},
): Promise<DiffRow[]> => {
  const rows: DiffRow[] = []
  for (;;) {
    const window = { offset: rows.length, limit: 15 }
    const filters = diffFiltersSchema.parse({})
    const page = await stores.diffs.page({ before, after, grouping: 'person', filters, ...more, window })
    rows.push(...page.rows)
    if (rows.length === page.filtered) return rows
  }
}
