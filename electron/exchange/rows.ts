// The shapes of rows that leave Attest, in one place for files and for the command line. `stable` columns are the
// machine format of JSON lines: their keys, order and values do not change; the others are context for people.
import type { AccountRow, EntitlementRow } from '../../shared/contract/snapshots.ts'
import type { Account } from '../../shared/domain/account.ts'
import type { LastSignIn } from '../../shared/domain/collected.ts'
import type { Grant } from '../../shared/domain/entitlement.ts'

export type Cell = string | number | null
export type Column<Row> = {
  key: string
  /** What a spreadsheet calls it. */
  words: string
  /** In characters, for spreadsheets. */
  width: number
  /** An `instant` is UTC text in JSON lines and CSV, a real date in a spreadsheet. */
  kind?: 'instant'
  /** Part of the machine format. */
  stable?: true
  cell: (row: Row) => Cell
  /** Where a person is told more than a machine. */
  readable?: (row: Row) => Cell
}

export type AccountLine = Pick<
  Account,
  'accountId' | 'email' | 'displayName' | 'status' | 'licence' | 'joinedOn' | 'invitedOn' | 'suspendedOn' | 'externalId'
> & { lastSignIn?: LastSignIn | undefined } & Partial<Pick<AccountRow, 'roles' | 'groups' | 'grants'>>

export type GrantLine = Grant & {
  resourceName: string
  email?: string
  displayName?: string
  status?: string
  heldSince?: { at: string; isExact: boolean }
}

/** Null says: the log was read and shows none. Unknown is not inactive, so it must not look like none. */
const signInValue = (signIn: LastSignIn | undefined): string | null => {
  if (!signIn || signIn.kind === 'not-collected') return 'not-collected'
  return signIn.kind === 'known' ? signIn.at : null
}

const signInWords = (signIn: LastSignIn | undefined): string => {
  if (!signIn || signIn.kind === 'not-collected') return 'not collected'
  return signIn.kind === 'known' ? signIn.at : `none since ${signIn.since}`
}

const since = (held: GrantLine['heldSince']): string | null =>
  held ? (held.isExact ? held.at : `before ${held.at}`) : null

export const ACCOUNT_COLUMNS: readonly Column<AccountLine>[] = [
  { key: 'accountId', words: 'Member id', width: 30, stable: true, cell: (a) => a.accountId },
  { key: 'email', words: 'E-mail', width: 34, stable: true, cell: (a) => a.email },
  { key: 'displayName', words: 'Name', width: 28, stable: true, cell: (a) => a.displayName },
  { key: 'status', words: 'Status', width: 12, stable: true, cell: (a) => a.status },
  { key: 'licence', words: 'Licence', width: 10, stable: true, cell: (a) => a.licence },
  { key: 'joinedOn', words: 'Joined (UTC)', width: 20, kind: 'instant', stable: true, cell: (a) => a.joinedOn },
  { key: 'invitedOn', words: 'Invited (UTC)', width: 20, kind: 'instant', stable: true, cell: (a) => a.invitedOn },
  {
    key: 'suspendedOn',
    words: 'Suspended (UTC)',
    width: 20,
    kind: 'instant',
    stable: true,
    cell: (a) => a.suspendedOn,
  },
  { key: 'externalId', words: 'External id', width: 18, stable: true, cell: (a) => a.externalId },
  {
    key: 'lastSignIn',
    words: 'Last sign-in (UTC)',
    width: 26,
    kind: 'instant',
    stable: true,
    cell: (a) => signInValue(a.lastSignIn),
    readable: (a) => signInWords(a.lastSignIn),
  },
  { key: 'roles', words: 'Admin roles', width: 24, cell: (a) => a.roles?.join('; ') ?? null },
  { key: 'groups', words: 'Groups', width: 9, cell: (a) => a.groups ?? null },
  { key: 'grants', words: 'Grants', width: 9, cell: (a) => a.grants ?? null },
]

export const ENTITLEMENT_COLUMNS: readonly Column<EntitlementRow>[] = [
  { key: 'resourceType', words: 'Type', width: 12, stable: true, cell: (e) => e.resourceType },
  { key: 'resourceId', words: 'Id', width: 30, stable: true, cell: (e) => e.resourceId },
  { key: 'resourceName', words: 'Name', width: 34, stable: true, cell: (e) => e.name },
  { key: 'entitlement', words: 'Access', width: 12, stable: true, cell: (e) => e.entitlement },
  { key: 'management', words: 'Managed', width: 18, stable: true, cell: (e) => e.management },
  { key: 'externalId', words: 'External id', width: 18, stable: true, cell: (e) => e.externalId },
  { key: 'description', words: 'Description', width: 40, stable: true, cell: (e) => e.description },
  { key: 'grants', words: 'Grants', width: 9, stable: true, cell: (e) => e.grants },
]

export const GRANT_COLUMNS: readonly Column<GrantLine>[] = [
  { key: 'accountId', words: 'Member id', width: 30, stable: true, cell: (g) => g.accountId },
  { key: 'resourceType', words: 'Type', width: 12, stable: true, cell: (g) => g.resourceType },
  { key: 'resourceId', words: 'Resource id', width: 30, stable: true, cell: (g) => g.resourceId },
  { key: 'resourceName', words: 'Resource', width: 34, stable: true, cell: (g) => g.resourceName },
  { key: 'entitlement', words: 'Access', width: 12, stable: true, cell: (g) => g.entitlement },
  { key: 'email', words: 'E-mail', width: 34, cell: (g) => g.email ?? null },
  { key: 'displayName', words: 'Name', width: 28, cell: (g) => g.displayName ?? null },
  { key: 'status', words: 'Status', width: 12, cell: (g) => g.status ?? null },
  { key: 'heldSince', words: 'Held since (UTC)', width: 26, kind: 'instant', cell: (g) => since(g.heldSince) },
]

/** A row in the stable machine format: exactly the stable keys, in their order. */
export const machineRow = <Row>(columns: readonly Column<Row>[], row: Row): Record<string, Cell> => {
  const object: Record<string, Cell> = {}
  for (const column of columns) if (column.stable) object[column.key] = column.cell(row)
  return object
}

/** One line of JSON lines, with its line feed. */
export const jsonLine = <Row>(columns: readonly Column<Row>[], row: Row): string =>
  `${JSON.stringify(machineRow(columns, row))}\n`
