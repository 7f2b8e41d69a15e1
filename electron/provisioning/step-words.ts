// A step's title and its way back.
import type { GroupAccess } from './fresh-team.ts'
import { wordList } from './word-list.ts'

/** Names come from Dropbox as they are now, or from the review where the thing is gone. */
export const titles = {
  roles: (cleared: readonly string[], kept: readonly string[]): string =>
    kept.length === 0 ? `Clear ${wordList(cleared)}` : `Clear ${wordList(cleared)}, keep ${wordList(kept)}`,
  demote: (group: string): string => `Make a member of ${group} instead of an owner`,
  remove: (group: string): string => `Remove from ${group}`,
  suspend: 'Suspend the account',
}

export const waysBack = {
  // Two roles at once can be given in the console alone.
  roles: (cleared: readonly string[]): string => `Give ${wordList(cleared)} again in the Admin Console, under Members.`,
  demote: (group: string): string => `Make owner of ${group} again.`,
  remove: (group: string, access: GroupAccess): string => `Add back to ${group} as ${access}.`,
  suspend: 'Unsuspend in the Admin Console, under Members; Dropbox e-mails the person.',
}
