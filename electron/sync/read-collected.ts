// What is read beside accounts and access, where its scope is granted. A part that Dropbox refuses is not collected and
// says why; it never fails the sync. What the weather does (429, 5xx, network) concerns the sync like any other read.
import {
  type Collected,
  type CollectedPart,
  type Device,
  type LinkedApp,
  type MissingWhy,
  SCOPE_OF,
} from '../../shared/domain/collected.ts'
import { isFailure } from '../../shared/domain/failure.ts'
import type { AccountId, Instant } from '../../shared/domain/ids.ts'
import type { Page } from '../dropbox/page.ts'
import { DEVICES_LISTING, getDevicesPage, getLinkedAppsPage, LINKED_APPS_LISTING } from '../dropbox/sessions.ts'
import type { LogPlace } from '../store/collected.ts'
import { readListing } from './listing.ts'
import { readSignIns, type SignInsRead } from './read-sign-ins.ts'
import type { Reading } from './read-team.ts'

/** `isWanted` false: the part is left out even where it is granted. */
export type Collecting = { place: LogPlace | null; now: Instant; isWanted: Record<CollectedPart, boolean> }

/** Null where not collected; `told` says why, or how far. */
export type CollectedRead = {
  told: Collected
  signIns: SignInsRead | null
  devices: Map<AccountId, Device[]> | null
  linkedApps: Map<AccountId, LinkedApp[]> | null
}

type Missing = { why: MissingWhy }

export const readCollected = async (reading: Reading, { place, now, isWanted }: Collecting): Promise<CollectedRead> => {
  const part = <T>(name: CollectedPart, read: () => Promise<T>): Promise<T | Missing> =>
    isWanted[name] ? unlessRefused(reading, name, read) : Promise.resolve({ why: 'not-asked' })
  const { client, signal } = reading
  const [signIns, devices, linkedApps] = await Promise.all([
    part('signIns', () => readSignIns(reading, place, now)),
    part('devices', () => readLists(reading, DEVICES_LISTING, (cursor) => getDevicesPage(client, cursor, signal))),
    part('linkedApps', () =>
      readLists(reading, LINKED_APPS_LISTING, (cursor) => getLinkedAppsPage(client, cursor, signal)),
    ),
  ])
  return {
    told: {
      signIns: isMissing(signIns)
        ? notCollected(signIns)
        : { state: 'collected', since: signIns.since, until: signIns.until },
      devices: isMissing(devices) ? notCollected(devices) : { state: 'collected' },
      linkedApps: isMissing(linkedApps) ? notCollected(linkedApps) : { state: 'collected' },
    },
    signIns: isMissing(signIns) ? null : signIns,
    devices: isMissing(devices) ? null : devices,
    linkedApps: isMissing(linkedApps) ? null : linkedApps,
  }
}

const isMissing = (read: object): read is Missing => 'why' in read

const notCollected = ({ why }: Missing) => ({ state: 'not-collected', why }) as const

/** Where it is not known what was granted, Dropbox is asked. */
const unlessRefused = async <T>(
  { log, grantedScopes }: Reading,
  part: CollectedPart,
  read: () => Promise<T>,
): Promise<T | Missing> => {
  const scope = SCOPE_OF[part]
  const isGranted = grantedScopes.includes(scope)
  if (grantedScopes.length > 0 && !isGranted) return { why: 'not-granted' }
  try {
    return await read()
  } catch (error) {
    const why = isFailure(error) ? whyRefused(error.detail.kind, isGranted) : null
    if (why === null) throw error
    log.warn(`${PARTS[part]} not collected`, { scope, why })
    return { why }
  }
}

const PARTS: Record<CollectedPart, string> = {
  signIns: 'last sign-ins',
  devices: 'devices',
  linkedApps: 'linked apps',
}

/** Null for what is no refusal. */
const whyRefused = (kind: string, isGranted: boolean): MissingWhy | null => {
  switch (kind) {
    case 'scope-missing':
      return isGranted ? 'refused' : 'not-granted'
    case 'access-denied':
    case 'request-refused':
    case 'conflict':
      return 'refused'
    case 'answer-unreadable':
    case 'listing-unstable':
      return 'unreadable'
    default:
      return null
  }
}

type Sorted = { sessionId: string } | { appId: string }
const keyOf = (item: Sorted): string => ('appId' in item ? item.appId : item.sessionId)

/** By account, in an order that does not depend on Dropbox's. */
const readLists = <Item extends Sorted>(
  { log, limit }: Reading,
  route: string,
  read: (cursor: string | null) => Promise<Page<{ accountId: AccountId; items: Item[] }>>,
): Promise<Map<AccountId, Item[]>> =>
  readListing({
    route,
    read: (cursor) => limit(() => read(cursor)),
    begin: () => new Map<AccountId, Item[]>(),
    add: (lists, page) => {
      for (const { accountId, items } of page) {
        // Somebody may stand on two pages, with the same or with others: nothing says that a list is never parted.
        const all = new Map([...(lists.get(accountId) ?? []), ...items].map((item) => [keyOf(item), item]))
        const sorted = [...all.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0))
        lists.set(accountId, sorted)
      }
    },
    onRestart: (times) => log.warn('Dropbox lost its place in a listing; reading it anew', { route, times }),
  })
