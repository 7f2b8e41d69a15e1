// A snapshot that is being written, as far as it is known: what was said of accounts and resources, in whatever order.
// What of it is in the file already is noted beside it; only sealing makes the two equal.
import type { AccountStatus } from '../../shared/domain/account.ts'
import type { EntitlementKey, EntitlementName, Resource, ResourceType } from '../../shared/domain/entitlement.ts'
import type { AccountId, Instant, ResourceId } from '../../shared/domain/ids.ts'
import type { AccountCounts } from '../../shared/domain/snapshot.ts'
import type { AccountRow } from './account-row.ts'

export type ResourceKey = Pick<Resource, 'resourceType' | 'resourceId'>

/** Who holds a resource, as the resource's own list says it. */
export type Holder = { accountId: AccountId; entitlement: EntitlementName }

/**
 * One entitlement of one resource. When the draft is sealed `holders` is counted, and `place` is that of its lines among an
 * account's.
 */
export type Slot = {
  resource: DraftResource
  /** Of the resource: slots are counted by it again and again. */
  type: ResourceType
  entitlement: EntitlementName
  code: number
  holders: number
  place: number
}

export type DraftResource = {
  key: ResourceKey
  resourceNo: number
  /** Null until it is described; what nobody has described by the end must not be held. */
  resource: Resource | null
  slots: Map<EntitlementName, Slot>
  /** Its own list, where there is one: the truth of who holds it, whatever the accounts say. */
  listed: { accountIds: AccountId[]; slots: Slot[] } | null
  isDropped: boolean
}

/** The counts in an account's row. */
export type Tally = { roles: number; groups: number; owned: number; grants: number }

/** Lists of slots are replaced, never changed: most accounts can share theirs. */
export type DraftAccount = {
  accountNo: number
  /** Among all accounts, since sealing began. */
  place: number
  accountId: AccountId
  status: AccountStatus
  emailDomain: string
  invitedOn: Instant | null
  joinedOn: Instant | null
  suspendedOn: Instant | null
  /** Canonical JSON; null where it is left to its row in the file, to save memory. */
  body: string | null
  /** As it is to be written; null once it has been written or is known to be as before. */
  unwritten: AccountRow | null
  /** Its open row in the file: from before (`isOurs` false), or written by this draft. Null when it has none. */
  version: (Tally & { no: number; isOurs: boolean }) | null
  /** Grants said together with the account. */
  given: readonly Slot[]
  /** Grants said apart from it. */
  more: readonly Slot[]
  /** What of this draft is in the file already; since sealing, all it holds. */
  written: readonly Slot[]
}

export type Draft = {
  connectionNo: number
  isFirst: boolean
  /** False when no account of the connection has ever been numbered. */
  hasNumbers: boolean
  /** False when no resource of the connection has. */
  hasResources: boolean
  accounts: Map<AccountId, DraftAccount>
  /** Accounts of a listing that began anew, until it names them again. */
  forgotten: Map<AccountId, DraftAccount>
  resources: Map<string, Map<ResourceId, DraftResource>>
  /** What accounts that come packed hold, by number (packed.ts). */
  named: Slot[]
  /** Grants said of accounts that are not known yet: they must be by the end. */
  early: Map<AccountId, Slot[]>
  /** The same from resources' own lists, which may name accounts that are gone. The id is kept: each list brings its own. */
  expected: Map<AccountId, { accountId: AccountId; slots: Slot[] }>
  /** Every domain once: cut out of an address, each would keep the whole address in memory. */
  domains: Map<string, string>
  counts: AccountCounts
  grants: number
  /** How much text of bodies is kept in memory; null once there was too much, and none is. */
  bodyLength: number | null
  /** When the file is equal to it; null while more may be said of it. */
  settled: Promise<void> | null
}

export const createDraft = (facts: Pick<Draft, 'connectionNo' | 'isFirst' | 'hasNumbers' | 'hasResources'>): Draft => ({
  ...facts,
  accounts: new Map(),
  forgotten: new Map(),
  resources: new Map(),
  named: [],
  early: new Map(),
  expected: new Map(),
  domains: new Map(),
  counts: { active: 0, invited: 0, suspended: 0, removed: 0 },
  grants: 0,
  bodyLength: 0,
  settled: null,
})

