// Accounts and lists of holders on their way to the store's thread: by columns and numbers, because a list of objects
// takes five times as long to be copied from one thread to another. Accounts travel as the rows that are written of them:
// the store's thread has more to do than the one that reads from Dropbox.
import type { Account } from '../../shared/domain/account.ts'
import type { EntitlementKey, EntitlementName } from '../../shared/domain/entitlement.ts'
import type { AccountId } from '../../shared/domain/ids.ts'
import { type AccountRow, rowOf } from './account-row.ts'
import type { Holder, ResourceKey } from './snapshot-draft.ts'

export type AccountWithGrants = { account: Account; grants: readonly EntitlementKey[] }

const FIELDS = [
  'accountId',
  'status',
  'displayName',
  'email',
  'externalId',
  'joinedOn',
  'invitedOn',
  'suspendedOn',
  'licence',
  'sortName',
  'searchText',
  'emailDomain',
  'body',
] as const satisfies readonly (keyof AccountRow)[]
type Field = (typeof FIELDS)[number]
/** Every field of a row, or this does not compile. */
type Columns = Pick<AccountRow, Field> extends AccountRow ? { [F in keyof AccountRow]: AccountRow[F][] } : never

export type PackedAccounts = {
  columns: Columns
  /** How many of `grants` belong to each account, in the same order. */
  counts: number[]
  /** Numbers of entitlements: the place of each among all that were named since the snapshot was begun. */
  grants: number[]
  /** Entitlements that were not named before; they get the next numbers. */
  named: EntitlementKey[]
}

/** For one snapshot. Equal entitlements must be the same object: it is by this that one is known again. */
export const createAccountPacker = (): ((accounts: readonly AccountWithGrants[]) => PackedAccounts) => {
  const numbers = new Map<EntitlementKey, number>()
  return (accounts) => {
    const named: EntitlementKey[] = []
    const numberOf = (key: EntitlementKey): number => {
      const known = numbers.get(key)
      if (known !== undefined) return known
      named.push(key)
      numbers.set(key, numbers.size)
      return numbers.size - 1
    }
    const rows = accounts.map(({ account }) => rowOf(account))
    const columns = Object.fromEntries(FIELDS.map((field) => [field, rows.map((row) => row[field])]))
    return {
      columns: columns as Columns,
      counts: accounts.map(({ grants }) => grants.length),
      grants: accounts.flatMap(({ grants }) => grants.map(numberOf)),
      named,
    }
  }
}

/** The rows, and of each account the numbers of what it holds. */
export const unpackAccounts = ({
  columns,
  counts,
  grants,
}: PackedAccounts): { row: AccountRow; grants: number[] }[] => {
  let from = 0
  return counts.map((count, i) => {
    const row: Partial<Record<Field, unknown>> = {}
    for (const field of FIELDS) row[field] = columns[field][i]
    from += count
    return { row: row as AccountRow, grants: grants.slice(from - count, from) }
  })
}

/** A part of a resource's own list of who holds it; the first part replaces what an earlier list said. */
export type HoldersPart = { resource: ResourceKey; isFirstPart: boolean; holders: readonly Holder[] }

/** Parts of several lists, one after another: each write of the store costs as much as a hundred holders. */
export type PackedHolders = {
  /** Of each part whose it is, and how many of `accountIds` belong to it. */
  parts: (Omit<HoldersPart, 'holders'> & { count: number })[]
  accountIds: AccountId[]
  /** What holders may hold, each once. */
  entitlements: EntitlementName[]
  /** Of each account the place of what it holds among `entitlements`. */
  held: number[]
}

export const packHolders = (parts: readonly HoldersPart[]): PackedHolders => {
  const packed: PackedHolders = { parts: [], accountIds: [], entitlements: [], held: [] }
  const { accountIds, entitlements, held } = packed
  for (const { resource, isFirstPart, holders } of parts) {
    packed.parts.push({ resource, isFirstPart, count: holders.length })
    for (const { accountId, entitlement } of holders) {
      if (!entitlements.includes(entitlement)) entitlements.push(entitlement)
      accountIds.push(accountId)
      held.push(entitlements.indexOf(entitlement))
    }
  }
  return packed
}
