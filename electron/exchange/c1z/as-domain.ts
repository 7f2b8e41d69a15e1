// What a file's messages mean here: users become accounts, everything else resources.
import type { Account } from '../../../shared/domain/account.ts'
import type { GroupManagement, Resource } from '../../../shared/domain/entitlement.ts'
import { groupManagementSchema } from '../../../shared/domain/entitlement.ts'
import type { AccountId, ResourceId } from '../../../shared/domain/ids.ts'
import { instantSchema } from '../../../shared/domain/ids.ts'
import { annotationOf, type ResourceMessage, type ResourceRef, readUserTrait, type Status } from './messages.ts'
import { refMessage } from './refs.ts'
import { type Profile, readStruct } from './well-known.ts'
import { bytes as bytesField, putBytes, readFields, toBase64, written } from './wire.ts'

/** In profiles of files that Attest wrote, so that they are read back as they were. */
export const WRITTEN_BY = 'Attest'

const STATUSES = ['active', 'invited', 'suspended', 'removed'] as const

const statusOf = (resource: Status | null, trait: Status | null): Account['status'] => {
  const said = resource && resource.status !== 0 ? resource : (trait ?? resource)
  const word = STATUSES.find((status) => status === said?.details.trim().toLowerCase())
  if (word) return word
  if (said?.status === 2) return 'suspended'
  return said?.status === 3 ? 'removed' : 'active'
}

const string = (profile: Profile, ...keys: string[]): string => {
  for (const key of keys) {
    const value = profile[key]
    if (typeof value === 'string' && value !== '') return value
  }
  return ''
}
const boolean = (profile: Profile, key: string): boolean | null => {
  const value = profile[key]
  return typeof value === 'boolean' ? value : null
}
const instant = (profile: Profile, key: string): string | null => {
  const value = profile[key]
  return instantSchema.safeParse(value).success ? (value as string) : null
}

const LICENCES = ['full', 'limited', 'other'] as const

/** The account of a user. Of two sources the resource's own facts win: traits often hold only a default. */
export const toAccount = (accountId: AccountId, message: ResourceMessage, bytes: Uint8Array): Account => {
  const traitBytes = annotationOf(message.annotations, 'UserTrait')
  const trait = traitBytes ? readUserTrait(traitBytes) : null
  const profile: Profile = Object.assign(Object.create(null), trait?.profile ?? {}, message.profile ?? {})
  const isOwn = profile['written_by'] === WRITTEN_BY
  const emails = trait?.emails.filter(({ address }) => address !== '') ?? []
  const primary = emails.find(({ isPrimary }) => isPrimary) ?? (isOwn ? undefined : emails[0])
  const email =
    primary?.address ?? (isOwn ? '' : string(profile, 'email') || (trait?.login.includes('@') ? trait.login : ''))
  const givenName = string(profile, 'given_name', 'first_name') || (trait?.givenName ?? '')
  const surname = string(profile, 'surname', 'last_name', 'family_name') || (trait?.familyName ?? '')
  const fallback = `${givenName} ${surname}`.trim() || email || trait?.login || message.ref.id
  return {
    accountId,
    dropboxAccountId: string(profile, 'dropbox_account_id') || null,
    email,
    emailVerified: boolean(profile, 'email_verified') ?? false,
    secondaryEmails: emails.filter((other) => other !== primary).map(({ address }) => address),
    displayName: message.displayName || (isOwn ? '' : fallback),
    givenName,
    surname,
    status: statusOf(message.status, trait?.status ?? null),
    isRecoverable: boolean(profile, 'is_recoverable'),
    licence: LICENCES.find((licence) => licence === profile['membership_type']) ?? 'none',
    externalId:
      typeof profile['external_id'] === 'string'
        ? profile['external_id']
        : isOwn
          ? null
          : (trait?.employeeIds[0] ?? null),
    joinedOn: instant(profile, 'joined_on') ?? (isOwn ? null : (message.createdAt ?? trait?.createdAt ?? null)),
    invitedOn: instant(profile, 'invited_on'),
    suspendedOn: instant(profile, 'suspended_on'),
    isDirectoryRestricted: boolean(profile, 'is_directory_restricted'),
    message: toBase64(bytes),
  }
}

/** A message that says nothing but who is meant: what a file lacks is written out like this. */
const placeholder = (ref: ResourceRef): string => toBase64(written((w) => putBytes(w, 1, refMessage(ref))))

/** An account whose row the file lacks although it holds something. */
export const missingAccount = (accountId: AccountId, ref: ResourceRef): Account => ({
  accountId,
  dropboxAccountId: null,
  email: '',
  emailVerified: false,
  secondaryEmails: [],
  displayName: ref.id,
  givenName: '',
  surname: '',
  status: 'active',
  isRecoverable: null,
  licence: 'none',
  externalId: null,
  joinedOn: null,
  invitedOn: null,
  suspendedOn: null,
  isDirectoryRestricted: null,
  message: placeholder(ref),
})

/** Traits that may hold a profile, and in which field. */
const WITH_PROFILE = { GroupTrait: 2, RoleTrait: 1, AppTrait: 4 } as const

const profileOf = (message: ResourceMessage): Profile => {
  let profile: Profile = message.profile ?? Object.create(null)
  if (message.profile) return profile
  for (const [name, field] of Object.entries(WITH_PROFILE)) {
    const trait = annotationOf(message.annotations, name)
    if (trait)
      readFields(trait, {
        [field]: bytesField((v) => {
          profile = readStruct(v)
        }),
      })
  }
  return profile
}

const managementOf = (profile: Profile): GroupManagement | null =>
  groupManagementSchema.safeParse(profile['management']).data ?? null

/** Any other resource; `entitlements` are added by whoever knows them. */
export const toResource = (message: ResourceMessage, bytes: Uint8Array): Resource => {
  const profile = profileOf(message)
  const isOwn = profile['written_by'] === WRITTEN_BY
  const { parent } = message
  return {
    resourceType: message.ref.type,
    resourceId: message.ref.id as ResourceId,
    name: message.displayName || (isOwn ? '' : message.ref.id),
    description: message.description,
    management: isOwn ? managementOf(profile) : null,
    externalId: typeof profile['external_id'] === 'string' ? profile['external_id'] : message.externalId || null,
    createdAt: instant(profile, 'created_on') ?? (isOwn ? null : message.createdAt),
    ...(parent && parent.type !== '' && parent.id !== ''
      ? { parent: { resourceType: parent.type, resourceId: parent.id as ResourceId } }
      : {}),
    message: toBase64(bytes),
  }
}

/**
 * A resource whose row the file lacks although something is granted on it. A user is none of its own: it has its row
 * among the accounts, and no message here.
 */
export const missingResource = (ref: ResourceRef, isUser: boolean): Resource => ({
  resourceType: ref.type,
  resourceId: ref.id as ResourceId,
  name: ref.id,
  description: '',
  management: null,
  externalId: null,
  createdAt: null,
  ...(isUser ? {} : { message: placeholder(ref) }),
})
