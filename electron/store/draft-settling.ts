// Makes the file equal to a draft: what was written ahead is corrected, what was held before is compared, and only
// differences are written. Counts holders on the way. In pieces, each within the caller's transaction.
import { Failure } from '../../shared/domain/failure.ts'
import type { SnapshotId } from '../../shared/domain/ids.ts'
import { type AccountRow, rowOf } from './account-row.ts'
import type { AccountVersions } from './account-versions.ts'
import type { GrantVersions, NewGrant } from './grant-versions.ts'
import { type Draft, type DraftAccount, type Slot, type Tally, tallyOf, wantedBy, without } from './snapshot-draft.ts'

/** @throws Failure unexpected when a grant names an account, or an account a resource, that nobody described */
const checked = (slots: readonly Slot[]): readonly Slot[] => {
  for (const { resource } of slots)
    if (!resource.resource)
      throw new Failure({ kind: 'unexpected', reason: `a grant names an unknown ${resource.key.resourceType}` })
  return slots
}

export const refuseUnknownAccounts = (draft: Draft): void => {
  if (draft.early.size > 0) throw new Failure({ kind: 'unexpected', reason: 'a grant names an unknown account' })
}

const NOTHING: readonly Slot[] = []

const isSameTally = (a: Tally, b: Tally): boolean =>
  a.roles === b.roles && a.groups === b.groups && a.owned === b.owned && a.grants === b.grants

/** Each of its methods gives how many rows it wrote, about. */
export const createSettling = (accounts: AccountVersions, grants: GrantVersions) => {
  /** Ends what is held no more; gives what is new. */
  const compare = (
    id: SnapshotId,
    { accountNo }: DraftAccount,
    wanted: readonly Slot[],
    open: readonly { resourceNo: number; code: number }[],
  ): Slot[] => {
    const fresh = new Map<number, Map<number, Slot>>()
    for (const slot of wanted) {
      const { resourceNo } = slot.resource
      fresh.set(resourceNo, (fresh.get(resourceNo) ?? new Map<number, Slot>()).set(slot.code, slot))
    }
    for (const { resourceNo, code } of open)
      if (!fresh.get(resourceNo)?.delete(code)) grants.end(id, accountNo, resourceNo, code)
    return [...fresh.values()].flatMap((ofResource) => [...ofResource.values()])
  }

  const bodyOf = ({ body, version }: DraftAccount): string => body ?? (version ? accounts.body(version.no) : '')

  return {
    /** Some of the draft's accounts, with what resources' own lists give each. */
    settle: (
      id: SnapshotId,
      draft: Draft,
      some: readonly DraftAccount[],
      listedOf: (account: DraftAccount) => readonly Slot[],
    ): number => {
      const fromBefore = some.filter(({ version }) => version && !version.isOurs)
      const open = grants.open(fromBefore.map((account) => account.accountNo))
      const newGrants: NewGrant[] = []
      const inserted: { row: DraftAccount; unwritten: AccountRow; tally: Tally }[] = []
      const recounted: { version: NonNullable<DraftAccount['version']>; tally: Tally }[] = []
      for (const row of some) {
        const wanted = checked(wantedBy(row, listedOf(row)))
        for (const slot of wanted) slot.holders += 1
        draft.counts[row.status] += 1
        draft.grants += wanted.length

        const { version, accountNo } = row
        let fresh: readonly Slot[]
        if (version && !version.isOurs) fresh = compare(id, row, wanted, open.get(accountNo) ?? [])
        else {
          grants.remove(id, accountNo, without(row.written, wanted))
          fresh = without(wanted, row.written)
        }
        for (const slot of fresh) newGrants.push({ accountNo, slot })
        row.written = wanted
        row.given = wanted
        row.more = NOTHING

        const tally = tallyOf(wanted)
        const isSame = version !== null && isSameTally(version, tally)
        if (version && !row.unwritten && isSame) continue
        if (version?.isOurs && !row.unwritten) recounted.push({ version, tally })
        else {
          const unwritten = row.unwritten ?? rowOf(JSON.parse(bodyOf(row)))
          if (version) accounts.close(id, version)
          inserted.push({ row, unwritten, tally })
        }
      }
      accounts.recount(recounted)
      accounts.insert(id, draft, inserted)
      grants.insert(id, draft.isFirst, newGrants)
      return inserted.length + recounted.length + newGrants.length
    },

    /** Accounts of a listing that began anew and did not name them again: as if this draft had never known them. */
    takeBack: (id: SnapshotId, some: readonly DraftAccount[]): number => {
      for (const { accountNo, version, written } of some) {
        if (!version?.isOurs) continue
        accounts.close(id, version)
        grants.remove(id, accountNo, written)
      }
      return some.length
    },

    /** Accounts that are gone end here, with all they held. */
    end: (id: SnapshotId, draft: Draft, accountNos: readonly number[]): number => {
      for (const [accountNo, open] of grants.open(accountNos))
        for (const { resourceNo, code } of open) grants.end(id, accountNo, resourceNo, code)
      for (const { no } of accounts.held(draft, accountNos).values())
        accounts.close(id, { no, isOurs: false, roles: 0, groups: 0, owned: 0, grants: 0 })
      return accountNos.length
    },
  }
}
