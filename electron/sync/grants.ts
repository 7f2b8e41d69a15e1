// From what was read to resources and grants, in the words of the domain.
import type { EntitlementKey, Resource } from '../../shared/domain/entitlement.ts'
import { licenceResourceId } from '../../shared/domain/entitlement.ts'
import type { AccountId, ResourceId } from '../../shared/domain/ids.ts'
import type { Member } from '../dropbox/member.ts'
import type { Role } from '../dropbox/roles.ts'
import type { Picture } from './picture.ts'

const LICENCE_NAMES = { full: 'Full licence', limited: 'Limited licence', other: 'Other licence', none: 'No licence' }

/** Every available role and every role held; every group; every kind of licence somebody uses. */
export const resourcesOf = ({ roles, members, groups }: Picture): Resource[] => {
  const known = new Map<ResourceId, Role>(roles?.map((role) => [role.roleId, role]))
  const licences = new Set<keyof typeof LICENCE_NAMES>()
  for (const { account, roles: held } of members.byId.values()) {
    if (account.status === 'removed') continue
    licences.add(account.licence)
    for (const role of held) if (!known.has(role.roleId)) known.set(role.roleId, role)
  }
  return [
    ...[...known.values()].map((role) => toResource('role', role.roleId, role.name, role.description)),
    ...[...licences].map((licence) => toResource('licence', licenceResourceId(licence), LICENCE_NAMES[licence], '')),
    ...[...(groups?.values() ?? [])].map((group) => group.resource),
  ]
}

const toResource = (
  resourceType: Resource['resourceType'],
  resourceId: ResourceId,
  name: string,
  description: string,
): Resource => ({ resourceType, resourceId, name, description, management: null, externalId: null, createdAt: null })

/** Where a group's own list was read it is the truth; elsewhere the profiles are, and everybody is a member. */
export type GrantIndex = { grantsOf: (member: Member) => EntitlementKey[]; rowsOf: (groupId: ResourceId) => number }

/** `breathe` is called often enough that building the index of a large team holds nobody up. */
export const indexGrants = async (
  { members, groups, lists }: Picture,
  breathe: () => Promise<void>,
): Promise<GrantIndex> => {
  const listed = new Map<AccountId, EntitlementKey[]>()
  const rows = new Map<ResourceId, number>()
  let sinceBreath = 0
  for (const [groupId, list] of lists) {
    if (!groups?.has(groupId)) continue
    const keys = {
      member: { resourceType: 'group', resourceId: groupId, entitlement: 'member' },
      owner: { resourceType: 'group', resourceId: groupId, entitlement: 'owner' },
    } as const
    let count = 0
    for (const { accountId, access } of list) {
      const member = members.byId.get(accountId)
      if (!member || member.account.status === 'removed') continue
      const held = listed.get(accountId)
      if (held) held.push(keys[access])
      else listed.set(accountId, [keys[access]])
      count++
    }
    rows.set(groupId, count)
    sinceBreath += list.length
    if (sinceBreath > 20_000) {
      sinceBreath = 0
      await breathe()
    }
  }
  const groupsByProfile = (member: Member): EntitlementKey[] =>
    [...new Set(member.groupIds)]
      .filter((id) => groups?.has(id) && !lists.has(id))
      .map((id) => ({ resourceType: 'group', resourceId: id, entitlement: 'member' }))

  return {
    grantsOf: (member) => {
      const { account } = member
      if (account.status === 'removed') return []
      const roleIds = new Set(member.roles.map((role) => role.roleId))
      return [
        ...[...roleIds].map((id): EntitlementKey => ({ resourceType: 'role', resourceId: id, entitlement: 'member' })),
        { resourceType: 'licence', resourceId: licenceResourceId(account.licence), entitlement: 'assigned' },
        ...(listed.get(account.accountId) ?? []),
        ...groupsByProfile(member),
      ]
    },
    rowsOf: (groupId) => rows.get(groupId) ?? members.namedGroups.get(groupId) ?? 0,
  }
}
