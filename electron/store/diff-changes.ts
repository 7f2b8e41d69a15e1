// What has become of one account, resource or grant, as rows of a difference.
import type { AccountStatus } from '../../shared/domain/account.ts'
import { type ChangeKind, changedDetails, detailRows } from '../../shared/domain/diff.ts'
import { type Entry, NOBODY, NONE } from './diff-entries.ts'
import type { GrantRows } from './diff-ranges.ts'

/** A version as its canonical JSON, parsed. */
export type Body = Readonly<Record<string, unknown>>
/** What it was and what it is. */
export type Sides<T> = { before: T; after: T }

type Of = Pick<Entry, 'accountNo' | 'resourceNo' | 'before' | 'after'>
const ofAccount = (accountNo: number): Of => ({ accountNo, resourceNo: NOBODY, before: NONE, after: NONE })
const ofResource = (resourceNo: number): Of => ({ accountNo: NOBODY, resourceNo, before: NONE, after: NONE })

const details = (kind: ChangeKind, { before, after }: Sides<Body>, of: Of): Entry[] =>
  detailRows(changedDetails(before, after)).map((detail) => ({ ...of, kind, detail }))

const isMember = (status: AccountStatus | null): boolean => status !== null && status !== 'removed'

/** An account whose versions differ. A status is null where the side does not have it; `bodies` where both do. */
export const accountEntries = (
  accountNo: number,
  statuses: Sides<AccountStatus | null>,
  bodies: Sides<Body> | null,
): Entry[] => {
  const of = ofAccount(accountNo)
  const [was, is] = [isMember(statuses.before), isMember(statuses.after)]
  if (!was && is) return [{ ...of, kind: 'account-joined', detail: null }]
  if (was && !is) return [{ ...of, kind: 'account-left', detail: null }]
  if (bodies) return details('account-changed', bodies, of)
  const record = { field: 'record', before: statuses.before, after: statuses.after, along: [] }
  return [{ ...of, kind: 'account-changed', detail: record }]
}

export const resourceChanged = (resourceNo: number, bodies: Sides<Body>): Entry[] =>
  details('resource-changed', bodies, ofResource(resourceNo))

export const resourceOfOneSide = (resourceNo: number, kind: 'resource-created' | 'resource-deleted'): Entry => ({
  ...ofResource(resourceNo),
  kind,
  detail: null,
})

const RESOURCES_MOST = 2 ** 26

const slotsOf = ({ accountNos, resourceNos }: GrantRows): number[] =>
  accountNos.map((accountNo, i) => accountNo * RESOURCES_MOST + (resourceNos[i] as number))

const grantEntry = (kind: ChangeKind, slot: number, before: number, after: number): Entry => ({
  kind,
  accountNo: Math.floor(slot / RESOURCES_MOST),
  resourceNo: slot % RESOURCES_MOST,
  before,
  after,
  detail: null,
})

/** Codes 0 and 1, as entitlement-names.ts fixes them. */
const isMemberOrOwner = (code: number | undefined): boolean => code === 0 || code === 1

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
 * Grants of a side only, all that some accounts have: what is on both sides is no change, and a member who is now owner
 * is one. Few accounts have something of both sides on one resource, so only those are paired.
 */
export const eachGrantEntry = (
  { ended, begun }: { ended: GrantRows; begun: GrantRows },
  add: (entry: Entry) => void,
): void => {
  const [endedSlots, begunSlots] = [slotsOf(ended), slotsOf(begun)]
  const known = new Set(begunSlots)
  const both = new Map<number, { ended: number[]; begun: number[] }>()
  for (const [i, slot] of endedSlots.entries()) {
    const code = ended.codes[i] as number
    const pair = both.get(slot)
    if (!known.has(slot)) add(grantEntry('grant-removed', slot, code, NONE))
    else if (pair) pair.ended.push(code)
    else both.set(slot, { ended: [code], begun: [] })
  }
  for (const [i, slot] of begunSlots.entries()) {
    const code = begun.codes[i] as number
    const pair = both.get(slot)
    if (pair) pair.begun.push(code)
    else add(grantEntry('grant-added', slot, NONE, code))
  }
  for (const [slot, pair] of both) for (const entry of paired(slot, pair.ended, pair.begun)) add(entry)
}
