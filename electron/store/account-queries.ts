// Reads the accounts of one snapshot: pages by filter and order, one account with its grants, a quick find.

import type { AccountDetail, AccountFilters, AccountRow, HeldGrant } from '../../shared/contract/snapshots.ts'
import { accountSchema } from '../../shared/domain/account.ts'
import type { LastSignIn } from '../../shared/domain/collected.ts'
import type { GroupManagement, ResourceType } from '../../shared/domain/entitlement.ts'
import type { Flag, FlagKind } from '../../shared/domain/flags.ts'
import type { AccountId, ResourceId, SnapshotId } from '../../shared/domain/ids.ts'
import { type Deck, JOINED_ON, layOutDeck, type SortKey, STATUS_CODE } from './account-deck.ts'
import { condition, EVERYBODY, PRESENT } from './account-filters.ts'
import { createCollectedReads, noSignInCondition, signInKey } from './collected-reads.ts'
import type { Database } from './database.ts'
import { entitlementName } from './entitlement-names.ts'
import { createRecent } from './recent.ts'
import { parseColumn, selectAll } from './rows.ts'
import { searchWords } from './text.ts'

export type AccountSort = 'name' | 'email' | 'status' | 'grants' | 'groups' | 'joinedOn' | 'externalId' | 'lastSignIn'
export type PageWindow = { offset: number; limit: number }

/** Which rows are meant: the snapshot, and the connection it belongs to. */
export type SnapshotScope = { id: SnapshotId; connectionNo: number; firstId: number }

/** What each column is sorted by; names are the order that is there already. */
const KEYS: Record<Exclude<AccountSort, 'name' | 'lastSignIn'>, SortKey> = {
  email: 'v.email',
  status: STATUS_CODE,
  grants: 'v.grants',
  groups: 'v.groups',
  joinedOn: JOINED_ON,
  externalId: 'v.external_id',
}
/** What is wanted often and takes long comes first. */
const SORTS = ['email', 'grants', 'groups', 'joinedOn', 'externalId', 'lastSignIn'] as const
const DECKS = 3

type RawRow = Omit<AccountRow, 'roles' | 'lastSignIn'> & { accountNo: number; versionNo: number; roleCount: number }

const ROW = `v.version_no AS versionNo, v.account_no AS accountNo, a.account_id AS accountId, v.display_name AS displayName,
  v.email, v.status, v.licence, v.external_id AS externalId, v.joined_on AS joinedOn, v.invited_on AS invitedOn,
  v.suspended_on AS suspendedOn, v.roles AS roleCount, v.groups, v.grants`

const toRow = (raw: RawRow, roles: readonly string[], lastSignIn: LastSignIn): AccountRow => ({
  accountId: raw.accountId,
  displayName: raw.displayName,
  email: raw.email,
  status: raw.status,
  licence: raw.licence,
  externalId: raw.externalId,
  joinedOn: raw.joinedOn,
  invitedOn: raw.invitedOn,
  suspendedOn: raw.suspendedOn,
  roles: [...roles],
  groups: raw.groups,
  grants: raw.grants,
  lastSignIn,
})

