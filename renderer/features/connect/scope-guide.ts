// What to enter in Dropbox's App Console, and what older lists of scopes got wrong.
// Source of the names: the `scope` attributes of dropbox/dropbox-api-spec, team.stone and team_log.stone.
import { OPTIONAL_SCOPES, type Purpose, scopesFor } from '../../../shared/domain/connection.ts'

/** Opened in the system browser. */
export const APP_CONSOLE = 'https://www.dropbox.com/developers/apps'
export const CREATE_APP = 'https://www.dropbox.com/developers/apps/create'

/** Must be registered exactly so: Dropbox compares them letter by letter. The first free port is used. */
export const REDIRECT_URIS = [53682, 53683, 53684].map((port) => `http://localhost:${port}/callback`)

const WHY: Record<string, string> = {
  'team_info.read': 'the team’s name and totals, and who authorized',
  'members.read': 'accounts, roles and licences',
  'groups.read': 'groups, their members and owners',
  'members.write': 'change roles, suspend accounts',
  'groups.write': 'change who is in a group, and who owns it',
  'events.read': 'when people last signed in, from the activity log',
  'sessions.list': 'devices people are signed in on, and apps they have linked',
}

/** Each scope to tick for a purpose, with what it is for. */
export const scopesToTick = (purpose: Purpose): { scope: string; why: string }[] =>
  scopesFor(purpose).map((scope) => ({ scope, why: WHY[scope] ?? '' }))

/** Scopes that add to a review; without them those parts say that they were not collected. */
export const scopesToTickAsWell: readonly { scope: string; why: string }[] = OPTIONAL_SCOPES.map((scope) => ({
  scope,
  why: WHY[scope] ?? '',
}))

export const PURPOSES: { purpose: Purpose; label: string; detail: string }[] = [
  {
    purpose: 'read-only',
    label: 'Read-only sync',
    detail: 'See and review who can do what. Attest changes nothing in Dropbox.',
  },
  {
    purpose: 'provisioning',
    label: 'Provisioning',
    detail: 'Also carry out revokes: change roles and groups, suspend accounts.',
  },
]

/** Names that other documentation asks for. `verdict` is what to do about the scope. */
export const OLDER_NAMES: { name: string; verdict: 'tick' | 'leave'; truth: string }[] = [
  {
    name: 'members.read, groups.read',
    verdict: 'tick',
    truth: 'Left out by older lists. Without them neither accounts nor groups can be read.',
  },
  {
    name: 'team_info.read',
    verdict: 'tick',
    truth: 'Gives the team’s name and totals. Older lists say it also gives groups; it does not.',
  },
  {
    name: 'team_data.member',
    verdict: 'leave',
    truth: 'Lets an app act as any member and see their folders. Attest does neither.',
  },
  {
    name: 'team_data.governance',
    verdict: 'leave',
    truth: 'Does not exist. The scopes ending in .read and .write are about legal holds, not roles.',
  },
  {
    name: 'members.delete',
    verdict: 'leave',
    truth: 'For removing accounts. Attest suspends them instead, which can be taken back.',
  },
]
