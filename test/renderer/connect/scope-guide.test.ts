import { describe, expect, it } from 'vitest'
import {
  OLDER_NAMES,
  REDIRECT_URIS,
  scopesToTick,
  scopesToTickAsWell,
} from '../../../renderer/features/connect/scope-guide.ts'
import { scopesFor } from '../../../shared/domain/connection.ts'

describe('scopesToTick', () => {
  it.each(['read-only', 'provisioning'] as const)('explains every scope of %s', (purpose) => {
    const rows = scopesToTick(purpose)
    expect(rows.map((row) => row.scope)).toEqual(scopesFor(purpose))
    expect(rows.filter((row) => row.why === '')).toEqual([])
  })
})

describe('scopesToTickAsWell', () => {
  it('explains each, and repeats none that is needed', () => {
    expect(scopesToTickAsWell.map(({ scope }) => scope)).toEqual(['events.read', 'sessions.list'])
    expect(
      scopesToTickAsWell.filter(({ scope, why }) => why === '' || scopesFor('provisioning').includes(scope)),
    ).toEqual([])
  })
})

describe('OLDER_NAMES', () => {
  it('agrees with the list to tick', () => {
    const wanted = scopesFor('provisioning')
    for (const { name, verdict } of OLDER_NAMES)
      for (const scope of name.split(', ')) expect([scope, wanted.includes(scope)]).toEqual([scope, verdict === 'tick'])
  })
})

describe('REDIRECT_URIS', () => {
  it('are loopback addresses that Dropbox accepts over http', () => {
    for (const uri of REDIRECT_URIS)
      expect(new URL(uri)).toMatchObject({ protocol: 'http:', hostname: 'localhost', pathname: '/callback' })
  })
})
