// One entry for each row of a difference, by numbers: small enough that a million of them can be kept and ordered. What a
// row says in words is read only for the rows somebody looks at (diff-details.ts).
import type { AccountStatus } from '../../shared/domain/account.ts'
import { type ChangeKind, changedDetails, type DetailChange, detailRows } from '../../shared/domain/diff.ts'
import type { GrantRows, VersionPair } from './diff-ranges.ts'

/**
 * Always from the earlier to the later snapshot. `before` and `after` are codes of entitlements for grants, else rows of
 * account_versions or resource_versions; -1 for none. `detail` is there where one detail changed.
 */
export type Entry = {
  kind: ChangeKind
  accountNo: number
  resourceNo: number
  before: number
  after: number
  detail: (DetailChange & { along: DetailChange[] }) | null
}

/** A version as its canonical JSON, parsed. */
export type Body = Readonly<Record<string, unknown>>

/** In place of an account or resource where an entry has none. */
export const NOBODY = 0
export const NONE = -1

const RESOURCES_MOST = 2 ** 26

const slotsOf = ({ accountNos, resourceNos }: GrantRows): number[] =>
  accountNos.map((accountNo, i) => accountNo * RESOURCES_MOST + (resourceNos[i] ?? 0))

const grantEntry = (kind: ChangeKind, slot: number, before: number, after: number): Entry => ({
  kind,
  accountNo: Math.floor(slot / RESOURCES_MOST),
  resourceNo: slot % RESOURCES_MOST,
  before,
  after,
  detail: null,
})

const paired = (slot: number, ended: readonly number[], begun: readonly number[]): Entry[] => {
  const gone = ended.filter((code) => !begun.includes(code))
  const fresh = begun.filter((code) => !ended.includes(code))
  const [old, now] = [gone[0], fresh[0]]
  const isSwap = gone.length === 1 && fresh.length === 1 && isMemberOrOwner(old) && isMemberOrOwner(now)
  if (isSwap) return [grantEntry('grant-changed', slot, old ?? NONE, now ?? NONE)]
  return [
    ...gone.map((code) => grantEntry('grant-removed', slot, code, NONE)),
    ...fresh.map((code) => grantEntry('grant-added', slot, NONE, code)),
  ]
}

/**
 * Grants of a side only: what is on both sides is no change, and a member who is now owner is one. Few accounts have
 * something of both sides on one resource, so only those are paired.
 */
export const grantEntries = ({ ended, begun }: { ended: GrantRows; begun: GrantRows }): Entry[] => {
  const [endedSlots, begunSlots] = [slotsOf(ended), slotsOf(begun)]
  const known = new Set(begunSlots)
  const both = new Map<number, { ended: number[]; begun: number[] }>()
  const entries: Entry[] = []
  for (const [i, slot] of endedSlots.entries()) {
    const code = ended.codes[i] ?? NONE
    if (!known.has(slot)) entries.push(grantEntry('grant-removed', slot, code, NONE))
    else if (both.has(slot)) both.get(slot)?.ended.push(code)
    else both.set(slot, { ended: [code], begun: [] })
  }
  for (const [i, slot] of begunSlots.entries()) {
    const code = begun.codes[i] ?? NONE
    const pair = both.get(slot)
    if (pair) pair.begun.push(code)
    else entries.push(grantEntry('grant-added', slot, NONE, code))
  }
  for (const [slot, pair] of both) entries.push(...paired(slot, pair.ended, pair.begun))
  return entries
}

/** Codes 0 and 1, as entitlement-names.ts fixes them. */
const isMemberOrOwner = (code: number | undefined): boolean => code === 0 || code === 1

const details = (kind: ChangeKind, before: Body, after: Body, of: Omit<Entry, 'kind' | 'detail'>): Entry[] =>
  detailRows(changedDetails(before, after)).map((detail) => ({ ...of, kind, detail }))

const isMember = (status: AccountStatus | null): boolean => status !== null && status !== 'removed'

/** An account whose versions differ. `statuses` null where the side does not have it; `bodies` where both do. */
export const accountEntries = (
  pair: VersionPair,
  statuses: { before: AccountStatus | null; after: AccountStatus | null },
  bodies: { before: Body; after: Body } | null,
): Entry[] => {
  const of = { accountNo: pair.no, resourceNo: NOBODY, before: pair.before ?? NONE, after: pair.after ?? NONE }
  const [was, is] = [isMember(statuses.before), isMember(statuses.after)]
  if (!was && is) return [{ ...of, kind: 'account-joined', detail: null }]
  if (was && !is) return [{ ...of, kind: 'account-left', detail: null }]
  if (bodies) return details('account-changed', bodies.before, bodies.after, of)
  const record = { field: 'record', before: statuses.before, after: statuses.after, along: [] }
  return [{ ...of, kind: 'account-changed', detail: record }]
}

export const resourceEntries = (pair: VersionPair, bodies: { before: Body; after: Body } | null): Entry[] => {
  const of = { accountNo: NOBODY, resourceNo: pair.no, before: pair.before ?? NONE, after: pair.after ?? NONE }
  if (pair.before === null) return [{ ...of, kind: 'resource-created', detail: null }]
  if (pair.after === null) return [{ ...of, kind: 'resource-deleted', detail: null }]
  return bodies ? details('resource-changed', bodies.before, bodies.after, of) : []
}
