// What the token endpoint answers. Loaded when there is an answer: the question goes out sooner without zod.
import { z } from 'zod'
import { optional } from './wire.ts'

export const grantSchema = z
  .object({
    access_token: z.string().min(1),
    expires_in: optional(z.coerce.number().positive()),
    refresh_token: optional(z.string()),
    scope: optional(z.string()),
    team_id: optional(z.string()),
    account_id: optional(z.string()),
  })
  .transform((answer) => ({
    accessToken: answer.access_token,
    expiresInSeconds: answer.expires_in,
    refreshToken: answer.refresh_token,
    scopes: answer.scope === null ? null : answer.scope.split(' ').filter(Boolean),
    /** Of a team link; a user link has an account instead. */
    teamId: answer.team_id,
    dropboxAccountId: answer.account_id,
  }))

/** `scopes` is null where the answer does not name them, as after a refresh. */
export type TokenGrant = z.infer<typeof grantSchema>
