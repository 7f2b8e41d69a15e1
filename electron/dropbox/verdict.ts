// What an unsuccessful answer means: the Failure it is, and whether asking again could help.
import { Failure, type FailureDetail, isFailure } from '../../shared/domain/failure.ts'
import { networkReason, proxyReason } from './network-reason.ts'
import { pauseSeconds } from './retry-after.ts'
import type { Redact } from './secrets.ts'
import type { HttpAnswer } from './transport.ts'
import { Unreadable } from './unreadable.ts'

/** `pause`: Dropbox asks everybody to wait. `back-off`: it may work later. `refresh`: with a new access token. */
export type Again = { kind: 'never' } | { kind: 'refresh' } | { kind: 'back-off' } | { kind: 'pause'; seconds: number }

export type Verdict = { failure: Failure; again: Again; status: number | null; requestId: string | null }

export type Asked = { route: string; host: string; redact: Redact; now: Date }

type Refusal = { status: number; headers: HttpAnswer['headers']; error: unknown }

const NEVER: Again = { kind: 'never' }
const BACK_OFF: Again = { kind: 'back-off' }

/** Reads any thrown thing: the SDK's DropboxResponseError, fetch's network errors, time-outs, our own failures. */
export const judge = (error: unknown, asked: Asked): Verdict => {
  if (error instanceof Unreadable) return judgeUnreadable(error, asked)
  if (isFailure(error)) return { failure: error, again: NEVER, status: null, requestId: null }
  if (isRefusal(error)) return judgeRefusal(error, asked)
  const failure = new Failure({ kind: 'unreachable', host: asked.host, reason: networkReason(error) }, { cause: error })
  return { failure, again: BACK_OFF, status: null, requestId: null }
}

const judgeUnreadable = ({ reason, requestId, isJson }: Unreadable, { route, redact }: Asked): Verdict => ({
  failure: new Failure({ kind: 'answer-unreadable', route, reason: redact(reason), requestId }),
  again: isJson ? NEVER : BACK_OFF,
  status: 200,
  requestId,
})

const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' && 'headers' in error

const judgeRefusal = (refusal: Refusal, asked: Asked): Verdict => {
  const { status, headers, error: body } = refusal
  const requestId = headers.get('x-dropbox-request-id')
  const verdict = (detail: FailureDetail, again: Again = NEVER): Verdict => ({
    failure: new Failure(detail),
    again,
    status,
    requestId,
  })
  const { route, redact } = asked
  if (status === 401) return judgeUnauthorized(body, asked, verdict)
  if (status === 403) {
    // Dropbox says why in JSON. Anything else is a proxy or a firewall, and says nothing of the team.
    if (typeof body !== 'object' || body === null)
      return verdict({ kind: 'unreachable', host: asked.host, reason: 'something in between refused it (403)' })
    return verdict({ kind: 'access-denied', reason: redact(accessReason(body)) })
  }
  if (status === 407) {
    return verdict({ kind: 'unreachable', host: asked.host, reason: proxyReason(status) })
  }
  if (status === 409)
    return verdict({ kind: 'conflict', route, tag: redact(tagOf(errorOf(body)) ?? 'other'), requestId })
  if (status === 429) {
    const seconds = pauseSeconds(headers, body, asked.now)
    return verdict({ kind: 'rate-limited', retryAfterSeconds: seconds }, { kind: 'pause', seconds })
  }
  if (status >= 500) return verdict({ kind: 'dropbox-down', status, requestId }, BACK_OFF)
  return verdict({ kind: 'request-refused', route, reason: redact(`${status} ${textOf(body)}`), requestId })
}

const judgeUnauthorized = (
  body: unknown,
  { route, redact }: Asked,
  verdict: (detail: FailureDetail, again?: Again) => Verdict,
): Verdict => {
  const error = errorOf(body)
  const tag = tagOf(error)
  switch (tag) {
    case 'expired_access_token':
      return verdict({ kind: 'sign-in-needed', reason: 'expired' }, { kind: 'refresh' })
    case 'missing_scope':
      return verdict({ kind: 'scope-missing', scope: redact(fieldOf(error, 'required_scope') ?? 'a scope'), route })
    case 'user_suspended':
      return verdict({ kind: 'sign-in-needed', reason: 'admin-gone' })
    case 'route_access_denied':
      return verdict({ kind: 'access-denied', reason: `the app may not use ${route}` })
    default:
      return verdict({ kind: 'sign-in-needed', reason: 'revoked' })
  }
}

/** The union under `error`; some errors are structs and have no tag of their own. */
const errorOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined

const fieldOf = (value: unknown, name: string): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  const field = (value as Record<string, unknown>)[name]
  return typeof field === 'string' ? field : undefined
}

const tagOf = (error: unknown): string | undefined => fieldOf(error, '.tag')

const textOf = (body: unknown): string =>
  typeof body === 'string' ? body : (fieldOf(body, 'error_summary') ?? 'without a reason')

const accessReason = (body: unknown): string => {
  const tag = tagOf(errorOf(body))
  if (tag === 'invalid_account_type') return 'the team’s plan does not include it'
  if (tag === 'team_access_denied') return 'access to this team is denied'
  return fieldOf(body, 'error_summary')?.replace(/\/\.*$/, '') ?? 'without a reason'
}
