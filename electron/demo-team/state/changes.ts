// Every change of the demo team as plain data, so that it can be applied, journaled and replayed.
import type { AccessType, Group, Member } from './model.ts'

export type MemberPatch = Partial<
  Pick<
    Member,
    | 'email'
    | 'emailVerified'
    | 'externalId'
    | 'persistentId'
    | 'givenName'
    | 'surname'
    | 'familiarName'
    | 'displayName'
    | 'abbreviatedName'
    | 'isDirectoryRestricted'
  >
>

type NewGroup = Omit<Group, 'access'>

export type Change =
  | { kind: 'member-added'; member: Member }
  | { kind: 'member-changed'; id: string; patch: MemberPatch }
  | { kind: 'member-joined'; id: string; accountId: string; at: number }
  | { kind: 'member-suspended'; id: string; at: number; keepsRoles: boolean; keepsGroups: boolean }
  | { kind: 'member-unsuspended'; id: string }
  | { kind: 'member-removed'; id: string; recoverableUntil?: number; isDisconnected: boolean }
  | { kind: 'member-recovered'; id: string }
  | { kind: 'roles-set'; id: string; roleIds: string[] }
  | { kind: 'licences-set'; licences: number }
  | { kind: 'group-created'; group: NewGroup }
  | { kind: 'group-renamed'; groupId: string; name: string }
  | { kind: 'group-deleted'; groupId: string }
  | { kind: 'access-set'; groupId: string; access: { memberId: string; type: AccessType }[] }
  | { kind: 'access-removed'; groupId: string; memberIds: string[] }
