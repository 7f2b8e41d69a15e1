// What Dropbox's refusals of a change mean, and what to do next. Only said once reading back has shown that it is not so.

import type { FailureDetail } from '../../shared/domain/failure.ts'
import { describeFailure } from '../../shared/domain/failure-words.ts'

const LAST_ADMIN = 'Dropbox keeps the last active team admin. Make somebody else team admin, then retry.'
const NOT_IN_TEAM =
  'Dropbox says this person is not in the team, and yet still shows the account. Retry in a few minutes, or sync and preview again.'
const NO_GROUP =
  'Dropbox says this group is not there, and yet still shows it. Retry in a few minutes, or sync and preview again.'

/** Tags of team/members/suspend, set_admin_permissions_v2, groups/members/remove and groups/members/set_access_type. */
const WORDS: Readonly<Record<string, string>> = {
  last_admin: LAST_ADMIN,
  suspend_last_admin: LAST_ADMIN,
  cannot_set_permissions:
    'Dropbox does not let the roles of this account be changed, as a rule because it is suspended. Unsuspend it in the Admin Console, then retry.',
  role_not_found: 'Dropbox no longer knows the role that would have to stay. Sync, then preview again.',
  suspend_inactive_user:
    'Dropbox suspends active accounts only, and this one is not active. If it is an invitation, cancel it in the Admin Console, under Members.',
  team_license_limit: 'The team has no licence left for this change. Add one in the Admin Console, then retry.',
  user_not_found: NOT_IN_TEAM,
  user_not_in_team: NOT_IN_TEAM,
  users_not_found: NOT_IN_TEAM,
  members_not_in_team: NOT_IN_TEAM,
  group_not_found: NO_GROUP,
  group_not_in_team: NO_GROUP,
  member_not_in_group:
    'Dropbox says this person is not in the group, and yet still lists the membership. Retry in a few minutes.',
  system_managed_group_disallowed:
    'Dropbox itself decides who is in this group; nobody can be taken out. Certify this access instead.',
  user_cannot_be_manager_of_company_managed_group:
    'Company-managed groups have no owners, so Dropbox refused to change one. Remove the person from the group instead.',
}

// These say, in a way, that it is so already. What is read may be a moment older than what was refused.
const MAY_BE_SO = new Set([
  'member_not_in_group',
  'suspend_inactive_user',
  'user_not_found',
  'user_not_in_team',
  'users_not_found',
  'members_not_in_team',
  'group_not_found',
  'group_not_in_team',
])

/** Is it worth reading more than once before this refusal is called a failure? */
export const mayBeSo = (tag: string): boolean => MAY_BE_SO.has(tag)

/** A sentence or two for a 409 that left things as they were. */
export const refusalWords = (detail: FailureDetail & { kind: 'conflict' }): string =>
  WORDS[detail.tag] ?? failureNote(detail)

/** Any failure as a step's note: what happened, and what to do next. */
export const failureNote = (detail: FailureDetail): string => {
  const { what, next } = describeFailure(detail)
  return `${what} ${next}`
}
