// Applies changes to the team's tables and keeps the indexes right. No rules here: whoever makes a change has checked it.
import type { Change } from './changes.ts'
import type { Group, Member, TeamData } from './model.ts'
import { insertById } from './ordered.ts'

type Tables = {
  readonly members: ReadonlyMap<string, Member>
  readonly byEmail: ReadonlyMap<string, Member>
  readonly byExternalId: ReadonlyMap<string, Member>
  readonly groups: ReadonlyMap<string, Group>
  /** Members of a group in id order. */
  membersOf(group: Group): readonly Member[]
  /** Another number whenever something about the member, or the groups there are, has changed. */
  revisionOf(member: Member): number
  /** @throws Error when the change names somebody or something that is not there */
  apply(change: Change): void
}

export const createTables = (data: TeamData): Tables => {
  const members = new Map<string, Member>()
  const byEmail = new Map<string, Member>()
  const byExternalId = new Map<string, Member>()
  const groups = new Map(data.groups.map((group) => [group.id, group]))
  const ordered = new WeakMap<Group, Member[]>()

  const revisions = new WeakMap<Member, number>()
  let groupChanges = 0

  const member = (id: string): Member => members.get(id) ?? missing('member', id)
  const memberToChange = (id: string): Member => {
    const found = member(id)
    revisions.set(found, (revisions.get(found) ?? 0) + 1)
    return found
  }
  const group = (id: string): Group => groups.get(id) ?? missing('group', id)

  const index = (entry: Member) => {
    members.set(entry.id, entry)
    byEmail.set(entry.email.toLowerCase(), entry)
    if (entry.externalId) byExternalId.set(entry.externalId, entry)
  }
  for (const entry of data.members) index(entry)

  const leave = (from: Group, memberIds: readonly string[]) => {
    for (const id of memberIds) {
      from.access.delete(id)
      const leaver = memberToChange(id)
      leaver.groupIds = leaver.groupIds.filter((groupId) => groupId !== from.id)
    }
    ordered.delete(from)
  }
  const leaveAll = (leaver: Member) => {
    for (const groupId of leaver.groupIds) leave(group(groupId), [leaver.id])
  }

  const applyToMember = (change: MemberChange, changed: Member): void => {
    switch (change.kind) {
      case 'member-changed':
        byEmail.delete(changed.email.toLowerCase())
        if (changed.externalId) byExternalId.delete(changed.externalId)
        Object.assign(changed, change.patch)
        if (!changed.externalId) delete changed.externalId
        index(changed)
        return
      case 'member-joined':
        Object.assign(changed, {
          status: 'active',
          accountId: change.accountId,
          joinedOn: change.at,
          emailVerified: true,
        })
        delete changed.invitedOn
        return
      case 'member-suspended':
        Object.assign(changed, { status: 'suspended', suspendedOn: change.at })
        if (!change.keepsRoles) changed.roleIds = []
        if (!change.keepsGroups) leaveAll(changed)
        return
      case 'member-unsuspended':
        changed.status = 'active'
        delete changed.suspendedOn
        return
      case 'member-removed':
        leaveAll(changed)
        Object.assign(changed, { status: 'removed', roleIds: [], isDisconnected: change.isDisconnected })
        if (change.recoverableUntil !== undefined) changed.recoverableUntil = change.recoverableUntil
        delete changed.suspendedOn
        return
      case 'member-recovered':
        changed.status = changed.joinedOn === undefined ? 'invited' : 'active'
        delete changed.recoverableUntil
        delete changed.isDisconnected
        return
      case 'roles-set':
        changed.roleIds = [...change.roleIds]
        return
      default:
        change satisfies never
    }
  }

  const applyToGroup = (change: GroupChange, changed: Group): void => {
    switch (change.kind) {
      case 'group-renamed':
        changed.name = change.name
        return
      case 'group-deleted':
        leave(changed, [...changed.access.keys()])
        data.groups.splice(data.groups.indexOf(changed), 1)
        groupChanges++
        groups.delete(changed.id)
        return
      case 'access-set':
        for (const { memberId, type } of change.access) {
          if (!changed.access.has(memberId)) memberToChange(memberId).groupIds.push(changed.id)
          changed.access.set(memberId, type)
        }
        ordered.delete(changed)
        return
      case 'access-removed':
        leave(changed, change.memberIds)
        return
      default:
        change satisfies never
    }
  }

  const apply = (change: Change): void => {
    switch (change.kind) {
      case 'licences-set':
        data.licences = change.licences
        return
      case 'member-added': {
        const added = structuredClone(change.member)
        insertById(data.members, added)
        index(added)
        return
      }
      case 'group-created': {
        const created: Group = { ...change.group, access: new Map() }
        insertById(data.groups, created)
        groups.set(created.id, created)
        groupChanges++
        return
      }
      case 'group-renamed':
      case 'group-deleted':
      case 'access-set':
      case 'access-removed':
        applyToGroup(change, group(change.groupId))
        return
      default:
        applyToMember(change, memberToChange(change.id))
    }
  }

  const membersOf = (of: Group): readonly Member[] => {
    const known = ordered.get(of)
    if (known) return known
    const found = [...of.access.keys()].sort().map(member)
    ordered.set(of, found)
    return found
  }

  const revisionOf = (of: Member): number => (revisions.get(of) ?? 0) + groupChanges

  return { members, byEmail, byExternalId, groups, membersOf, revisionOf, apply }
}

type GroupChange = Extract<Change, { kind: 'group-renamed' | 'group-deleted' | 'access-set' | 'access-removed' }>
type MemberChange = Exclude<Change, GroupChange | { kind: 'licences-set' | 'member-added' | 'group-created' }>

const missing = (what: string, id: string): never => {
  throw new Error(`demo team: no ${what} ${id}`)
}
