// From the address of the page to the question asked of main.
import type { Exported } from '../../../shared/contract/exports.ts'
import type { QuestionFilters } from '../../../shared/contract/questions.ts'
import type { EntitlementFilters, EntitlementRow } from '../../../shared/contract/snapshots.ts'
import { type EntitlementKey, entitlementKey } from '../../../shared/domain/entitlement.ts'
import type { Sort } from '../../ui/data-table/columns.ts'
import { counted } from '../../ui/numbers.ts'
import { askedOf } from '../../ui/questions/asked.ts'
import type { ExportChoice } from '../exports/export-menu.tsx'
import { type EntitlementsSearch, entitlementsSearchSchema } from './entitlements-search.ts'

/** Every filter of the contract, with its plain value where the address does not say. */
export const filtersOf = ({ q, types, management, held }: EntitlementsSearch): EntitlementFilters => ({
  search: q ?? '',
  types: types ?? [],
  management: management ?? [],
  held: held ?? 'any',
})

export const sortOf = ({ sort, direction }: EntitlementsSearch) =>
  ({ sort: sort ?? 'name', direction: direction ?? 'asc' }) as const

/** What the address says of a sort; the plain one is left out of it. */
export const searchOfSort = ({ id, direction }: Sort) => ({
  sort: id === 'name' ? undefined : (id as NonNullable<EntitlementsSearch['sort']>),
  direction: direction === 'asc' ? undefined : direction,
})

export const NO_FILTERS = { q: undefined, types: undefined, management: undefined, held: undefined } as const

/** What is asked, as it can be saved: the filters of the address without sort and drawer. */
export const questionOf = (search: EntitlementsSearch): QuestionFilters => askedOf(search, Object.keys(NO_FILTERS))

/** A saved question as the address that asks it; what is not, or no longer, a filter is left out. */
export const searchOfQuestion = (filters: QuestionFilters): Partial<EntitlementsSearch> => ({
  ...NO_FILTERS,
  ...entitlementsSearchSchema.parse(questionOf(entitlementsSearchSchema.parse(filters))),
})

export const hasFilters = (search: EntitlementsSearch): boolean => Object.keys(questionOf(search)).length > 0

export const rowId = (row: EntitlementRow): string => entitlementKey(row)

/** The entitlements of the list as it is filtered and sorted, the grants on them, and the grants on the open one. */
export const exportChoices = (
  list: Omit<Extract<Exported, { kind: 'entitlements' }>, 'kind'>,
  entitlements: number,
  open: EntitlementKey | null,
): ExportChoice[] => [
  { words: `Export ${counted(entitlements, 'entitlement')}`, what: { kind: 'entitlements', ...list } },
  {
    words: `Export the grants on ${counted(entitlements, 'entitlement')}`,
    what: { kind: 'grants', of: { kind: 'entitlements', ...list } },
  },
  ...(open ? [{ words: 'Export the grants on the open entitlement', what: grantsOnOne(open) }] : []),
]

const grantsOnOne = (key: EntitlementKey): Exported => ({ kind: 'grants', of: { kind: 'entitlement', ...key } })
