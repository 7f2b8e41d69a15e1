// From the address of the page to the question asked of main.
import type { EntitlementFilters, EntitlementRow } from '../../../shared/contract/snapshots.ts'
import { entitlementKey } from '../../../shared/domain/entitlement.ts'
import type { Sort } from '../../ui/data-table/columns.ts'
import type { EntitlementsSearch } from './entitlements-search.ts'

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

export const hasFilters = ({ q, types, management, held }: EntitlementsSearch): boolean =>
  Boolean(q || types?.length || management?.length || held)

export const rowId = (row: EntitlementRow): string => entitlementKey(row)
