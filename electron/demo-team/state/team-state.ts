// The live team with its indexes. It changes only through `change`; rules are the routes' business, not checked here.
import type { AdminConsole } from './admin-console.ts'
import { createAdminConsole } from './admin-console.ts'
import type { Change } from './changes.ts'
import type { Group, Member, TeamData } from './model.ts'
import { insertById, positionAfter } from './ordered.ts'
import { TEAM_ADMIN } from './roles.ts'

export type TeamRecords = {
  readonly name: string
  readonly teamId: string
  readonly rootFolderId: string
  readonly domains: readonly string[]
  readonly licences: number
  /** Ordered by id, removed members included. */
  readonly members: readonly Member[]
  /** Ordered by id. */
  readonly groups: readonly Group[]
  member(id: string): Member | undefined
  memberByEmail(email: string): Member | undefined
  memberByExternalId(externalId: string): Member | undefined
  group(id: string): Group | undefined
  groupByExternalId(externalId: string): Group | undefined
  /** Members of the group in id order, from after `afterId` on. Of a system-managed group: everybody who uses a licence and has joined. */
  membersOf(group: Group, afterId?: string): Iterable<Member>
  activeTeamAdmins(): Member[]
  change(change: Change): void
}

/** The live state: read it, or change it "by somebody else" with the functions of the Admin Console. */
export type TeamState = TeamRecords & AdminConsole

const belongsToEveryone = (member: Member) => member.status === 'active' || member.status === 'suspended'

export const createTeamState = (data: TeamData, now: () => Date, onChange: (change: Change) => void): TeamState => {
  const members = new Map(data.members.map((member) => [member.id, member]))
  const byEmail = new Map(data.members.map((member) => [member.email.toLowerCase(), member]))
  const byExternalId = new Map<string, Member>()
  for (const member of data.members) if (member.externalId) byExternalId.set(member.externalId, member)
  const groups = new Map(data.groups.map((group) => [group.id, group]))
  const orderedAccess = new WeakMap<Group, Member[]>()

  const member = (id: string): Member => members.get(id) ?? fail(`no member ${id}`)
  const group = (id: string): Group => groups.get(id) ?? fail(`no group ${id}`)

  const leaveGroup = (from: Group, memberIds: readonly string[]) => {
    for (const id of memberIds) {
      from.access.delete(id)
      const leaver = member(id)
      leaver.groupIds = leaver.groupIds.filter((groupId) => groupId !== from.id)
    }
    orderedAccess.delete(from)
  }
  const leaveAllGroups = (leaver: Member) => {
    for (const groupId of leaver.groupIds) leaveGroup(group(groupId), [leaver.id])
  }

  const apply = (change: Change): void => {
    switch (change.kind) {
      case 'member-added': {
        const added = structuredClone(change.member)
        insertById(data.members, added)
        members.set(added.id, added)
        byEmail.set(added.email.toLowerCase(), added)
        if (added.externalId) byExternalId.set(added.externalId, added)
        return
      }
      case 'member-changed': {
        const changed = member(change.id)
        byEmail.delete(changed.email.toLowerCase())
        if (changed.externalId) byExternalId.delete(changed.externalId)
        Object.assign(changed, change.patch)
        byEmail.set(changed.email.toLowerCase(), changed)
        if (changed.externalId) byExternalId.set(changed.externalId, changed)
        else delete changed.externalId
        return
      }
      case 'member-joined': {
        const joined = member(change.id)
        Object.assign(joined, {
          status: 'active',
          accountId: change.accountId,
          joinedOn: change.at,
          emailVerified: true,
        })
        delete joined.invitedOn
        return
      }
      case 'member-suspended': {
        const suspended = member(change.id)
        Object.assign(suspended, { status: 'suspended', suspendedOn: change.at })
        if (!change.keepsRoles) suspended.roleIds = []
        if (!change.keepsGroups) leaveAllGroups(suspended)
        return
      }
      case 'member-unsuspended': {
        const restored = member(change.id)
        restored.status = 'active'
        delete restored.suspendedOn
        return
      }
      case 'member-removed': {
        const removed = member(change.id)
        leaveAllGroups(removed)
        Object.assign(removed, { status: 'removed', roleIds: [], isDisconnected: change.isDisconnected })
        if (change.recoverableUntil !== undefined) removed.recoverableUntil = change.recoverableUntil
        else delete removed.recoverableUntil
        delete removed.suspendedOn
        return
      }
      case 'member-recovered': {
        const recovered = member(change.id)
        recovered.status = recovered.joinedOn === undefined ? 'invited' : 'active'
        delete recovered.recoverableUntil
        delete recovered.isDisconnected
        return
      }
      case 'roles-set':
        member(change.id).roleIds = [...change.roleIds]
        return
      case 'licences-set':
        data.licences = change.licences
        return
      case 'group-created': {
        const created = { ...change.group, access: new Map() }
        insertById(data.groups, created)
        groups.set(created.id, created)
        return
      }
      case 'group-renamed':
        group(change.id).name = change.name
        return
      case 'group-deleted': {
        const deleted = group(change.id)
        leaveGroup(deleted, [...deleted.access.keys()])
        data.groups.splice(data.groups.indexOf(deleted), 1)
        groups.delete(deleted.id)
        return
      }
      case 'access-set': {
        const changed = group(change.groupId)
        for (const { memberId, type } of change.access) {
          if (!changed.access.has(memberId)) member(memberId).groupIds.push(changed.id)
          changed.access.set(memberId, type)
        }
        orderedAccess.delete(changed)
        return
      }
      case 'access-removed':
        leaveGroup(group(change.groupId), change.memberIds)
        return
      default:
        change satisfies never
    }
  }

  const membersInOrder = (of: Group): Member[] => {
    const known = orderedAccess.get(of)
    if (known) return known
    const ordered = [...of.access.keys()].sort().map(member)
    orderedAccess.set(of, ordered)
    return ordered
  }

  function* membersOf(of: Group, afterId = ''): Iterable<Member> {
    const isSystem = of.management === 'system_managed'
    const list = isSystem ? data.members : membersInOrder(of)
    for (let at = positionAfter(list, afterId); at < list.length; at++) {
      const found = list[at]
      if (found && (!isSystem || belongsToEveryone(found))) yield found
    }
  }

  const records: TeamRecords = {
    name: data.name,
    teamId: data.teamId,
    rootFolderId: data.rootFolderId,
    domains: data.domains,
    get licences() {
      return data.licences
    },
    members: data.members,
    groups: data.groups,
    member: (id) => members.get(id),
    memberByEmail: (email) => byEmail.get(email.toLowerCase()),
    memberByExternalId: (externalId) => byExternalId.get(externalId),
    group: (id) => groups.get(id),
    groupByExternalId: (externalId) => data.groups.find((candidate) => candidate.externalId === externalId),
    membersOf,
    activeTeamAdmins: () => data.members.filter((m) => m.status === 'active' && m.roleIds.includes(TEAM_ADMIN)),
    change: (change) => {
      apply(change)
      onChange(change)
    },
  }
  return Object.assign(records, createAdminConsole(records, now))
}

const fail = (message: string): never => {
  throw new Error(`demo team: ${message}`)
}
