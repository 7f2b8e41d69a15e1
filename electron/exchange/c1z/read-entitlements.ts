// The entitlements of a sync, by id and by resource; grants may add ones that the file forgot.
import type { OfferedEntitlement } from '../../../shared/domain/entitlement.ts'
import { nameEntitlements } from './entitlement-naming.ts'
import { asBytes, asText, type ForeignDatabase, messageColumn, rowsOf, textColumn } from './foreign-database.ts'
import { LIMITS, tooLarge } from './limits.ts'
import { type EntitlementMessage, type ResourceRef, readEntitlement } from './messages.ts'
import type { Tally } from './tally.ts'
import { keepFields, putText, toBase64, written } from './wire.ts'

export const keyOf = ({ type, id }: ResourceRef): string => `${type}\0${id}`

type Entitlement = Pick<EntitlementMessage, 'id' | 'slug' | 'displayName' | 'description'> & { rest: Uint8Array }

/** An entitlement's place is the order in which it was first met; grants refer to it. */
export const createEntitlements = () => {
  const placeOf = new Map<string, number>()
  const resources = new Map<string, { on: ResourceRef; entitlements: Entitlement[]; places: number[] }>()

  const add = (on: ResourceRef, entitlement: Entitlement): number => {
    const place = placeOf.size
    placeOf.set(entitlement.id, place)
    const key = keyOf(on)
    const held = resources.get(key) ?? { on, entitlements: [], places: [] }
    resources.set(key, held)
    held.entitlements.push(entitlement)
    held.places.push(place)
    return place
  }

  return {
    add,
    find: (id: string): number | undefined => placeOf.get(id),
    /** One that only grants know. */
    addMissing: (on: ResourceRef, id: string): number =>
      add(on, { id, slug: '', displayName: '', description: '', rest: written((w) => putText(w, 2, id)) }),
    /** Resources that offer anything. */
    resources: (): Iterable<ResourceRef> => [...resources.values()].map(({ on }) => on),
    offeredBy: (key: string): OfferedEntitlement[] => {
      const held = resources.get(key)
      if (!held) return []
      const names = nameEntitlements(held.on, held.entitlements)
      return held.entitlements.map(({ displayName, description, rest }, i) => ({
        name: names[i] ?? '',
        displayName,
        description,
        message: toBase64(rest),
      }))
    },
    /** Type, resource and name of each place. */
    keys: (): [type: string, id: string, name: string][] => {
      const keys: [string, string, string][] = new Array(placeOf.size)
      for (const { on, entitlements, places } of resources.values()) {
        const names = nameEntitlements(on, entitlements)
        places.forEach((place, i) => {
          keys[place] = [on.type, on.id, names[i] ?? '']
        })
      }
      return keys
    },
  }
}
export type Entitlements = ReturnType<typeof createEntitlements>

/** @throws Failure file-refused beyond the limits */
export const readEntitlements = (db: ForeignDatabase, syncId: string, tally: Tally): Entitlements => {
  const entitlements = createEntitlements()
  const sql = `SELECT ${['resource_type_id', 'resource_id', 'external_id'].map(textColumn).join(', ')},
    ${messageColumn('data', LIMITS.messageBytes)} FROM v1_entitlements NOT INDEXED WHERE sync_id = ? ORDER BY id`
  let size = 0
  let rows = 0
  for (const row of rowsOf(db, sql, [syncId])) {
    rows += 1
    if (rows > LIMITS.entitlements) throw tooLarge(`more than ${LIMITS.entitlements.toLocaleString('en')} entitlements`)
    tally.row('entitlement')
    const type = asText(row['resource_type_id'])
    const id = asText(row['resource_id'])
    const externalId = asText(row['external_id'])
    const data = asBytes(row['data'])
    if (!type || !id || !externalId || !data || entitlements.find(externalId) !== undefined) {
      tally.bad('entitlement')
      continue
    }
    try {
      const { displayName, description, slug } = readEntitlement(data)
      // The resource is told again in every entitlement; it has a row of its own.
      const rest = Uint8Array.from(keepFields(data, (no) => no !== 1))
      size += rest.length
      entitlements.add({ type, id }, { id: externalId, slug, displayName, description, rest })
    } catch (error) {
      tally.bad('entitlement', error)
    }
    if (size > LIMITS.entitlementBytes) throw tooLarge('its entitlements')
  }
  return entitlements
}
