// Every detail a Failure may have, as what crosses an edge is checked. Apart from failure.ts, so that whoever only throws and
// catches does not load zod.
import { z } from 'zod'

const requestId = z.string().nullable()

/** Every kind of failure a person can meet. Details hold facts for the sentence, never secrets. */
export const failureDetailSchema = z.discriminatedUnion('kind', [
  // Sign-in
  z.object({ kind: z.literal('app-key-wrong') }),
  z.object({ kind: z.literal('code-wrong') }),
  z.object({ kind: z.literal('consent-denied') }),
  z.object({ kind: z.literal('not-a-team-admin') }),
  z.object({ kind: z.literal('sign-in-abandoned') }),
  z.object({ kind: z.literal('state-mismatch') }),
  z.object({ kind: z.literal('ports-in-use'), ports: z.array(z.int()) }),
  z.object({ kind: z.literal('browser-not-opened') }),
  z.object({ kind: z.literal('authorize-error'), reason: z.string() }),
  z.object({ kind: z.literal('other-team'), expected: z.string(), found: z.string() }),
  // Dropbox
  z.object({ kind: z.literal('sign-in-needed'), reason: z.enum(['expired', 'revoked', 'admin-gone']) }),
  z.object({ kind: z.literal('scope-missing'), scope: z.string(), route: z.string() }),
  z.object({ kind: z.literal('access-denied'), reason: z.string() }),
  z.object({ kind: z.literal('rate-limited'), retryAfterSeconds: z.number() }),
  z.object({ kind: z.literal('unreachable'), host: z.string(), reason: z.string() }),
  z.object({ kind: z.literal('dropbox-down'), status: z.int(), requestId }),
  z.object({ kind: z.literal('answer-unreadable'), route: z.string(), reason: z.string(), requestId }),
  z.object({ kind: z.literal('request-refused'), route: z.string(), reason: z.string(), requestId }),
  z.object({ kind: z.literal('conflict'), route: z.string(), tag: z.string(), requestId }),
  z.object({ kind: z.literal('listing-unstable'), route: z.string() }),
  // Workspace and its file
  z.object({ kind: z.literal('store-damaged'), file: z.string() }),
  z.object({ kind: z.literal('store-newer'), file: z.string(), version: z.int() }),
  z.object({ kind: z.literal('store-key-wrong'), file: z.string() }),
  /** `by`: who has it open, where that could be found out. */
  z.object({ kind: z.literal('store-in-use'), file: z.string(), by: z.string().optional() }),
  z.object({ kind: z.literal('disk-full'), file: z.string() }),
  z.object({ kind: z.literal('disk-error'), file: z.string(), reason: z.string() }),
  z.object({ kind: z.literal('passphrase-wrong') }),
  z.object({ kind: z.literal('workspace-locked') }),
  z.object({ kind: z.literal('keychain-failed'), reason: z.string() }),
  // Work in the app
  z.object({ kind: z.literal('not-found'), what: z.string() }),
  z.object({ kind: z.literal('already-running'), what: z.string() }),
  z.object({ kind: z.literal('cancelled') }),
  z.object({ kind: z.literal('not-allowed'), why: z.string() }),
  /** A file that was chosen for import: why it is not taken, in a sentence, and what to do instead. */
  z.object({ kind: z.literal('file-refused'), why: z.string(), next: z.string() }),
  z.object({ kind: z.literal('demo-not-started'), reason: z.string() }),
  z.object({ kind: z.literal('unexpected'), reason: z.string() }),
])
export type FailureDetail = z.infer<typeof failureDetailSchema>
