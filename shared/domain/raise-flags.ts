// Decides which accounts and grants deserve attention, and says why. Pure: time and totals come in.
import type { AccountStatus } from './account.ts'
import { daysBetween, type LastSignIn } from './collected.ts'
import type { EntitlementName, ResourceType } from './entitlement.ts'
import type { Flag } from './flags.ts'
import type { Instant } from './ids.ts'

/** An invitation this old that nobody took up is worth a question. */
const NEVER_JOINED_DAYS = 30
/** Nobody works in a team for three months without signing in once, or so a reviewer should be asked. */
export const NO_SIGN_IN_DAYS = 90
const DAY_MS = 86_400_000

export type FlagSubject = {
  account: {
    status: AccountStatus
    emailDomain: string
    invitedOn: Instant | null
    suspendedOn: Instant | null
    joinedOn: Instant | null
    lastSignIn: LastSignIn
  }
  /** `holders` of this very entitlement; `groupSize` counts members and owners, null where it is not a group. */
  grants: readonly {
    resourceType: ResourceType
    resourceName: string
    entitlement: EntitlementName
    holders: number
    groupSize: number | null
  }[]
}

export type FlagContext = {
  takenAt: Instant
  homeDomains: ReadonlySet<string>
  /** Accounts that are not removed. */
  accounts: number
  teamAdmins: number
}

/** `grantNo` is the index of the grant concerned, null when the account itself is meant. */
export type RaisedFlag = Flag & { grantNo: number | null }

/**
 * The role that can do everything. Its id is opaque and nothing but its name marks it: "Team admin" in Dropbox's published
 * examples, "Team" ("Manage everything and access all permissions") in what teams in the wild answer.
 */
export const isTeamAdminRole = (name: string): boolean => /^team( admin)?$/i.test(name.trim())

/** More than five team admins, and more than one in a hundred, is more than running a team takes. */
export const tooManyTeamAdmins = (teamAdmins: number, accounts: number): boolean =>
  teamAdmins > 5 && teamAdmins > accounts / 100

/** The domains that are the team's own: the commonest, and any with at least 3 accounts and 5 % of them. */
export const homeDomains = (accountsByDomain: ReadonlyMap<string, number>): Set<string> => {
  const entries = [...accountsByDomain].sort((a, b) => b[1] - a[1])
  const total = entries.reduce((sum, [, n]) => sum + n, 0)
  return new Set(entries.filter(([, n], i) => i === 0 || (n >= 3 && n >= total * 0.05)).map(([domain]) => domain))
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2026-10-30T16:04:11Z` as `30 Oct 2026`, in UTC. */
export const dayWords = (instant: Instant): string => {
  const date = new Date(instant)
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** Why somebody active is said not to sign in; null where that is not known for the whole of the time. */
const noSignInReason = ({ status, joinedOn, lastSignIn }: FlagSubject['account'], takenAt: Instant): string | null => {
  const isLong = (since: Instant) => daysBetween(since, takenAt) >= NO_SIGN_IN_DAYS
  if (status !== 'active' || lastSignIn.kind === 'not-collected' || (joinedOn && !isLong(joinedOn))) return null
  if (lastSignIn.kind === 'known') {
    if (!isLong(lastSignIn.at)) return null
    return `Last signed in on ${dayWords(lastSignIn.at)}, ${daysBetween(lastSignIn.at, takenAt)} days before this snapshot.`
  }
  if (!isLong(lastSignIn.since)) return null
  return `No sign-in in the ${daysBetween(lastSignIn.since, takenAt)} days of event log read.`
}

const accountFlags = ({ account, grants }: FlagSubject, context: FlagContext): RaisedFlag[] => {
  const flags: RaisedFlag[] = []
  if (account.status === 'invited' && account.invitedOn) {
    const days = Math.floor((Date.parse(context.takenAt) - Date.parse(account.invitedOn)) / DAY_MS)
    if (days >= NEVER_JOINED_DAYS)
      flags.push({
        kind: 'never-joined',
        reason: `Invited on ${dayWords(account.invitedOn)} and has not joined in ${days} days.`,
        grantNo: null,
      })
  }
  const noSignIn = noSignInReason(account, context.takenAt)
  if (noSignIn) flags.push({ kind: 'no-sign-in', reason: noSignIn, grantNo: null })
  if (account.emailDomain !== '' && !context.homeDomains.has(account.emailDomain))
    flags.push({
      kind: 'external-domain',
      reason: `The address is at ${account.emailDomain}, which is not one of the team’s domains.`,
      grantNo: null,
    })
  const roles = grants.filter((g) => g.resourceType === 'role')
  if (roles.length > 1)
    flags.push({
      kind: 'several-roles',
      reason: `Holds ${roles.length} roles: ${roles.map((r) => r.resourceName).join(', ')}.`,
      grantNo: null,
    })
  return flags
}

/** Flags of one account and of each of its grants. */
export const raiseFlags = (subject: FlagSubject, context: FlagContext): RaisedFlag[] => {
  const { account, grants } = subject
  const flags = accountFlags(subject, context)
  grants.forEach((grant, grantNo) => {
    if (grant.resourceType === 'role' && account.status === 'suspended') {
      const since = account.suspendedOn ? ` since ${dayWords(account.suspendedOn)}` : ''
      flags.push({
        kind: 'role-on-suspended',
        reason: `Holds ${grant.resourceName} while suspended${since}.`,
        grantNo,
      })
    }
    if (grant.resourceType === 'role' && grant.holders === 1)
      flags.push({ kind: 'only-holder', reason: `Nobody else in the team holds ${grant.resourceName}.`, grantNo })
    if (grant.entitlement === 'owner' && grant.groupSize === 1)
      flags.push({ kind: 'lone-owner', reason: `Owns ${grant.resourceName}, and nobody else is in it.`, grantNo })
    if (
      grant.resourceType === 'role' &&
      isTeamAdminRole(grant.resourceName) &&
      tooManyTeamAdmins(context.teamAdmins, context.accounts)
    )
      flags.push({
        kind: 'too-many-admins',
        reason: `One of ${context.teamAdmins} team admins; a team rarely needs more than five.`,
        grantNo,
      })
  })
  return flags
}
