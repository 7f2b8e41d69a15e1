// Raises the flags of a snapshot while it is sealed, so that every reader afterwards sees the same ones.
import type { LastSignIn } from '../../shared/domain/collected.ts'
import type { Instant, SnapshotId } from '../../shared/domain/ids.ts'
import {
  type FlagContext,
  type FlagSubject,
  homeDomains,
  isTeamAdminRole,
  raiseFlags,
} from '../../shared/domain/raise-flags.ts'
import { createCollectedReads } from './collected-reads.ts'
import type { Database } from './database.ts'
import { type Draft, type DraftAccount, describedIn, holdersOf, type Slot } from './snapshot-draft.ts'
import { wellFormed } from './text.ts'

/** Totals of a draft whose holders are counted. */
export const flagContextOf = (draft: Draft, takenAt: Instant): FlagContext => {
  const domains = new Map<string, number>()
  for (const { status, emailDomain } of draft.accounts.values())
    if (status !== 'removed') domains.set(emailDomain, (domains.get(emailDomain) ?? 0) + 1)
  let teamAdmins: number | null = null
  for (const described of describedIn(draft))
    if (described.key.resourceType === 'role' && isTeamAdminRole(described.resource.name))
      teamAdmins ??= holdersOf(described).members
  const { active, invited, suspended } = draft.counts
  return {
    takenAt,
    homeDomains: homeDomains(domains),
    accounts: active + invited + suspended,
    teamAdmins: teamAdmins ?? 0,
  }
}

/** Only these can carry a flag; of everybody else the grants need not be looked at. */
const mayBeFlagged = (
  { status, emailDomain, written }: DraftAccount,
  { homeDomains: home }: FlagContext,
  lastSignIn: LastSignIn,
): boolean =>
  status !== 'removed' &&
  (status !== 'active' ||
    lastSignIn.kind !== 'not-collected' ||
    !home.has(emailDomain) ||
    written.some(({ type, entitlement }) => type === 'role' || entitlement === 'owner'))

const groupSizeOf = ({ type, resource }: Slot): number | null => {
  if (type !== 'group') return null
  const { members, owners } = holdersOf(resource)
  return members + owners
}

const subjectOf = (
  { status, emailDomain, invitedOn, suspendedOn, joinedOn }: DraftAccount,
  slots: readonly Slot[],
  lastSignIn: LastSignIn,
): FlagSubject => ({
  account: { status, emailDomain, invitedOn, suspendedOn, joinedOn, lastSignIn },
  grants: slots.map((slot) => ({
    resourceType: slot.type,
    resourceName: slot.resource.resource?.name ?? '',
    entitlement: slot.entitlement,
    holders: slot.holders,
    groupSize: groupSizeOf(slot),
  })),
})

export const createFlagStore = (db: Database) => {
  const collected = createCollectedReads(db)
  const insert = db.prepare(
    'INSERT INTO snapshot_flags (snapshot_id, account_no, kind, resource_no, entitlement, reason) VALUES (?, ?, ?, ?, ?, ?)',
  )
  return {
    /** Writes the flags of some accounts that are settled, within the caller's transaction; gives how many. */
    flag: (id: SnapshotId, some: readonly DraftAccount[], context: FlagContext): number => {
      let raised = 0
      const signInOf = collected.lastSignIns(
        id,
        some.map((account) => account.accountNo),
      )
      for (const account of some) {
        const lastSignIn = signInOf(account.accountNo)
        if (!mayBeFlagged(account, context, lastSignIn)) continue
        const slots = account.written.toSorted(
          (a, b) => a.resource.resourceNo - b.resource.resourceNo || a.code - b.code,
        )
        for (const flag of raiseFlags(subjectOf(account, slots, lastSignIn), context)) {
          const slot = flag.grantNo === null ? undefined : slots[flag.grantNo]
          const concerned = [slot?.resource.resourceNo ?? null, slot?.code ?? null] as const
          insert.run(id, account.accountNo, flag.kind, ...concerned, wellFormed(flag.reason))
          raised += 1
        }
      }
      return raised
    },
  }
}
