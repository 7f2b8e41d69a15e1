import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { failureOf } from '../../../renderer/rpc/failure.ts'

describe('failureOf', () => {
  it('takes the detail that main sent', () => {
    const data = { kind: 'scope-missing', scope: 'groups.read', route: 'groups/list' }
    expect(failureOf(new ORPCError('FAILURE', { data }))).toEqual(data)
  })
  it('takes an abort as cancelled, and any other error as unexpected', () => {
    expect(failureOf(new DOMException('aborted', 'AbortError'))).toEqual({ kind: 'cancelled' })
    expect(failureOf(new ORPCError('BAD_REQUEST', { message: 'no' }))).toEqual({ kind: 'unexpected', reason: 'no' })
    expect(failureOf('odd')).toEqual({ kind: 'unexpected', reason: 'odd' })
  })
})
