// From what was read to resources and grants, in the words of the domain.
import type { EntitlementKey, EntitlementName, Resource, ResourceType } from '../../shared/domain/entitlement.ts'
import { licenceResourceId } from '../../shared/domain/entitlement.ts'
import type { ResourceId } from '../../shared/domain/ids.ts'
import type { Member } from '../dropbox/member.ts'
import type { Picture } from './picture.ts'

/** Looked up in a few milliseconds. */
export const ROWS_A_BREATH = 10_000

const LICENCE_NAMES = { full: 'Full licence', limited: 'Limited licence', other: 'Other licence', none: 'No licence' }

/** Every available role and every role held; every group; every kind of licence somebody uses. */
export const resourcesOf = ({ roles, members, groups }: Picture): Resource[] => {
  const known = new Map(members.roles)
  for (const role of roles ?? []) known.set(role.roleId, role)
  return [
    ...[...known.values()].map((role) => toResource('role', role.roleId, role.name, role.description)),
    ...[...members.licences].map((licence) =>
      toResource('licence', licenceResourceId(licence), LICENCE_NAMES[licence], ''),
    ),
    ...[...(groups?.values() ?? [])].map((group) => group.resource),
  ]
}

const toResource = (
  resourceType: Resource['resourceType'],
  resourceId: ResourceId,
  name: string,
  description: string,
): Resource => ({ resourceType, resourceId, name, description, management: null, externalId: null, createdAt: null })

/** Groups that profiles or lists name and that are not in the picture: gone, or not collected. */
export const unknownGroups = ({ members, groups, lists, gone }: Picture): ResourceId[] => {
  const named = new Set([...members.namedGroups.keys(), ...lists.keys(), ...gone])
  return [...named].filter((id) => !groups?.has(id))
}

/** What profiles say somebody holds; equal entitlements are the same object, which travels to the store's thread once. */
export type ProfileGrants = (member: Member) => EntitlementKey[]

export const createProfileGrants = (): ProfileGrants => {
  const keys = new Map<ResourceType, Map<ResourceId, EntitlementKey>>()
  const keyFor = (resourceType: ResourceType, resourceId: ResourceId, entitlement: EntitlementName): EntitlementKey => {
    const ofType = keys.get(resourceType) ?? new Map<ResourceId, EntitlementKey>()
    keys.set(resourceType, ofType)
    const key = ofType.get(resourceId) ?? { resourceType, resourceId, entitlement }
    ofType.set(resourceId, key)
    return key
  }
  return ({ account, roles, groupIds }) => {
    if (account.status === 'removed') return []
    const held = [keyFor('licence', licenceResourceId(account.licence), 'assigned')]
    for (const role of roles) held.push(keyFor('role', role.roleId, 'member'))
    for (const groupId of groupIds) held.push(keyFor('group', groupId, 'member'))
    return held
  }
}

/**
 * How many hold each group: where its own list was read by that list, elsewhere by the profiles. `breathe` is called often
 * enough that counting a large team holds nobody up.
 */
export const countRows = async (
  { members, lists }: Picture,
  breathe: () => Promise<void>,
): Promise<(groupId: ResourceId) => number> => {
  const rows = new Map<ResourceId, number>()
  let looked = 0
  for (const [groupId, list] of lists) {
    let count = 0
    for (const accountId of list) {
      const member = members.byId.get(accountId)
      if (member && member.account.status !== 'removed') count++
      if (++looked % ROWS_A_BREATH === 0) await breathe()
    }
    rows.set(groupId, count)
  }
  return (groupId) => rows.get(groupId) ?? members.namedGroups.get(groupId) ?? 0
}