export const createAccountQueries = (db: Database) => {
  const decks = createRecent<Deck>(DECKS)
  const orders = createRecent<Int32Array>(32)
  const collected = createCollectedReads(db)
  const keyOf = (at: SnapshotScope, sort: Exclude<AccountSort, 'name'>): SortKey =>
    sort === 'lastSignIn' ? signInKey(db, at.id) : KEYS[sort]
  const deckOf = (at: SnapshotScope): Deck => decks.get(at.id, () => layOutDeck(db, at))

  /** Positions that the filters leave, in the order of names. */
  const matching = (at: SnapshotScope, deck: Deck, filters: AccountFilters): Int32Array => {
    const asked = condition(at, filters, (days) => noSignInCondition(db, at.id, days))
    const words = searchWords(filters.search)
    let left = deck.withStatus(filters.statuses.length === 0 ? PRESENT : filters.statuses)
    if (asked) {
      const marks = deck.where(asked.sql, asked.params)
      left = left.filter((position) => marks[position] === 1)
    }
    if (words.length > 0) {
      const texts = deck.texts()
      left = left.filter((position) => words.every((word) => texts[position]?.includes(word)))
    }
    return left
  }

  const order = (at: SnapshotScope, filters: AccountFilters, sort: AccountSort, direction: 'asc' | 'desc') =>
    orders.get(JSON.stringify([at.id, filters, sort, direction]), () => {
      const deck = deckOf(at)
      const left = orders.get(JSON.stringify([at.id, filters]), () => matching(at, deck, filters))
      if (sort !== 'name') return deck.sorted(left, keyOf(at, sort), direction)
      return direction === 'asc' ? left : left.toReversed()
    })

  const rolesOf = (at: SnapshotScope, accountNos: readonly number[]): Map<number, string[]> => {
    const names = new Map<number, string[]>()
    if (accountNos.length === 0) return names
    const rows = selectAll<{ accountNo: number; name: string }>(
      db,
      `SELECT g.account_no AS accountNo, v.name FROM json_each(?) AS wanted
       JOIN grant_versions g ON g.account_no = wanted.value AND g.from_snapshot <= ? AND g.to_snapshot > ?
       JOIN resources r ON r.resource_no = g.resource_no AND r.resource_type = 'role'
       JOIN resource_versions v ON v.resource_no = g.resource_no AND v.from_snapshot <= ? AND v.to_snapshot > ?
       ORDER BY v.sort_name`,
      [JSON.stringify(accountNos), at.id, at.id, at.id, at.id],
    )
    for (const { accountNo, name } of rows) names.set(accountNo, [...(names.get(accountNo) ?? []), name])
    return names
  }

  /** Rows by version number, in the order given. */
  const rows = (at: SnapshotScope, versionNos: readonly number[]): AccountRow[] => {
    const found = selectAll<RawRow>(
      db,
      `SELECT ${ROW} FROM json_each(?) AS wanted JOIN account_versions v ON v.version_no = wanted.value
       JOIN accounts a ON a.account_no = v.account_no ORDER BY wanted.key`,
      [JSON.stringify(versionNos)],
    )
    const roles = rolesOf(
      at,
      found.filter((row) => row.roleCount > 0).map((row) => row.accountNo),
    )
    const signInOf = collected.lastSignIns(
      at.id,
      found.map((row) => row.accountNo),
    )
    return found.map((row) => toRow(row, roles.get(row.accountNo) ?? [], signInOf(row.accountNo)))
  }

  const page = (
    at: SnapshotScope,
    input: { filters: AccountFilters; sort: AccountSort; direction: 'asc' | 'desc'; window: PageWindow },
  ) => {
    const deck = deckOf(at)
    const all = order(at, input.filters, input.sort, input.direction)
    const { offset, limit } = input.window
    const shown = Array.from(all.subarray(offset, offset + limit), (position) => deck.versionNos[position] as number)
    return { rows: rows(at, shown), filtered: all.length, total: order(at, EVERYBODY, 'name', 'asc').length }
  }

  const flagsOf = (at: SnapshotScope, accountNo: number): Flag[] =>
    selectAll<{ kind: FlagKind; reason: string }>(
      db,
      'SELECT kind, reason FROM snapshot_flags WHERE snapshot_id = ? AND account_no = ?',
      [at.id, accountNo],
    ).map(({ kind, reason }) => ({ kind, reason }))

  const grantsOf = (at: SnapshotScope, accountNo: number): HeldGrant[] =>
    selectAll<{
      type: ResourceType
      id: ResourceId
      name: string
      management: GroupManagement | null
      e: number
      since: number
      at: string
    }>(
      db,
      `SELECT r.resource_type AS type, r.resource_id AS id, v.name, v.management, g.entitlement AS e,
              g.from_snapshot AS since, s.taken_at AS at
       FROM grant_versions g
       JOIN resources r ON r.resource_no = g.resource_no
       JOIN resource_versions v ON v.resource_no = g.resource_no AND v.from_snapshot <= ? AND v.to_snapshot > ?
       JOIN snapshots s ON s.snapshot_id = g.from_snapshot
       WHERE g.account_no = ? AND g.from_snapshot <= ? AND g.to_snapshot > ?
       ORDER BY CASE r.resource_type WHEN 'role' THEN 0 WHEN 'group' THEN 1 ELSE 2 END, v.sort_name, g.entitlement`,
      [at.id, at.id, accountNo, at.id, at.id],
    ).map((g) => ({
      resourceType: g.type,
      resourceId: g.id,
      resourceName: g.name,
      management: g.management,
      entitlement: entitlementName(db, g.e),
      heldSince: { at: g.at, isExact: g.since > at.firstId },
    }))

  const selectOne = db.prepare(
    `SELECT v.account_no AS accountNo, b.body FROM accounts a JOIN account_versions v ON v.account_no = a.account_no
     JOIN account_bodies b ON b.version_no = v.version_no
     WHERE a.connection_no = ? AND a.account_id = ? AND v.from_snapshot <= ? AND v.to_snapshot > ?`,
  )

  return {
    page,
    rows,
    deckOf,
    /** Does a piece of what searching and sorting may want; false when nothing is left to do. */
    warm: (at: SnapshotScope): boolean => deckOf(at).getReady(SORTS.map((sort) => keyOf(at, sort))),
    /** One account with its grants and flags; null when the snapshot does not have it. */
    detail: (at: SnapshotScope, accountId: AccountId): AccountDetail | null => {
      const row = selectOne.get(at.connectionNo, accountId, at.id, at.id) as
        | { accountNo: number; body: string }
        | undefined
      if (!row) return null
      return {
        account: parseColumn(accountSchema, row.body, 'account'),
        grants: grantsOf(at, row.accountNo),
        flags: flagsOf(at, row.accountNo),
        ...collected.of(at.id, row.accountNo),
      }
    },
  }
}
