// POST /oauth2/token: exchanges a code, refreshes an access token. Errors are plain OAuth JSON with status 400.
import { createHash, timingSafeEqual } from 'node:crypto'
import { type Answer, json } from '../http/answer.ts'
import type { World } from '../world.ts'
import type { IssuedCode } from './authorize.ts'

const refuse = (error: string, description?: string): Answer =>
  json(400, { error, ...(description ? { error_description: description } : {}) })

/** The text after the colon is part of `error`, as seen on the wire. */
const invalidClient = () => refuse('invalid_client: Invalid client_id or client_secret')

const isSame = (a: string, b: string) => {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

type AppProof = { isApp: boolean; secret: 'right' | 'wrong' | 'none' }

/** Which app is asking, by HTTP Basic or by parameters, and whether it knows the secret. */
const readApp = (world: World, parameters: URLSearchParams, authorization: string | undefined): AppProof => {
  let key = parameters.get('client_id') ?? undefined
  let secret = parameters.get('client_secret') ?? undefined
  if (authorization?.toLowerCase().startsWith('basic ')) {
    const [basicKey = '', ...rest] = Buffer.from(authorization.slice(6), 'base64').toString('utf8').split(':')
    key = basicKey
    secret = rest.join(':')
  }
  const isRight = secret !== undefined && isSame(secret, world.app.secret)
  return { isApp: key === world.app.key, secret: secret === undefined ? 'none' : isRight ? 'right' : 'wrong' }
}

/** @param parameters query and form body together: Dropbox reads both */
export const answerTokenRequest = (
  world: World,
  parameters: URLSearchParams,
  authorization: string | undefined,
): Answer => {
  const app = readApp(world, parameters, authorization)
  if (!app.isApp || app.secret === 'wrong') return invalidClient()
  switch (parameters.get('grant_type')) {
    case 'authorization_code':
      return exchangeCode(world, parameters, app)
    case 'refresh_token':
      return refresh(world, parameters, app)
    case null:
      return refuse('invalid_request', 'missing required field "grant_type"')
    default:
      return refuse('unsupported_grant_type', 'grant_type must be "authorization_code" or "refresh_token"')
  }
}

const exchangeCode = (world: World, parameters: URLSearchParams, app: AppProof): Answer => {
  const code = parameters.get('code')
  if (!code) return refuse('invalid_request', 'missing required field "code"')
  const issued = world.codes.get(code)
  // One use: whatever comes of it, the code is spent.
  world.codes.delete(code)
  if (!issued || issued.expiresAt <= world.now().getTime())
    return refuse('invalid_grant', "code doesn't exist or has expired")
  if ((parameters.get('redirect_uri') ?? undefined) !== issued.redirectUri) {
    return refuse('invalid_grant', world.assumptions.redirectMismatchText)
  }
  const verifier = parameters.get('code_verifier') ?? undefined
  if (!issued.challenge && app.secret !== 'right') return invalidClient()
  if (issued.challenge && !isProven(world, issued, verifier, app))
    return refuse('invalid_grant', world.assumptions.badVerifierText)
  if (!issued.challenge && verifier !== undefined) return refuse('invalid_grant', 'code verifier is not required')

  const grant = world.grants.issue(
    { kind: issued.kind, memberId: issued.memberId, scopes: issued.scopes, needsSecret: !issued.challenge },
    { offline: issued.isOffline },
  )
  const access = world.grants.issueAccessToken(grant, grant.scopes)
  const accountId = world.team.member(grant.memberId)?.accountId ?? ''
  return json(200, {
    access_token: access.token,
    token_type: 'bearer',
    expires_in: world.accessTokenSeconds,
    ...(grant.refreshToken ? { refresh_token: grant.refreshToken } : {}),
    scope: [...grant.scopes].sort().join(' '),
    uid: '',
    ...(grant.kind === 'team' ? { team_id: world.team.teamId } : { account_id: accountId }),
  })
}

const isProven = (world: World, issued: IssuedCode, verifier: string | undefined, app: AppProof): boolean => {
  if (verifier === undefined) return world.assumptions.secretReplacesVerifier && app.secret === 'right'
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false
  const proof =
    issued.challenge?.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier
  return isSame(proof, issued.challenge?.value ?? '')
}

const refresh = (world: World, parameters: URLSearchParams, app: AppProof): Answer => {
  const token = parameters.get('refresh_token')
  if (!token) return refuse('invalid_request', 'missing required field "refresh_token"')
  const grant = world.grants.byRefreshToken(token)
  if (!grant) return refuse('invalid_grant', 'refresh token is invalid or revoked')
  if (grant.needsSecret && app.secret !== 'right') return invalidClient()
  const subset = parameters.get('scope')?.split(/\s+/).filter(Boolean)
  if (subset?.some((scope) => !grant.scopes.includes(scope))) {
    return refuse('invalid_scope', 'requested scopes are not a subset of the scopes granted')
  }
  const access = world.grants.issueAccessToken(grant, subset ?? grant.scopes)
  return json(200, {
    access_token: access.token,
    token_type: 'bearer',
    expires_in: world.accessTokenSeconds,
    ...(subset ? { scope: subset.join(' ') } : {}),
  })
}
