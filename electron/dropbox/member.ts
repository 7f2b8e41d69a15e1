// A team member as Dropbox writes it down, and as ours: account, roles, group ids.
import { z } from 'zod'
import type { Account } from '../../shared/domain/account.ts'
import { accountIdSchema, type ResourceId, resourceIdSchema } from '../../shared/domain/ids.ts'
import { type Role, roleSchema } from './roles.ts'
import { list, openTag, optional, timestamp } from './wire.ts'

/** `groupIds` as the profile tells them: no owners, and system-managed groups may be left out. */
export type Member = { account: Account; roles: Role[]; groupIds: ResourceId[] }

const text = optional(z.string())

const nameSchema = z.object({ given_name: text, surname: text, display_name: text })

const profileSchema = z.object({
  team_member_id: accountIdSchema,
  account_id: text,
  external_id: text,
  email: z.string(),
  email_verified: optional(z.boolean()),
  secondary_emails: list(z.object({ email: z.string() })),
  status: z.object({
    '.tag': z.enum(['active', 'invited', 'suspended', 'removed']),
    is_recoverable: optional(z.boolean()),
  }),
  name: optional(nameSchema),
  membership_type: optional(openTag('full', 'limited')),
  invited_on: timestamp,
  joined_on: timestamp,
  suspended_on: timestamp,
  is_directory_restricted: optional(z.boolean()),
  groups: list(resourceIdSchema),
})

const toAccount = (profile: z.output<typeof profileSchema>): Account => {
  const { name, status } = profile
  const givenName = name?.given_name ?? ''
  const surname = name?.surname ?? ''
  return {
    accountId: profile.team_member_id,
    dropboxAccountId: profile.account_id,
    email: profile.email,
    emailVerified: profile.email_verified ?? false,
    secondaryEmails: profile.secondary_emails.map((secondary) => secondary.email),
    displayName: name?.display_name || `${givenName} ${surname}`.trim() || profile.email,
    givenName,
    surname,
    status: status['.tag'],
    isRecoverable: status['.tag'] === 'removed' ? (status.is_recoverable ?? false) : null,
    licence: profile.membership_type ?? 'other',
    externalId: profile.external_id,
    joinedOn: profile.joined_on,
    invitedOn: profile.invited_on,
    suspendedOn: profile.suspended_on,
    isDirectoryRestricted: profile.is_directory_restricted,
  }
}

/** TeamMemberInfoV2. */
export const memberSchema = z.object({ profile: profileSchema, roles: list(roleSchema) }).transform(
  ({ profile, roles }): Member => ({
    account: toAccount(profile),
    roles,
    groupIds: profile.groups,
  }),
)
