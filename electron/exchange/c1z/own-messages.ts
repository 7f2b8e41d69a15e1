// What Attest says of its own snapshots in a c1z file: readable by the baton command, and enough to read it back unchanged.
import type { Account } from '../../../shared/domain/account.ts'
import type { Resource } from '../../../shared/domain/entitlement.ts'
import type { Instant } from '../../../shared/domain/ids.ts'
import { WRITTEN_BY } from './as-domain.ts'
import type { ResourceRef } from './messages.ts'
import { refMessage } from './refs.ts'
import { type Profile, putAnnotation, writeStruct, writeTimestamp } from './well-known.ts'
import { type BinaryWriter, putBool, putBytes, putInt, putText, written } from './wire.ts'

const ENABLED = 1
const DISABLED = 2
const DELETED = 3
const STATUS: Record<Account['status'], number> = {
  active: ENABLED,
  invited: DISABLED,
  suspended: DISABLED,
  removed: DELETED,
}
const HUMAN = 1

/** Only what is known: a key that is absent is read back as unknown. */
const known = (profile: Record<string, string | boolean | null>): Profile =>
  Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== null))

const statusMessage = (status: Account['status']): Uint8Array =>
  written((w) => {
    putInt(w, 1, STATUS[status])
    putText(w, 2, status)
  })

const emailsInto = (writer: BinaryWriter, { email, secondaryEmails }: Account): void => {
  const add = (address: string, isPrimary: boolean): void =>
    putBytes(
      writer,
      1,
      written((w) => {
        putText(w, 1, address)
        putBool(w, 2, isPrimary)
      }),
    )
  if (email !== '') add(email, true)
  for (const address of secondaryEmails) add(address, false)
}

/** The type and id of the file's resource that an account is. */
export const userRef = (accountId: string): ResourceRef => ({ type: 'user', id: accountId })

/** `lastSignIn` only where it is known: a file has no way to say that there was none. */
export const accountMessage = (account: Account, lastSignIn?: Instant): Uint8Array => {
  const profile = writeStruct(
    known({
      written_by: WRITTEN_BY,
      user_id: account.accountId,
      email: account.email,
      first_name: account.givenName,
      last_name: account.surname,
      status: account.status,
      membership_type: account.licence === 'none' ? null : account.licence,
      dropbox_account_id: account.dropboxAccountId,
      email_verified: account.emailVerified,
      external_id: account.externalId,
      joined_on: account.joinedOn,
      invited_on: account.invitedOn,
      suspended_on: account.suspendedOn,
      is_recoverable: account.isRecoverable,
      is_directory_restricted: account.isDirectoryRestricted,
    }),
  )
  const trait = written((w) => {
    emailsInto(w, account)
    putBytes(w, 2, statusMessage(account.status))
    putBytes(w, 3, profile)
    putInt(w, 5, HUMAN)
    putText(w, 6, account.email)
    if (lastSignIn) putBytes(w, 9, writeTimestamp(lastSignIn))
    if (account.externalId) putText(w, 13, account.externalId)
  })
  return written((w) => {
    putBytes(w, 1, refMessage(userRef(account.accountId)))
    putText(w, 3, account.displayName)
    putAnnotation(w, 4, 'UserTrait', trait)
    putBytes(w, 9, profile)
    putBytes(w, 11, statusMessage(account.status))
    if (account.joinedOn) putBytes(w, 12, writeTimestamp(account.joinedOn))
  })
}

/** Which trait says what a resource is, and in which of its fields a profile stands. */
const TRAITS: Record<string, { name: string; profile: number }> = {
  group: { name: 'GroupTrait', profile: 2 },
  role: { name: 'RoleTrait', profile: 1 },
}

export const resourceMessage = (resource: Resource): Uint8Array => {
  const { resourceType: type, resourceId: id, name, description, management, externalId, createdAt } = resource
  const profile = writeStruct(
    known({
      written_by: WRITTEN_BY,
      id,
      name,
      management,
      external_id: externalId,
      created_on: createdAt,
      license_name: type === 'licence' ? name : null,
    }),
  )
  const trait = TRAITS[type]
  return written((w) => {
    putBytes(w, 1, refMessage({ type, id }))
    putText(w, 3, name)
    if (trait)
      putAnnotation(
        w,
        4,
        trait.name,
        written((t) => putBytes(t, trait.profile, profile)),
      )
    putText(w, 5, description)
    putBytes(w, 9, profile)
    if (createdAt) putBytes(w, 12, writeTimestamp(createdAt))
  })
}

const ASSIGNMENT = 1
const PERMISSION = 2
const OWNERSHIP = 3

/** Everything of an entitlement but its resource, as files' own entitlements are kept. */
export const entitlementRest = (id: string, name: string, resource: Resource): Uint8Array =>
  written((w) => {
    putText(w, 2, id)
    putText(w, 3, `${resource.name} ${name}`.trim())
    putInt(w, 7, name === 'owner' ? OWNERSHIP : resource.resourceType === 'role' ? PERMISSION : ASSIGNMENT)
    putText(w, 8, name)
  })

const TYPE_NAMES: Record<string, [name: string, trait: number]> = {
  user: ['User', 1],
  group: ['Group', 2],
  role: ['Role', 3],
  licence: ['Licence', 10],
}

export const typeMessage = (id: string): Uint8Array => {
  const [name, trait] = TYPE_NAMES[id] ?? [id, 0]
  return written((w) => {
    putText(w, 1, id)
    putText(w, 2, name)
    if (trait > 0) putBytes(w, 3, Uint8Array.of(trait))
  })
}
