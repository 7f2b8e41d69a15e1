// The address a person approves the app at, and the proof that the answer is for us.
// Source: https://developers.dropbox.com/oauth-guide
import { createHash, randomBytes } from 'node:crypto'

export const AUTHORIZE_ORIGIN = 'https://www.dropbox.com'

/** PKCE: `challenge` goes into the address, `verifier` into the exchange of the code. */
export type Proof = { verifier: string; challenge: string }

export const createProof = (): Proof => {
  const verifier = randomBytes(64).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

export const createState = (): string => randomBytes(24).toString('base64url')

/**
 * Without `redirectUri` Dropbox shows the code for copying. Without `challenge` the app secret proves who we are; with
 * both, whether Dropbox accepts the exchange is not documented, so there is always one of them.
 */
export const authorizeUrl = (request: {
  appKey: string
  scopes: readonly string[]
  redirectUri: string | null
  state: string | null
  challenge: string | null
  baseUrl: string | undefined
}): string => {
  const url = new URL('/oauth2/authorize', request.baseUrl ?? AUTHORIZE_ORIGIN)
  const parameters: Record<string, string | null> = {
    client_id: request.appKey,
    response_type: 'code',
    token_access_type: 'offline',
    scope: request.scopes.join(' '),
    redirect_uri: request.redirectUri,
    state: request.state,
    code_challenge: request.challenge,
    code_challenge_method: request.challenge === null ? null : 'S256',
  }
  // %20 rather than +, which not every server reads as a space.
  url.search = Object.entries(parameters)
    .flatMap(([name, value]) => (value === null ? [] : [`${name}=${encodeURIComponent(value)}`]))
    .join('&')
  return url.href
}
