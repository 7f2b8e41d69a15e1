// From the address of the page to the question asked of main.
import type { Exported } from '../../../shared/contract/exports.ts'
import type { AccountFilters, AccountRow } from '../../../shared/contract/snapshots.ts'
import type { AccountId, ResourceId } from '../../../shared/domain/ids.ts'
import type { Sort } from '../../ui/data-table/columns.ts'
import { counted } from '../../ui/numbers.ts'
import type { ExportChoice } from '../exports/export-menu.tsx'
import type { AccountsSearch } from './accounts-search.ts'

/** Every filter of the contract, with its plain value where the address does not say. */
export const filtersOf = ({ q, statuses, role, group, access, flag }: AccountsSearch): AccountFilters => ({
  search: q ?? '',
  statuses: statuses ?? [],
  roleId: (role as ResourceId | undefined) ?? null,
  groupId: (group as ResourceId | undefined) ?? null,
  access: access ?? 'any',
  flag: flag ?? null,
})

export const sortOf = ({ sort, direction }: AccountsSearch) =>
  ({ sort: sort ?? 'name', direction: direction ?? 'asc' }) as const

/** What the address says of a sort; the plain one is left out of it. */
export const searchOfSort = ({ id, direction }: Sort) => ({
  sort: id === 'name' ? undefined : (id as NonNullable<AccountsSearch['sort']>),
  direction: direction === 'asc' ? undefined : direction,
})

/** An address without any filter; sort and open drawer stay. */
export const withoutFilters = <S extends AccountsSearch>(search: S): S => ({
  ...search,
  q: undefined,
  statuses: undefined,
  role: undefined,
  group: undefined,
  access: undefined,
  flag: undefined,
})

export const hasFilters = ({ q, statuses, role, group, access, flag }: AccountsSearch): boolean =>
  Boolean(q || statuses?.length || role || group || access || flag)

export const rowId = (row: AccountRow): string => row.accountId

/** The accounts of the list as it is filtered and sorted, their grants, and the grants of the one that is open. */
export const exportChoices = (
  list: Omit<Extract<Exported, { kind: 'accounts' }>, 'kind'>,
  accounts: number,
  open: AccountId | null,
): ExportChoice[] => [
  { words: `Export ${counted(accounts, 'account')}`, what: { kind: 'accounts', ...list } },
  {
    words: `Export the grants of ${counted(accounts, 'account')}`,
    what: { kind: 'grants', of: { kind: 'accounts', ...list } },
  },
  ...(open ? [{ words: 'Export the grants of the open account', what: grantsOfOne(open) }] : []),
]

const grantsOfOne = (accountId: AccountId): Exported => ({ kind: 'grants', of: { kind: 'account', accountId } })
