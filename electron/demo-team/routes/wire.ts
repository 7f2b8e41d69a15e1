// The team's records as Dropbox sends them: optional fields are left out, never null; times have whole seconds.
import { joinWritten, Written, writeJson } from '../http/written.ts'
import type { AccessType, Group, Member, Role } from '../state/model.ts'
import { findRole } from '../state/roles.ts'
import type { World } from '../world.ts'

/** `%Y-%m-%dT%H:%M:%SZ`: no milliseconds. */
export const timestamp = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`

export const tagged = (tag: string) => ({ '.tag': tag })

const statusOf = (member: Member, now: number) =>
  member.status === 'removed'
    ? {
        '.tag': 'removed',
        is_recoverable: (member.recoverableUntil ?? 0) > now,
        is_disconnected: member.isDisconnected ?? false,
      }
    : tagged(member.status)

/** `MemberProfile`. */
const profileFields = (member: Member, world: World) => ({
  team_member_id: member.id,
  ...(member.externalId === undefined ? {} : { external_id: member.externalId }),
  ...(member.accountId === undefined ? {} : { account_id: member.accountId }),
  email: member.email,
  email_verified: member.emailVerified,
  ...(member.secondaryEmails === undefined
    ? {}
    : { secondary_emails: member.secondaryEmails.map((s) => ({ email: s.email, is_verified: s.isVerified })) }),
  status: statusOf(member, world.now().getTime()),
  name: {
    given_name: member.givenName,
    surname: member.surname,
    familiar_name: member.familiarName,
    display_name: member.displayName,
    abbreviated_name: member.abbreviatedName,
  },
  membership_type: tagged('full'),
  ...(member.invitedOn === undefined ? {} : { invited_on: timestamp(member.invitedOn) }),
  ...(member.joinedOn === undefined ? {} : { joined_on: timestamp(member.joinedOn) }),
  ...(member.suspendedOn === undefined ? {} : { suspended_on: timestamp(member.suspendedOn) }),
  ...(member.persistentId === undefined ? {} : { persistent_id: member.persistentId }),
  ...(member.isDirectoryRestricted === undefined ? {} : { is_directory_restricted: member.isDirectoryRestricted }),
})

const groupIdsOf = (member: Member, world: World): string[] => {
  if (!world.assumptions.profileListsSystemGroups) return member.groupIds
  if (member.status !== 'active' && member.status !== 'suspended') return member.groupIds
  const system = world.team.groups.filter((group) => group.management === 'system_managed')
  return [...system.map((group) => group.id), ...member.groupIds]
}

/** What is kept of a member until something about it changes. */
type Texts = { revision: number; profile?: Written; info?: Written }
const kept = new WeakMap<World['team'], { assumptions: World['assumptions']; texts: WeakMap<Member, Texts> }>()

const textsOf = (member: Member, { team, assumptions }: World): Texts => {
  let ofTeam = kept.get(team)
  if (ofTeam?.assumptions !== assumptions) {
    ofTeam = { assumptions, texts: new WeakMap() }
    kept.set(team, ofTeam)
  }
  const revision = team.revisionOf(member)
  const known = ofTeam.texts.get(member)
  if (known?.revision === revision) return known
  const fresh: Texts = { revision }
  ofTeam.texts.set(member, fresh)
  return fresh
}

/** What becomes of a removed member depends on the time: it is not kept. */
const writtenOnce = (which: 'profile' | 'info', member: Member, world: World, write: () => Written): Written => {
  if (member.status === 'removed') return write()
  const texts = textsOf(member, world)
  texts[which] ??= write()
  return texts[which]
}

/** `MemberProfile`: what group member lists carry. */
const memberProfile = (member: Member, world: World): Written =>
  writtenOnce('profile', member, world, () => new Written(writeJson(profileFields(member, world))))

/** `TeamMemberProfile`: a member's own record says more. */
const teamMemberProfile = (member: Member, world: World): Written =>
  joinWritten(memberProfile(member, world), {
    groups: groupIdsOf(member, world),
    member_folder_id: member.memberFolderId,
    root_folder_id: world.team.rootFolderId,
  })

export const roleOnWire = (role: Role) => ({ role_id: role.id, name: role.name, description: role.description })

export const rolesOf = (member: Member) =>
  member.roleIds.flatMap((id) => {
    const role = findRole(id)
    return role ? [roleOnWire(role)] : []
  })

/** The fields of `TeamMemberInfoV2`, for unions that put their tag beside them. */
export const memberFields = (member: Member, world: World) => ({
  profile: teamMemberProfile(member, world),
  roles: rolesOf(member),
})

/** `TeamMemberInfoV2`. */
export const memberInfo = (member: Member, world: World): Written =>
  writtenOnce('info', member, world, () => new Written(writeJson(memberFields(member, world))))

export const adminProfile = teamMemberProfile

const countOf = (group: Group, world: World): number => {
  if (group.management !== 'system_managed') return group.access.size
  let count = 0
  for (const _ of world.team.membersOf(group)) count++
  return count
}

/** `GroupSummary`. */
export const groupSummary = (group: Group, world: World) => ({
  group_name: group.name,
  group_id: group.id,
  ...(group.externalId === undefined ? {} : { group_external_id: group.externalId }),
  member_count: countOf(group, world),
  group_management_type: tagged(group.management),
})

export const groupMember = (member: Member, type: AccessType, world: World) => ({
  profile: memberProfile(member, world),
  access_type: tagged(type),
})

/** `GroupFullInfo`. `created` is in milliseconds, unlike every other time. Members of system-managed groups are left out. */
export const groupFullInfo = (group: Group, world: World, withMembers: boolean) => ({
  ...groupSummary(group, world),
  ...(withMembers && group.management !== 'system_managed'
    ? {
        members: [...world.team.membersOf(group)].map((member) =>
          groupMember(member, group.access.get(member.id) ?? 'member', world),
        ),
      }
    : {}),
  created: group.createdOn,
})
