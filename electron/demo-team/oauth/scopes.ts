// The scopes an app can have ticked in the App Console, with the words the consent page uses for them.

const TEAM_SCOPES = {
  'team_info.read': 'See the name, size and settings of the team',
  'members.read': 'See who is on the team and which roles they hold',
  'members.write': 'Invite and suspend members, change their roles and profiles',
  'members.delete': 'Remove members from the team and recover them',
  'groups.read': 'See groups and who is in them',
  'groups.write': 'Create, change and delete groups and their members',
  'events.read': 'See the activity log of the team',
  'sessions.list': 'See devices, web sessions and linked apps of members',
  'sessions.modify': 'Sign devices out and unlink apps of members',
  'team_data.member': 'Act as any member of the team',
  'team_data.content.read': 'See the team folders',
  'team_data.content.write': 'Create and change team folders',
  'team_data.governance.read': 'See governance data of the team',
  'team_data.governance.write': 'Manage legal holds',
  'team_info.write': 'Change settings of the team',
} as const

const USER_SCOPES = {
  'sharing.read': 'See shared folders and who can open them',
  'sharing.write': 'Change who can open shared folders',
} as const

const WORDS = new Map<string, string>(Object.entries({ ...TEAM_SCOPES, ...USER_SCOPES }))

export const ALL_SCOPES: readonly string[] = [...WORDS.keys()]

export const isKnownScope = (scope: string): boolean => WORDS.has(scope)
export const isTeamScope = (scope: string): boolean => Object.hasOwn(TEAM_SCOPES, scope)
export const inWords = (scope: string): string => WORDS.get(scope) ?? scope
