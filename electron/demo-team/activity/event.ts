// An event of the team's log before it is written down for the wire: what happened, to whom, when, and when it got there.

/** The types this team logs, with their category. */
export const LOGGED = {
  login_success: { category: 'logins', description: '(logins) Signed in' },
  login_fail: { category: 'logins', description: '(logins) Failed to sign in' },
  logout: { category: 'logins', description: '(logins) Signed out' },
  sign_in_as_session_start: { category: 'logins', description: '(logins) Started admin sign-in-as session' },
  sign_in_as_session_end: { category: 'logins', description: '(logins) Ended admin sign-in-as session' },
  member_change_status: {
    category: 'members',
    description: '(members) Changed member status (invited, joined, suspended, etc.)',
  },
  member_change_admin_role: { category: 'members', description: '(members) Changed team member admin role' },
} as const
export type LoggedType = keyof typeof LOGGED

export type LoginMethod = 'password' | 'saml' | 'google_oauth' | 'two_factor_authentication'

export type LogEvent = {
  type: LoggedType
  /** When it happened, and when it could first be read: hours may lie between. Milliseconds since the epoch. */
  at: number
  arrivedAt: number
  actorId: string
  /** What the log calls the actor: people with an admin role are `admin`, also when they sign in themselves. */
  actorKind: 'user' | 'admin'
  /** On whose behalf, where that is somebody else. */
  contextId?: string
  method?: LoginMethod
  /** Some old events name people by account id alone. */
  hasNoMemberId?: boolean
  /** Of a change: what was before, what is now. */
  change?: { from?: string; to: string }
}
