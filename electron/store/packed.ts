// Accounts and lists of holders on their way to the store's thread: by columns and numbers, because a list of objects
// takes five times as long to be copied from one thread to another.
import type { Account } from '../../shared/domain/account.ts'
import type { EntitlementKey, EntitlementName } from '../../shared/domain/entitlement.ts'
import type { AccountId } from '../../shared/domain/ids.ts'
import type { Holder } from './snapshot-draft.ts'

/** An account as Dropbox tells it: only files have more to say. */
export type PlainAccount = Omit<Account, 'message'>

/** In the order of canonical JSON, which then need not sort them. */
const FIELDS = [
  'accountId',
  'displayName',
  'dropboxAccountId',
  'email',
  'emailVerified',
  'externalId',
  'givenName',
  'invitedOn',
  'isDirectoryRestricted',
  'isRecoverable',
  'joinedOn',
  'licence',
  'secondaryEmails',
  'status',
  'surname',
  'suspendedOn',
] as const satisfies readonly (keyof PlainAccount)[]
type Field = (typeof FIELDS)[number]
/** Every field of an account, or this does not compile. */
type Columns = Pick<PlainAccount, Field> extends PlainAccount ? { [F in keyof PlainAccount]: PlainAccount[F][] } : never

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
export const createAccountPacker = (): ((
  rows: readonly { account: PlainAccount; grants: readonly EntitlementKey[] }[],
) => PackedAccounts) => {
  const numbers = new Map<EntitlementKey, number>()
  return (rows) => {
    const named: EntitlementKey[] = []
    const numberOf = (key: EntitlementKey): number => {
      const known = numbers.get(key)
      if (known !== undefined) return known
      named.push(key)
      numbers.set(key, numbers.size)
      return numbers.size - 1
    }
    const columns = Object.fromEntries(FIELDS.map((field) => [field, rows.map(({ account }) => account[field])]))
    return {
      columns: columns as Columns,
      counts: rows.map(({ grants }) => grants.length),
      grants: rows.flatMap(({ grants }) => grants.map(numberOf)),
      named,
    }
  }
}

/** The accounts, and of each the numbers of what it holds. */
export const unpackAccounts = ({
  columns,
  counts,
  grants,
}: PackedAccounts): { account: PlainAccount; grants: number[] }[] => {
  let from = 0
  return counts.map((count, i) => {
    const account: Partial<Record<Field, unknown>> = {}
    for (const field of FIELDS) account[field] = columns[field][i]
    from += count
    return { account: account as PlainAccount, grants: grants.slice(from - count, from) }
  })
}

export type PackedHolders = {
  accountIds: AccountId[]
  /** What holders may hold, each once. */
  entitlements: EntitlementName[]
  /** Of each account the place of what it holds among `entitlements`. */
  held: number[]
}

export const packHolders = (holders: readonly Holder[]): PackedHolders => {
  const entitlements: EntitlementName[] = []
  const held: number[] = []
  for (const { entitlement } of holders) {
    if (!entitlements.includes(entitlement)) entitlements.push(entitlement)
    held.push(entitlements.indexOf(entitlement))
  }
  return { accountIds: holders.map(({ accountId }) => accountId), entitlements, held }
}
