// The team itself, and who linked it. Source: https://www.dropbox.com/developers/documentation/http/teams#team-get_info
import { z } from 'zod'
import { Failure, isFailure } from '../../shared/domain/failure.ts'
import { type AccountId, accountIdSchema } from '../../shared/domain/ids.ts'
import { defineRoute } from './route.ts'
import type { TeamClient } from './team-client.ts'
import { nothing, optional } from './wire.ts'

/** `provisioned`: invited and active accounts. `used` is null where Dropbox does not say. */
export type TeamInfo = { teamId: string; teamName: string; licensed: number; provisioned: number; used: number | null }

export const teamInfoRoute = defineRoute(
  'team/get_info',
  (sdk, _: null, options) => sdk.teamGetInfo(options),
  z
    .object({
      name: z.string(),
      team_id: z.string().min(1),
      num_licensed_users: z.int(),
      num_provisioned_users: z.int(),
      num_used_licenses: optional(z.int()),
    })
    .transform(
      (team): TeamInfo => ({
        teamId: team.team_id,
        teamName: team.name,
        licensed: team.num_licensed_users,
        provisioned: team.num_provisioned_users,
        used: team.num_used_licenses,
      }),
    ),
)

const authenticatedAdminRoute = defineRoute(
  'team/token/get_authenticated_admin',
  (sdk, _: null, options) => sdk.teamTokenGetAuthenticatedAdmin(options),
  z.object({
    admin_profile: z.object({
      team_member_id: accountIdSchema,
      email: z.string(),
      name: z.object({ display_name: z.string() }),
    }),
  }),
)

/** Ends the access token, its refresh token and every other token of it. A team token may be refused with 400. */
const revokeRoute = defineRoute('auth/token/revoke', (sdk, _: null, options) => sdk.authTokenRevoke(options), nothing)

export const getTeamInfo = (client: TeamClient, signal?: AbortSignal): Promise<TeamInfo> =>
  client.read(teamInfoRoute, null, signal)

export type Admin = { accountId: AccountId; displayName: string; email: string }

/** Who approved the app. Rejects with `sign-in-needed` when that person left or lost the admin role. */
export const getAuthenticatedAdmin = async (client: TeamClient, signal?: AbortSignal): Promise<Admin> => {
  try {
    const { admin_profile: profile } = await client.read(authenticatedAdminRoute, null, signal)
    const { team_member_id: accountId, email, name } = profile
    return { accountId, displayName: name.display_name || email, email }
  } catch (error) {
    if (!isFailure(error) || error.detail.kind !== 'conflict') throw error
    const { tag } = error.detail
    if (tag === 'admin_not_active') throw new Failure({ kind: 'sign-in-needed', reason: 'admin-gone' })
    if (tag === 'mapping_not_found') throw new Failure({ kind: 'sign-in-needed', reason: 'revoked' })
    throw error
  }
}

export const revokeToken = async (client: TeamClient, signal?: AbortSignal): Promise<void> => {
  await client.write(revokeRoute, null, signal)
}
