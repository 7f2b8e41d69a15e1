// An account: a person's membership of the team, as Dropbox's TeamMemberProfile tells it.
import { z } from 'zod'
import { accountIdSchema, instantSchema } from './ids.ts'

export const accountStatusSchema = z.enum(['active', 'invited', 'suspended', 'removed'])
export type AccountStatus = z.infer<typeof accountStatusSchema>

/**
 * One member of the team. Times are UTC with whole seconds. `licence` is Dropbox's membership type: `full` uses a
 * licence. Source: https://www.dropbox.com/developers/documentation/http/teams#team-members-list
 */
export const accountSchema = z.object({
  accountId: accountIdSchema,
  /** `dbid:…`; absent while somebody is only invited. */
  dropboxAccountId: z.string().nullable(),
  email: z.string(),
  emailVerified: z.boolean(),
  secondaryEmails: z.array(z.string()),
  displayName: z.string(),
  givenName: z.string(),
  surname: z.string(),
  status: accountStatusSchema,
  /** Only of a removed account: can it still be recovered in Dropbox? */
  isRecoverable: z.boolean().nullable(),
  /** `none`: the account is from a file that says nothing of licences. */
  licence: z.enum(['full', 'limited', 'other', 'none']),
  externalId: z.string().nullable(),
  joinedOn: instantSchema.nullable(),
  invitedOn: instantSchema.nullable(),
  suspendedOn: instantSchema.nullable(),
  isDirectoryRestricted: z.boolean().nullable(),
  /** Only of accounts from a file: everything the file says of it, in base64. */
  message: z.string().optional(),
})
export type Account = z.infer<typeof accountSchema>

/** The part after the last `@`, in lower case; empty where there is none. */
export const emailDomain = (email: string): string => {
  const at = email.lastIndexOf('@')
  return at < 0 ? '' : email.slice(at + 1).toLowerCase()
}
