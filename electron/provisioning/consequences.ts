// What a change brings with it, in sentences an admin reads before anything is sent.
import type { Consequence } from '../../shared/domain/plan.ts'
import type { FreshGroup, FreshPerson, GroupAccess } from './fresh-team.ts'
import { wordList } from './word-list.ts'

const plain = (text: string): Consequence => ({ tone: 'plain', text })
const warning = (text: string): Consequence => ({ tone: 'warning', text })
const when = (is: boolean, consequence: () => Consequence): Consequence[] => (is ? [consequence()] : [])

/** About the person, whatever is changed. */
export const aboutPerson = (person: FreshPerson, review: { email: string; isExternal: boolean }): Consequence[] => [
  ...when(review.email !== person.account.email, () =>
    warning(`The e-mail address was ${review.email} when this was decided; it is the same account.`),
  ),
  ...when(review.isExternal, () => plain(`${person.account.email} is outside the team’s own domains.`)),
]

export const ofRoles = (
  person: FreshPerson,
  change: {
    cleared: readonly string[]
    goneAlready: readonly string[]
    kept: readonly { name: string; isNew: boolean }[]
    /** Cleared roles that nobody else in the team holds. */
    heldByNobodyElse: readonly string[]
  },
): Consequence[] => [
  ...change.kept.map(({ name, isNew }) =>
    isNew ? warning(`${name} was given after the snapshot under review; it is kept.`) : plain(`Keeps ${name}.`),
  ),
  ...when(change.kept.length === 0, () => plain('Becomes an ordinary member; files and groups stay as they are.')),
  ...when(change.goneAlready.length > 0, () => plain(`${wordList(change.goneAlready)} is not held any more.`)),
  ...when(change.heldByNobodyElse.length > 0, () =>
    warning(`Nobody else in the team holds ${wordList(change.heldByNobodyElse)}.`),
  ),
  ...when(person.account.status === 'suspended', () =>
    warning('The account is suspended, and Dropbox may refuse to change roles until it is unsuspended.'),
  ),
]

const leftToAdmins = (name: string): Consequence =>
  warning(`Nobody else owns ${name}; team admins alone manage it then.`)

export const ofDemotion = (group: FreshGroup, isLastOwner: boolean): Consequence[] => [
  plain(`Stays in ${group.resource.name} as a member, and keeps the folders it opens.`),
  ...when(isLastOwner, () => leftToAdmins(group.resource.name)),
]

export const ofRemoval = (
  group: FreshGroup,
  change: { access: GroupAccess; accessAtReview: GroupAccess; isLastOwner: boolean },
): Consequence[] => [
  plain(`Loses the folders that ${group.resource.name} opens, unless something else opens them too.`),
  plain('Access to those folders may end a little later than the membership.'),
  ...when(change.access !== change.accessAtReview, () =>
    warning(
      change.access === 'owner'
        ? `Was made an owner of ${group.resource.name} after the snapshot under review.`
        : `Is no longer an owner of ${group.resource.name}, but still a member.`,
    ),
  ),
  ...when(change.isLastOwner, () => leftToAdmins(group.resource.name)),
  ...when(group.memberCount === 1, () => plain('The group is empty then.')),
]

/** Sources: help.dropbox.com/security/suspend-member and dropbox.com/help/business/delete-member. */
export const ofSuspension = (rolesKept: readonly string[]): Consequence[] => [
  plain('Cannot sign in, and is signed out everywhere. Dropbox tells the person by e-mail.'),
  plain('Devices are not wiped: files already on them stay there.'),
  plain('Folders and links this person shared go on working.'),
  warning('The licence stays in use while the account is suspended.'),
  ...when(rolesKept.length > 0, () =>
    warning(`Keeps ${wordList(rolesKept)}, which takes effect again when the account is unsuspended.`),
  ),
]
