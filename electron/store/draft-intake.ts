// Takes in what is said of accounts and of who holds what, and writes ahead whatever needs no comparing with what was
// before: a team that is new is in the file by the time its last page is read.
import type { EntitlementKey, EntitlementName, Grant, Resource } from '../../shared/domain/entitlement.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { AccountId, SnapshotId } from '../../shared/domain/ids.ts'
import { type AccountRow, rowOf } from './account-row.ts'
import { type AccountVersions, draftAccount } from './account-versions.ts'
import type { Database } from './database.ts'
import { entitlementCode } from './entitlement-names.ts'
import type { GrantVersions, NewGrant } from './grant-versions.ts'
import { type AccountWithGrants, type PackedAccounts, type PackedHolders, unpackAccounts } from './packed.ts'
import type { ResourceVersions } from './resource-versions.ts'
import {
  type Draft,
  type DraftAccount,
  isWrittenAhead,
  type ResourceKey,
  type Slot,
  slotOf,
  spareBody,
  tallyOf,
  wantedBy,
  without,
} from './snapshot-draft.ts'

type GivenAccount = { row: AccountRow; given: readonly Slot[] }

export const createIntake = (
  db: Database,
  accounts: AccountVersions,
  resources: ResourceVersions,
  grants: GrantVersions,
) => {
  const findSlot = (draft: Draft, key: EntitlementKey): Slot =>
    slotOf(
      draft,
      key,
      (resource) => resources.place(draft, resource),
      (name) => {
        const code = entitlementCode(db, name)
        if (code < 0) throw new Failure({ kind: 'unexpected', reason: 'a grant names an unknown entitlement' })
        return code
      },
    )

  /** For the keys of one call: equal ones are mostly the same object, which is found sooner than by its texts. */
  const slotsIn = (draft: Draft): ((key: EntitlementKey) => Slot) => {
    const found = new Map<EntitlementKey, Slot>()
    return (key) => {
      const known = found.get(key)
      if (known) return known
      const slot = findSlot(draft, key)
      found.set(key, slot)
      return slot
    }
  }

  /** The draft's account of that id, made from what is said of it now. */
  const take = (draft: Draft, row: AccountRow, accountNo: number): DraftAccount => {
    const made = draftAccount(accountNo, row)
    made.accountId = draft.expected.get(row.accountId)?.accountId ?? row.accountId
    made.emailDomain = sameDomain(draft, made.emailDomain)
    const earlier = draft.accounts.get(row.accountId) ?? draft.forgotten.get(row.accountId)
    draft.forgotten.delete(row.accountId)
    draft.accounts.set(made.accountId, made)
    if (!earlier) return made
    made.version = earlier.version
    made.written = earlier.written
    // What was compared with the row from before need not be fetched again.
    if (earlier.body !== null && earlier.body === made.body) made.unwritten = earlier.unwritten
    return made
  }

  const writeAhead = (id: SnapshotId, draft: Draft, rows: readonly DraftAccount[]): void => {
    const fresh: NewGrant[] = []
    const inserted = []
    for (const row of rows) {
      if (!isWrittenAhead(row)) continue
      const expected = row.status === 'removed' ? [] : draft.expected.get(row.accountId)?.slots
      const wanted = wantedBy(row, expected)
      const slots = without(wanted, row.written)
      for (const slot of slots) fresh.push({ accountNo: row.accountNo, slot })
      row.written = row.written.length === 0 ? wanted : [...row.written, ...slots]
      if (row.version === null && row.unwritten)
        inserted.push({ row, unwritten: row.unwritten, tally: tallyOf(row.written) })
    }
    accounts.insert(id, draft, inserted)
    grants.insert(id, draft.isFirst, fresh)
    for (const row of rows) {
      draft.expected.delete(row.accountId)
      spareBody(draft, row)
    }
  }

  /** While there is nothing to do but wait for the next page; sealing has less left to correct. */
  const recount = (touched: Iterable<DraftAccount>): void => {
    const recounted = []
    for (const { version, written } of touched)
      if (version?.isOurs) recounted.push({ version, tally: tallyOf(written) })
    accounts.recount(recounted)
  }

  /** An account given again replaces what was said of it, and the grants it came with. */
  const takeAll = (id: SnapshotId, draft: Draft, all: readonly GivenAccount[]): void => {
    const numbers = accounts.number(
      draft,
      all.map(({ row }) => row.accountId),
    )
    const held = accounts.held(draft, [...numbers.values()])
    const taken = new Set<DraftAccount>()
    for (const { row, given } of all) {
      const { accountId } = row
      const accountNo = numbers.get(accountId) as number
      const isKnown = draft.accounts.has(accountId) || draft.forgotten.has(accountId)
      const account = take(draft, row, accountNo)
      const open = held.get(accountNo)
      if (open) {
        const { body, accountNo: _, ...version } = open
        if (!isKnown) account.version = { ...version, isOurs: false }
        if (body === account.body) account.unwritten = null
      }
      account.given = given
      account.more = draft.early.get(accountId) ?? account.more
      draft.early.delete(accountId)
      taken.add(account)
    }
    writeAhead(
      id,
      draft,
      [...taken].filter((account) => draft.accounts.get(account.accountId) === account),
    )
  }

  return {
    describe: (draft: Draft, described: readonly Resource[]): void => {
      for (const resource of described) resources.place(draft, resource).resource = resource
    },

    take: (id: SnapshotId, draft: Draft, accounts: readonly AccountWithGrants[]): void => {
      const slotOfKey = slotsIn(draft)
      takeAll(
        id,
        draft,
        accounts.map(({ account, grants }) => ({ row: rowOf(account), given: grants.map(slotOfKey) })),
      )
    },

    takePacked: (id: SnapshotId, draft: Draft, packed: PackedAccounts): void => {
      for (const key of packed.named) draft.named.push(findSlot(draft, key))
      const slotOfNumber = (number: number): Slot => {
        const slot = draft.named[number]
        if (!slot) throw new Failure({ kind: 'unexpected', reason: 'a grant has a number that nothing has' })
        return slot
      }
      takeAll(
        id,
        draft,
        unpackAccounts(packed).map(({ row, grants }) => ({ row, given: grants.map(slotOfNumber) })),
      )
    },

    /** Grants apart from their accounts. */
    grant: (id: SnapshotId, draft: Draft, given: readonly Grant[]): void => {
      const touched = new Set<DraftAccount>()
      for (const grant of given) {
        const slot = findSlot(draft, grant)
        const account = draft.accounts.get(grant.accountId)
        if (account) {
          account.more = [...account.more, slot]
          touched.add(account)
        } else remember(draft.early, grant.accountId, slot)
      }
      writeAhead(id, draft, [...touched])
    },

    /** Parts of resources' own lists; the first part of each replaces what an earlier list of it said. */
    list: (id: SnapshotId, draft: Draft, { parts, accountIds, entitlements, held }: PackedHolders): void => {
      const fresh: NewGrant[] = []
      const touched = new Set<DraftAccount>()
      let i = 0
      for (const { resource: key, isFirstPart, count } of parts) {
        const resource = resources.place(draft, key)
        if (isFirstPart || !resource.listed) resource.listed = { accountIds: [], slots: [] }
        const slots: Slot[] = []
        for (const end = i + count; i < end; i++) {
          const place = held[i] as number
          const slot = slots[place] ?? findSlot(draft, { ...key, entitlement: entitlements[place] as EntitlementName })
          slots[place] = slot
          const accountId = accountIds[i] as AccountId
          const account = draft.accounts.get(accountId)
          const { accountId: sameId } = account ?? expect(draft, accountId, slot)
          resource.listed.accountIds.push(sameId)
          resource.listed.slots.push(slot)
          if (!account) continue
          if (account.status !== 'removed' && isWrittenAhead(account) && !account.written.includes(slot)) {
            account.written = [...account.written, slot]
            fresh.push({ accountNo: account.accountNo, slot })
            touched.add(account)
          }
        }
      }
      grants.insert(id, draft.isFirst, fresh)
      recount(touched)
    },

    unlist: (draft: Draft, key: ResourceKey): void => {
      resources.place(draft, key).listed = null
    },

    drop: (draft: Draft, keys: readonly ResourceKey[]): void => {
      for (const key of keys) resources.place(draft, key).isDropped = true
    },

    restart: (draft: Draft): void => {
      for (const [id, account] of draft.accounts) draft.forgotten.set(id, account)
      draft.accounts = new Map()
    },
  }
}

const remember = (where: Map<AccountId, Slot[]>, accountId: AccountId, slot: Slot): void => {
  const known = where.get(accountId)
  if (known) known.push(slot)
  else where.set(accountId, [slot])
}

const expect = ({ expected }: Draft, accountId: AccountId, slot: Slot): { accountId: AccountId } => {
  const known = expected.get(accountId)
  if (known) known.slots.push(slot)
  else expected.set(accountId, { accountId, slots: [slot] })
  return known ?? { accountId }
}

const sameDomain = ({ domains }: Draft, domain: string): string => {
  const known = domains.get(domain)
  if (known !== undefined) return known
  domains.set(domain, domain)
  return domain
}
