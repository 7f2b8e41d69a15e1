// From the address of the page to the question asked of main.
import type { Exported } from '../../../shared/contract/exports.ts'
import type { QuestionFilters } from '../../../shared/contract/questions.ts'
import type { AccountFilters, AccountRow } from '../../../shared/contract/snapshots.ts'
import type { AccountId, ResourceId, SnapshotId } from '../../../shared/domain/ids.ts'
import type { Sort } from '../../ui/data-table/columns.ts'
import { counted } from '../../ui/numbers.ts'
import { askedOf } from '../../ui/questions/asked.ts'
import type { ExportChoice } from '../exports/export-menu.tsx'
import { type AccountsSearch, accountsSearchSchema } from './accounts-search.ts'

/** Every filter of the contract, with its plain value where the address does not say. */
export const filtersOf = ({ q, statuses, role, group, access, flag, ...more }: AccountsSearch): AccountFilters => ({
  search: q ?? '',
  statuses: statuses ?? [],
  roleId: (role as ResourceId | undefined) ?? null,
  groupId: (group as ResourceId | undefined) ?? null,
  access: access ?? 'any',
  flag: flag ?? null,
  ...(more.noSignIn && { noSignInDays: more.noSignIn }),
  ...(more.signIns && { signIns: more.signIns }),
  ...(more.joinedSince && { joinedSince: more.joinedSince }),
  ...(more.changedSince && { changedSince: more.changedSince }),
})

export const sortOf = ({ sort, direction }: AccountsSearch) =>
  ({ sort: sort ?? 'name', direction: direction ?? 'asc' }) as const

/** The list that a page with this address shows of a snapshot. */
export const listOf = (snapshotId: SnapshotId, search: AccountsSearch) => ({
  snapshotId,
  filters: filtersOf(search),
  ...sortOf(search),
})

/** What the address says of a sort; the plain one is left out of it. */
export const searchOfSort = ({ id, direction }: Sort) => ({
  sort: id === 'name' ? undefined : (id as NonNullable<AccountsSearch['sort']>),
  direction: direction === 'asc' ? undefined : direction,
})

const NO_FILTERS = {
  q: undefined,
  statuses: undefined,
  role: undefined,
  group: undefined,
  access: undefined,
  flag: undefined,
  noSignIn: undefined,
  signIns: undefined,
  joinedSince: undefined,
  changedSince: undefined,
} satisfies Partial<AccountsSearch>

/** An address without any filter; sort and open drawer stay. */
export const withoutFilters = <S extends AccountsSearch>(search: S): S => ({ ...search, ...NO_FILTERS })

/** What is asked, as it can be saved: the filters of the address without sort and drawer. */
export const questionOf = (search: AccountsSearch): QuestionFilters => askedOf(search, Object.keys(NO_FILTERS))

/** A saved question as the address that asks it; what is not, or no longer, a filter is left out. */
export const searchOfQuestion = (filters: QuestionFilters): Partial<AccountsSearch> => ({
  ...NO_FILTERS,
  ...accountsSearchSchema.parse(questionOf(accountsSearchSchema.parse(filters))),
})

export const hasFilters = (search: AccountsSearch): boolean => Object.keys(questionOf(search)).length > 0

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
