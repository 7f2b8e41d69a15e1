// A team member as Dropbox writes it down, and as ours: account, roles, group ids.
import { z } from 'zod'
import type { Account, AccountStatus } from '../../shared/domain/account.ts'
import {
  type AccountId,
  accountIdSchema,
  type Instant,
  type ResourceId,
  resourceIdSchema,
} from '../../shared/domain/ids.ts'
import { isFields, type Plain, plainFlag, plainId, plainList, plainText, UNUSUAL } from './plain.ts'
import { plainRole, type Role, roleSchema } from './roles.ts'
import { instantIn, list, openTag, optional, timestamp } from './wire.ts'

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

/** Keys in the order of the alphabet: that is the canonical form, which is then not made anew. */
const toAccount = (profile: z.output<typeof profileSchema>): Account => {
  const { name, status } = profile
  const givenName = name?.given_name ?? ''
  const surname = name?.surname ?? ''
  return {
    accountId: profile.team_member_id,
    displayName: name?.display_name || `${givenName} ${surname}`.trim() || profile.email,
    dropboxAccountId: profile.account_id,
    email: profile.email,
    emailVerified: profile.email_verified ?? false,
    externalId: profile.external_id,
    givenName,
    invitedOn: profile.invited_on,
    isDirectoryRestricted: profile.is_directory_restricted,
    isRecoverable: status['.tag'] === 'removed' ? (status.is_recoverable ?? false) : null,
    joinedOn: profile.joined_on,
    licence: profile.membership_type ?? 'other',
    secondaryEmails: profile.secondary_emails.map((secondary) => secondary.email),
    status: status['.tag'],
    surname,
    suspendedOn: profile.suspended_on,
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

const STATUSES: readonly unknown[] = ['active', 'invited', 'suspended', 'removed'] satisfies AccountStatus[]

const plainInstant = (value: unknown): Plain<Instant | null> => {
  const text = plainText(value)
  return text === UNUSUAL || text === null ? text : instantIn(text)
}

const plainName = (value: unknown): Plain<z.output<typeof nameSchema> | null> => {
  if (value === undefined || value === null) return null
  if (!isFields(value)) return UNUSUAL
  const given_name = plainText(value.given_name)
  const surname = plainText(value.surname)
  const display_name = plainText(value.display_name)
  if (given_name === UNUSUAL || surname === UNUSUAL || display_name === UNUSUAL) return UNUSUAL
  return { given_name, surname, display_name }
}

const plainStatus = (value: unknown): Plain<z.output<typeof profileSchema>['status']> => {
  if (!isFields(value) || !STATUSES.includes(value['.tag'])) return UNUSUAL
  const is_recoverable = plainFlag(value.is_recoverable)
  return is_recoverable === UNUSUAL ? UNUSUAL : { '.tag': value['.tag'] as AccountStatus, is_recoverable }
}

const plainLicence = (value: unknown): Plain<'full' | 'limited' | 'other' | null> => {
  if (value === undefined || value === null) return null
  if (!isFields(value)) return UNUSUAL
  const tag = value['.tag']
  if (typeof tag !== 'string') return UNUSUAL
  return tag === 'full' || tag === 'limited' ? tag : 'other'
}

const plainEmail = (value: unknown): Plain<{ email: string }> =>
  isFields(value) && typeof value.email === 'string' ? { email: value.email } : UNUSUAL

/** TeamMemberProfile. */
const plainProfile = (value: unknown): Plain<z.output<typeof profileSchema>> => {
  if (!isFields(value)) return UNUSUAL
  const profile = {
    team_member_id: plainId(value.team_member_id) as Plain<AccountId>,
    account_id: plainText(value.account_id),
    external_id: plainText(value.external_id),
    email: typeof value.email === 'string' ? value.email : UNUSUAL,
    email_verified: plainFlag(value.email_verified),
    secondary_emails: plainList(value.secondary_emails, plainEmail),
    status: plainStatus(value.status),
    name: plainName(value.name),
    membership_type: plainLicence(value.membership_type),
    invited_on: plainInstant(value.invited_on),
    joined_on: plainInstant(value.joined_on),
    suspended_on: plainInstant(value.suspended_on),
    is_directory_restricted: plainFlag(value.is_directory_restricted),
    groups: plainList(value.groups, plainId) as Plain<ResourceId[]>,
  }
  for (const key in profile) if (profile[key as keyof typeof profile] === UNUSUAL) return UNUSUAL
  return profile as z.output<typeof profileSchema>
}

/** TeamMemberInfoV2 of the usual form, as the schema reads it. */
export const plainMember = (value: unknown): Plain<Member> => {
  if (!isFields(value)) return UNUSUAL
  const profile = plainProfile(value.profile)
  const roles = plainList(value.roles, plainRole)
  if (profile === UNUSUAL || roles === UNUSUAL) return UNUSUAL
  return { account: toAccount(profile), roles, groupIds: profile.groups }
}
