import { describe, expect, it } from 'vitest'
import { Failure, type FailureDetail, isFailure, toFailure } from '../../shared/domain/failure.ts'
import { failureDetailSchema } from '../../shared/domain/failure-schema.ts'
import { describeFailure } from '../../shared/domain/failure-words.ts'

/** One example of every kind; a kind that is missing here fails the first test. */
const examples: FailureDetail[] = [
  { kind: 'app-key-wrong' },
  { kind: 'code-wrong' },
  { kind: 'consent-denied' },
  { kind: 'not-a-team-admin' },
  { kind: 'sign-in-abandoned' },
  { kind: 'state-mismatch' },
  { kind: 'ports-in-use', ports: [53682, 53683] },
  { kind: 'browser-not-opened' },
  { kind: 'authorize-error', reason: 'server_error' },
  { kind: 'other-team', expected: 'Acme', found: 'Zeta' },
  { kind: 'sign-in-needed', reason: 'expired' },
  { kind: 'sign-in-needed', reason: 'revoked' },
  { kind: 'sign-in-needed', reason: 'admin-gone' },
  { kind: 'scope-missing', scope: 'groups.write', route: 'team/groups/members/remove' },
  { kind: 'access-denied', reason: 'feature' },
  { kind: 'rate-limited', retryAfterSeconds: 0.2 },
  { kind: 'unreachable', host: 'api.dropboxapi.com', reason: 'ENOTFOUND' },
  { kind: 'dropbox-down', status: 503, requestId: 'abc' },
  { kind: 'answer-unreadable', route: 'team/get_info', reason: 'no name', requestId: null },
  { kind: 'request-refused', route: 'team/get_info', reason: 'bad', requestId: null },
  { kind: 'conflict', route: 'team/members/suspend', tag: 'user_not_found', requestId: null },
  { kind: 'listing-unstable', route: 'team/members/list_v2' },
  { kind: 'store-damaged', file: '/data/workspace.db' },
  { kind: 'store-newer', file: '/data/workspace.db', version: 999 },
  { kind: 'store-key-wrong', file: '/data/workspace.db' },
  { kind: 'store-in-use', file: '/data/workspace.db' },
  { kind: 'disk-full', file: '/data/workspace.db' },
  { kind: 'disk-error', file: '/data/workspace.db', reason: 'read-only' },
  { kind: 'passphrase-wrong' },
  { kind: 'workspace-locked' },
  { kind: 'keychain-failed', reason: 'locked' },
  { kind: 'not-found', what: 'campaign' },
  { kind: 'already-running', what: 'A sync of this team' },
  { kind: 'cancelled' },
  { kind: 'not-allowed', why: 'This campaign is signed off.' },
  { kind: 'file-refused', why: 'It is empty.', next: 'Run the connector again.' },
  { kind: 'demo-not-started', reason: 'EADDRINUSE' },
  { kind: 'unexpected', reason: 'x is not a function' },
]

describe('describeFailure', () => {
  it('has an example of every kind there is', () => {
    const kinds = failureDetailSchema.options.map((option) => option.shape.kind.value)
    expect(new Set(examples.map((example) => example.kind))).toEqual(new Set(kinds))
  })

  it.each(examples.map((example) => [example.kind, example] as const))(
    '%s: what happened, and what to do',
    (_, detail) => {
      const { what, next } = describeFailure(failureDetailSchema.parse(detail))
      for (const sentence of [what, next]) {
        expect(sentence).toMatch(/^[A-Z/].*\.$|^[a-z.]+ could not be reached .*\.$/s)
        expect(sentence).not.toMatch(/undefined|null|\[object|Error:|oops|\.\./i)
      }
    },
  )
})

describe('toFailure', () => {
  it('keeps a Failure, names an abort, and wraps everything else without losing its cause', () => {
    const failure = new Failure({ kind: 'code-wrong' })
    expect(toFailure(failure)).toBe(failure)
    expect(toFailure(new DOMException('stop', 'AbortError')).detail).toEqual({ kind: 'cancelled' })
    const cause = new TypeError('x is not a function')
    expect(toFailure(cause)).toMatchObject({ detail: { kind: 'unexpected', reason: 'x is not a function' }, cause })
    expect(toFailure('text').detail).toEqual({ kind: 'unexpected', reason: 'text' })
    expect(isFailure(new Error('no'))).toBe(false)
  })
})
