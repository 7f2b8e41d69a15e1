// What no source tells about Dropbox: each choice the demo team makes, in one place. Tests may override any of them
// (`startDemoTeam({ assumptions })`) to prove that a client does not depend on the choice.
import type { MemberStatus } from './state/model.ts'

export type Assumptions = typeof ASSUMPTIONS

export const ASSUMPTIONS = {
  /** `auth/token/revoke` with a team token and no Select-User header: 400 as reported in 2017, or accepted. */
  revokeRefusesTeamToken: true as boolean,
  /** How long an authorization code can be exchanged, in seconds. */
  codeLifetimeSeconds: 600,
  /** Exchange of a PKCE code with the app secret but without `code_verifier` (what the JS SDK sends when it has a secret). */
  secretReplacesVerifier: false as boolean,
  /** `token_access_type` omitted (the app's default in the console) or `legacy`, which new apps no longer get. */
  defaultTokenAccessType: 'online' as 'online' | 'offline',
  /** Whether holders of lesser roles may approve team scopes, or Team admins alone. */
  anyRoleMayApprove: false as boolean,
  /** Tokens go on working after the admin who approved left; only get_authenticated_admin says so. */
  tokensOutliveTheirAdmin: true as boolean,
  /** A profile's `groups` names the system-managed group too. */
  profileListsSystemGroups: false as boolean,
  /** `groups/members/list` answers for system-managed groups, although get_info omits their members. */
  systemGroupsListMembers: true as boolean,
  /** Suspended members keep their roles (shown, without effect until they return). */
  suspendedKeepRoles: true as boolean,
  /** Suspended members stay in their groups. */
  suspendedKeepGroups: true as boolean,
  /** `get_info_v2` of a removed member: its profile with status removed, or id_not_found. */
  getInfoFindsRemoved: true as boolean,
  /** Error tag when a removed member is suspended, unsuspended, removed again, given a role. */
  removedMemberError: 'user_not_in_team' as 'user_not_in_team' | 'user_not_found',
  /** `set_admin_permissions_v2` without `new_roles` leaves the roles as they are. */
  omittedRolesChangeNothing: true as boolean,
  /** `num_provisioned_users`: "invited or active"; whether suspended ones count is not said. */
  provisionedStatuses: ['active', 'invited'] as readonly MemberStatus[],
  /** Who uses a licence. Suspended people do (help pages); invited ones are said to when they are added. */
  licenceStatuses: ['active', 'invited', 'suspended'] as readonly MemberStatus[],
  /** A cursor belongs to the authorization, so that a refreshed access token can go on with it. */
  cursorsSurviveRefresh: true as boolean,
  /** How far back the event log reaches, and for how long a cursor of it is good ("normally valid for days"). */
  logRetentionDays: 190 as number,
  logCursorDays: 5 as number,
  /** Events the log looks at for one page. With a filter fewer are found, perhaps none although there are more. */
  logEventsPerPage: 5000 as number,
  /** Members, or namespaces, in one page of the routes that take no limit. */
  sessionMembersPerPage: 1000 as number,
  namespacesPerPage: 1000 as number,
  /** Status of the page a person sees who may not connect the app. */
  notAdminStatus: 403,
  /** A route nobody knows, and a known one asked with GET: both in plain text. */
  unknownRouteStatus: 400,
  wrongMethodStatus: 400,
  /** `error_description` beside `invalid_grant`, where only the error itself is known. */
  redirectMismatchText: 'redirect_uri mismatch' as string,
  badVerifierText: 'invalid code verifier' as string,
  /** Adding the same person twice in one call. */
  repeatedUserError: 'duplicate_user' as string,
} as const