export function* resourcesOf(draft: Draft): Generator<DraftResource> {
  for (const ofType of draft.resources.values()) yield* ofType.values()
}

/** Resources that are described and were not dropped: those of the snapshot. */
export function* describedIn(draft: Draft): Generator<DraftResource & { resource: Resource }> {
  for (const found of resourcesOf(draft))
    if (found.resource && !found.isDropped) yield found as DraftResource & { resource: Resource }
}

/** The slot of an entitlement; `make` numbers a resource, and `codeOf` an entitlement, that was not named before. */
export const slotOf = (
  draft: Draft,
  { resourceType, resourceId, entitlement }: EntitlementKey,
  make: (key: ResourceKey) => DraftResource,
  codeOf: (name: EntitlementName) => number,
): Slot => {
  const resource = draft.resources.get(resourceType)?.get(resourceId) ?? make({ resourceType, resourceId })
  const known = resource.slots.get(entitlement)
  if (known) return known
  const slot: Slot = { resource, type: resourceType, entitlement, code: codeOf(entitlement), holders: 0, place: -1 }
  resource.slots.set(entitlement, slot)
  return slot
}

/** Bodies of some fifteen thousand accounts; larger teams' are read back from the file when they are needed. */
const MOST_BODY_LENGTH = 8_000_000

/** Lets go of bodies that are in the file, when there are too many. */
export const spareBody = (draft: Draft, account: DraftAccount): void => {
  if (draft.bodyLength !== null) {
    draft.bodyLength += account.body?.length ?? 0
    if (draft.bodyLength <= MOST_BODY_LENGTH) return
    draft.bodyLength = null
    for (const earlier of draft.accounts.values()) letGo(earlier)
  }
  letGo(account)
}

const letGo = (account: DraftAccount): void => {
  if (!account.unwritten && account.version) account.body = null
}

/** Grants are written ahead for accounts without a row from before: theirs need not be compared with anything. */
export const isWrittenAhead = ({ version }: DraftAccount): boolean => version === null || version.isOurs

const isHeldByProfile = ({ resource }: Slot): boolean => !resource.listed && !resource.isDropped

/** Most accounts hold so few things that looking through them takes less than a set of them. */
const FEW = 20
const distinct = (slots: Slot[]): Slot[] => {
  if (slots.length > FEW) return [...new Set(slots)]
  return slots.filter((slot, i) => slots.indexOf(slot) === i)
}

const isSameList = (a: readonly Slot[], b: readonly Slot[]): boolean =>
  a.length === b.length && a.every((slot, i) => slot === b[i])

/**
 * What an account holds: a resource with a list of its own is held by those on it. Where it is what the account was given
 * or has been written, it is that list itself: a copy for every account would be much memory.
 */
export const wantedBy = ({ given, more, written }: DraftAccount, further: readonly Slot[] = []): readonly Slot[] => {
  const list = distinct([
    ...given.filter(isHeldByProfile),
    ...more.filter(({ resource }) => !resource.isDropped),
    ...further,
  ])
  if (isSameList(list, written)) return written
  return isSameList(list, given) ? given : list
}

/** Those of `slots` that `others` lacks. */
export const without = (slots: readonly Slot[], others: readonly Slot[]): readonly Slot[] => {
  if (others.length === 0) return slots
  if (others.length < 20) return slots.filter((slot) => !others.includes(slot))
  const known = new Set(others)
  return slots.filter((slot) => !known.has(slot))
}

export const tallyOf = (slots: readonly Slot[]): Tally => {
  const tally = { roles: 0, groups: 0, owned: 0, grants: slots.length }
  for (const { type, entitlement } of slots) {
    if (type === 'role') tally.roles += 1
    if (type === 'group') tally.groups += 1
    if (entitlement === 'owner') tally.owned += 1
  }
  return tally
}

/** Owners, and everybody else who holds it. */
export const holdersOf = ({ slots }: DraftResource): { members: number; owners: number } => {
  let members = 0
  let owners = 0
  for (const slot of slots.values()) {
    if (slot.entitlement === 'owner') owners += slot.holders
    else members += slot.holders
  }
  return { members, owners }
}
