// One attempt to sign in: the address to open, and the exchange of the code that comes back for tokens.
import type { SignInInput } from '../../shared/contract/connections.ts'
import { scopesToAsk } from '../../shared/domain/connection.ts'
import { Failure } from '../../shared/domain/failure.ts'
import { createRedact } from '../dropbox/secrets.ts'
import { askForToken, isVerdict, type TokenRequest } from '../dropbox/token-endpoint.ts'
import type { TokenGrant } from '../dropbox/token-grant.ts'
import { createTransport, hostOf } from '../dropbox/transport.ts'
import { authorizeUrl, createProof } from './authorize.ts'
import type { ConnectionDependencies } from './dependencies.ts'

export type Attempt = {
  input: SignInInput
  appSecret: string | undefined
  baseUrl: string | undefined
  authorizeUrl: string
  /** @throws Failure `code-wrong`, `app-key-wrong`, `authorize-error`, or what the network does */
  exchange(code: string): Promise<TokenGrant>
}

/** With a redirect the state must come with it; without, the person copies the code. */
export const beginAttempt = (
  deps: Pick<ConnectionDependencies, 'clock' | 'log' | 'fetch' | 'timeoutMs'>,
  from: { input: SignInInput; appSecret: string | undefined; baseUrl: string | undefined },
  redirect: { uri: string; state: string } | null,
): Attempt => {
  const { input, appSecret, baseUrl } = from
  const proof = appSecret === undefined ? createProof() : null
  const { appKey, purpose } = input
  return {
    ...from,
    authorizeUrl: authorizeUrl({
      appKey,
      scopes: scopesToAsk(purpose),
      redirectUri: redirect?.uri ?? null,
      state: redirect?.state ?? null,
      challenge: proof?.challenge ?? null,
      baseUrl,
    }),
    exchange: async (code) => {
      const request: TokenRequest = {
        grant_type: 'authorization_code',
        code,
        client_id: appKey,
        ...(redirect ? { redirect_uri: redirect.uri } : {}),
        ...(appSecret === undefined ? {} : { client_secret: appSecret }),
        ...(proof ? { code_verifier: proof.verifier } : {}),
      }
      const outcome = await askForToken(request, {
        transport: createTransport(baseUrl, deps.fetch),
        host: hostOf(baseUrl),
        redact: createRedact(() => [code, appSecret, proof?.verifier]),
        clock: deps.clock,
        log: deps.log,
        timeoutMs: deps.timeoutMs ?? 60_000,
      })
      if (isVerdict(outcome)) throw outcome.failure
      if (outcome.teamId === null) throw new Failure({ kind: 'not-a-team-admin' })
      return outcome
    },
  }
}
