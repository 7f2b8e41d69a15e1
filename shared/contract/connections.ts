// Connections: linking a Dropbox team, seeing what it may do, and unlinking it.
import { z } from 'zod'
import { connectionSchema, listedConnectionSchema, purposeSchema } from '../domain/connection.ts'
import { connectionIdSchema } from '../domain/ids.ts'
import { procedure } from './base.ts'

/** The secret is optional: without it the sign-in uses PKCE. It goes in here and never comes out again. */
export const signInInputSchema = z.object({
  appKey: z
    .string()
    .trim()
    .regex(/^[a-z0-9]{5,64}$/i, 'An app key is letters and digits, such as 8x2k1h5q9w3e7r0'),
  appSecret: z.string().trim().min(1).max(200).optional(),
  label: z.string().trim().max(80).optional(),
  purpose: purposeSchema,
  /** Given when signing in again: the same team is expected and its history kept. App secret may be omitted then. */
  connectionId: connectionIdSchema.optional(),
})
export type SignInInput = z.infer<typeof signInInputSchema>

const byId = z.object({ connectionId: connectionIdSchema })

export const connectionsContract = {
  /** Linked ones first, then those that were disconnected and left snapshots. */
  list: procedure.output(z.array(listedConnectionSchema)),
  /** Opens the system browser and waits for the redirect. Aborting the call gives the attempt up. */
  signInWithBrowser: procedure.input(signInInputSchema).output(connectionSchema),
  /** The other way: the link to open, then the code that Dropbox shows. The attempt lasts ten minutes. */
  beginWithCode: procedure.input(signInInputSchema).output(z.object({ attemptId: z.string(), authorizeUrl: z.url() })),
  finishWithCode: procedure
    .input(z.object({ attemptId: z.string(), code: z.string().trim().min(1).max(500) }))
    .output(connectionSchema),
  openInBrowser: procedure.input(z.object({ attemptId: z.string() })).output(z.void()),
  /** Starts the demo team on this machine and signs in to it. */
  connectDemo: procedure.input(z.object({ members: z.int().min(30).max(100_000) })).output(connectionSchema),
  rename: procedure.input(byId.extend({ label: z.string().trim().min(1).max(80) })).output(connectionSchema),
  /** Asks Dropbox again who is signed in and what is granted. */
  check: procedure.input(byId).output(connectionSchema),
  /** Revokes the token where Dropbox lets us, forgets the secrets; snapshots, campaigns and evidence stay. */
  disconnect: procedure.input(byId).output(z.object({ revokedAtDropbox: z.boolean() })),
}
