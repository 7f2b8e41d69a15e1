// What somebody else may do meanwhile in the Admin Console: changes that did not come through the API under test.
import { randomBytes, randomInt } from 'node:crypto'
import type { Change, MemberPatch } from './changes.ts'
import type { AccessType, Group, GroupManagement, Member } from './model.ts'
import { BUILT_IN_ROLES } from './roles.ts'

export type AdminConsole = {
  /** Invites a person, or, with `joined`, adds one who has already accepted. */
  addMember(person: {
    email: string
    givenName: string
    surname: string
    joined?: boolean
    externalId?: string
  }): Member
  acceptInvitation(memberId: string): void
  renameMember(memberId: string, name: { givenName: string; surname: string }): void
  changeEmail(memberId: string, email: string): void
  suspendMember(memberId: string): void
  unsuspendMember(memberId: string): void
  removeMember(memberId: string): void
  /** Adds a role to those held; the console can give several. Takes a role's id or name. */
  giveRole(memberId: string, role: string): void
  takeRole(memberId: string, role: string): void
  setLicences(licences: number): void
  createGroup(group: { name: string; management?: GroupManagement }): Group
  renameGroup(groupId: string, name: string): void
  deleteGroup(groupId: string): void
  addToGroup(groupId: string, memberId: string, type?: AccessType): void
  removeFromGroup(groupId: string, memberId: string): void
}

type Records = {
  member(id: string): Member | undefined
  group(id: string): Group | undefined
  change(change: Change): void
}

const DAY = 86_400_000

const newAccountId = () => `dbid:AA${randomBytes(25).toString('base64url').slice(0, 33)}`
const newMemberId = () => `dbmid:AA${randomBytes(25).toString('base64url').slice(0, 33)}`
const newGroupId = () => `g:${randomBytes(16).toString('hex')}`

/** The name fields as Dropbox derives them from a given name and a surname. */
export const namesOf = (givenName: string, surname: string) => ({
  givenName,
  surname,
  familiarName: givenName,
  displayName: [givenName, surname].filter(Boolean).join(' '),
  abbreviatedName: [givenName, surname].map((part) => [...part][0] ?? '').join(''),
})

/** A person who has just been invited. Invited people have no account id. */
export const newMember = (person: {
  email: string
  givenName: string
  surname: string
  externalId?: string | undefined
  isDirectoryRestricted?: boolean | undefined
  at: number
}): Member => ({
  id: newMemberId(),
  ...(person.externalId ? { externalId: person.externalId } : {}),
  ...(person.isDirectoryRestricted === undefined ? {} : { isDirectoryRestricted: person.isDirectoryRestricted }),
  email: person.email,
  emailVerified: false,
  status: 'invited',
  ...namesOf(person.givenName || (person.email.split('@')[0] ?? ''), person.surname),
  invitedOn: person.at,
  roleIds: [],
  groupIds: [],
  memberFolderId: String(randomInt(10_000_000_000, 99_999_999_999)),
})

export const createAdminConsole = (records: Records, now: () => Date): AdminConsole => {
  const at = () => now().getTime()
  const change = (id: string, patch: MemberPatch) => records.change({ kind: 'member-changed', id, patch })
  const member = (id: string): Member => {
    const found = records.member(id)
    if (!found) throw new Error(`demo team: no member ${id}`)
    return found
  }
  const roleId = (role: string): string => {
    const found = BUILT_IN_ROLES.find((known) => known.id === role || known.name === role)
    if (!found) throw new Error(`demo team: no role ${role}`)
    return found.id
  }

  return {
    addMember: ({ joined, ...person }) => {
      const added = newMember({ ...person, at: at() })
      records.change({ kind: 'member-added', member: added })
      if (joined) records.change({ kind: 'member-joined', id: added.id, accountId: newAccountId(), at: at() })
      return member(added.id)
    },
    acceptInvitation: (id) => records.change({ kind: 'member-joined', id, accountId: newAccountId(), at: at() }),
    renameMember: (id, name) => change(id, namesOf(name.givenName, name.surname)),
    changeEmail: (id, email) => change(id, { email }),
    suspendMember: (id) =>
      records.change({ kind: 'member-suspended', id, at: at(), keepsRoles: true, keepsGroups: true }),
    unsuspendMember: (id) => records.change({ kind: 'member-unsuspended', id }),
    removeMember: (id) =>
      records.change({ kind: 'member-removed', id, recoverableUntil: at() + 7 * DAY, isDisconnected: false }),
    giveRole: (id, role) =>
      records.change({ kind: 'roles-set', id, roleIds: [...new Set([...member(id).roleIds, roleId(role)])] }),
    takeRole: (id, role) => {
      const taken = roleId(role)
      records.change({ kind: 'roles-set', id, roleIds: member(id).roleIds.filter((held) => held !== taken) })
    },
    setLicences: (licences) => records.change({ kind: 'licences-set', licences }),
    createGroup: ({ name, management = 'user_managed' }) => {
      const group = { id: newGroupId(), name, management, createdOn: at() }
      records.change({ kind: 'group-created', group })
      const created = records.group(group.id)
      if (!created) throw new Error(`demo team: group ${name} was not created`)
      return created
    },
    renameGroup: (groupId, name) => records.change({ kind: 'group-renamed', groupId, name }),
    deleteGroup: (groupId) => records.change({ kind: 'group-deleted', groupId }),
    addToGroup: (groupId, memberId, type = 'member') =>
      records.change({ kind: 'access-set', groupId, access: [{ memberId, type }] }),
    removeFromGroup: (groupId, memberId) => records.change({ kind: 'access-removed', groupId, memberIds: [memberId] }),
  }
}
