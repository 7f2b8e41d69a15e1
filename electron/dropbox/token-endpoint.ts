// POST /oauth2/token: a code or a refresh token for an access token. Parameters go into the form body, never into the
// URL, and are never logged. Source: https://developers.dropbox.com/oauth-guide
import { Failure } from '../../shared/domain/failure.ts'
import type { Log } from './log.ts'
import type { Redact } from './secrets.ts'
import type { TokenGrant } from './token-grant.ts'
import { API_ORIGIN, type HttpAnswer, type Transport } from './transport.ts'
import { type Asked, judge, type Verdict } from './verdict.ts'

const PATH = '/oauth2/token'

export type TokenRequest =
  | { grant_type: 'refresh_token'; refresh_token: string; client_id: string; client_secret?: string }
  | {
      grant_type: 'authorization_code'
      code: string
      client_id: string
      redirect_uri?: string
      client_secret?: string
      code_verifier?: string
    }

export type Asking = {
  transport: Transport
  host: string
  redact: Redact
  clock: () => Date
  log: Log
  timeoutMs: number
}

/** One attempt. Throws nothing: a refusal comes back as a verdict, so that the caller can ask again where it helps. */
export const askForToken = async (request: TokenRequest, asking: Asking): Promise<TokenGrant | Verdict> => {
  const startedAt = performance.now()
  const asked: Asked = { route: 'oauth2/token', host: asking.host, redact: asking.redact, now: asking.clock() }
  const line = (status: number | null, requestId: string | null) =>
    asking.log.debug('token asked for', {
      route: asked.route,
      grant: request.grant_type,
      status,
      ms: Math.round(performance.now() - startedAt),
      requestId,
    })
  try {
    const response = await asking.transport(`${API_ORIGIN}${PATH}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(request).toString(),
      signal: AbortSignal.timeout(asking.timeoutMs),
    })
    const body = parse(await response.text())
    const requestId = response.headers.get('x-dropbox-request-id')
    line(response.status, requestId)
    if (response.ok) return await readGrant(body, requestId)
    return judgeRefusal(request, response, body, asked)
  } catch (error) {
    line(null, null)
    return judge(error, asked)
  }
}

export const isVerdict = (outcome: TokenGrant | Verdict): outcome is Verdict => 'failure' in outcome

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const readGrant = async (body: unknown, requestId: string | null): Promise<TokenGrant | Verdict> => {
  const { grantSchema } = await import('./token-grant.ts')
  const grant = grantSchema.safeParse(body)
  if (grant.success) return grant.data
  const detail = { kind: 'answer-unreadable', route: 'oauth2/token', reason: 'it holds no token', requestId } as const
  return { failure: new Failure(detail), again: { kind: 'back-off' }, status: 200, requestId }
}

/** The endpoint speaks plain OAuth: `{error, error_description}` with 400, the reason sometimes inside `error`. */
const judgeRefusal = (request: TokenRequest, response: HttpAnswer, body: unknown, asked: Asked): Verdict => {
  const { status, headers } = response
  if (status === 429 || status >= 500) {
    return judge(Object.assign(new Error('refused'), { status, headers, error: body }), asked)
  }
  const requestId = headers.get('x-dropbox-request-id')
  const { error, description } = oauthError(body)
  const detail = (() => {
    if (error.startsWith('invalid_client')) return { kind: 'app-key-wrong' } as const
    if (error.startsWith('invalid_grant') && request.grant_type === 'refresh_token') {
      return { kind: 'sign-in-needed', reason: 'revoked' } as const
    }
    if (error.startsWith('invalid_grant')) return { kind: 'code-wrong' } as const
    return { kind: 'authorize-error', reason: asked.redact(description || error || `status ${status}`) } as const
  })()
  return { failure: new Failure(detail), again: { kind: 'never' }, status, requestId }
}

const oauthError = (body: unknown): { error: string; description: string } => {
  if (typeof body !== 'object' || body === null) return { error: '', description: '' }
  const { error, error_description: description } = body as Record<string, unknown>
  return {
    error: typeof error === 'string' ? error : '',
    description: typeof description === 'string' ? description : '',
  }
}
