// What the demo team consists of, as Dropbox would keep it. Wire shapes are made from it in ../routes/wire.ts.

export type MemberStatus = 'active' | 'invited' | 'suspended' | 'removed'
export type AccessType = 'member' | 'owner'
export type GroupManagement = 'company_managed' | 'user_managed' | 'system_managed'

export type Role = { id: string; name: string; description: string }

type SecondaryEmail = { email: string; isVerified: boolean }

/** All times are milliseconds since the epoch; the wire has whole seconds. */
export type Member = {
  readonly id: string
  accountId?: string
  externalId?: string
  persistentId?: string
  email: string
  emailVerified: boolean
  secondaryEmails?: SecondaryEmail[]
  status: MemberStatus
  /** Only for removed members. After `recoverableUntil` the account is gone for good. */
  recoverableUntil?: number
  isDisconnected?: boolean
  givenName: string
  surname: string
  familiarName: string
  displayName: string
  abbreviatedName: string
  isDirectoryRestricted?: boolean
  invitedOn?: number
  joinedOn?: number
  suspendedOn?: number
  roleIds: string[]
  /** Company- and user-managed groups; the system-managed group follows from the status. */
  groupIds: string[]
  readonly memberFolderId: string
}

export type Group = {
  readonly id: string
  name: string
  externalId?: string
  readonly management: GroupManagement
  readonly createdOn: number
  /** Empty for system-managed groups, whose members follow from the members' status. */
  readonly access: Map<string, AccessType>
}

export type TeamData = {
  readonly name: string
  readonly teamId: string
  readonly rootFolderId: string
  readonly domains: string[]
  licences: number
  /** Ordered by id, removed members included. */
  readonly members: Member[]
  /** Ordered by id. */
  readonly groups: Group[]
}
