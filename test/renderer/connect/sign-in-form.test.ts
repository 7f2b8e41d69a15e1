import { describe, expect, it } from 'vitest'
import { initialValues, toSignInInput, validateSignIn } from '../../../renderer/features/connect/sign-in-form.ts'
import { type Connection, connectionSchema } from '../../../shared/domain/connection.ts'

const existing: Connection = connectionSchema.parse({
  connectionId: 'conn_1',
  kind: 'dropbox',
  label: 'Northwind',
  teamId: 'dbtid:AAA',
  teamName: 'Northwind Ltd',
  appKey: '8x2k1h5q9w3e7r0',
  purpose: 'provisioning',
  authorizedAs: { accountId: 'dbmid:AAA', displayName: 'Ada Byron', email: 'ada@northwind.example' },
  grantedScopes: ['team_info.read'],
  connectedAt: '2026-10-12T09:14:00Z',
  status: 'needs-attention',
  attention: 'The Dropbox sign-in has expired. Sign in again.',
})

const typed = { label: ' ', appKey: ' 8x2k1h5q9w3e7r0\n', appSecret: '', purpose: 'read-only' as const }

describe('toSignInInput', () => {
  it('trims what was pasted and leaves empty fields out', () => {
    expect(toSignInInput(typed, null)).toEqual({ appKey: '8x2k1h5q9w3e7r0', purpose: 'read-only' })
  })

  it('keeps the stored secret of an existing connection by sending none', () => {
    const input = toSignInInput(initialValues(existing), existing)
    expect(input).toEqual({
      appKey: '8x2k1h5q9w3e7r0',
      label: 'Northwind',
      purpose: 'provisioning',
      connectionId: 'conn_1',
    })
  })
})

describe('validateSignIn', () => {
  it('accepts a key alone', () => {
    expect(validateSignIn(typed)).toEqual({})
  })

  it('asks for the key first', () => {
    expect(validateSignIn({ ...typed, appKey: '  ' })).toHaveProperty('appKey')
  })

  it('explains what a key looks like', () => {
    expect(validateSignIn({ ...typed, appKey: 'https://www.dropbox.com' }).appKey).toMatch(/letters and digits/)
  })
})
