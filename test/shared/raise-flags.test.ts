import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FlagContext, type FlagSubject, homeDomains, raiseFlags } from '../../shared/domain/raise-flags.ts'

const context: FlagContext = {
  takenAt: '2026-11-20T12:00:00Z',
  homeDomains: new Set(['acme.example']),
  accounts: 200,
  teamAdmins: 3,
}
const person: FlagSubject['account'] = {
  status: 'active',
  emailDomain: 'acme.example',
  invitedOn: null,
  suspendedOn: null,
  joinedOn: '2023-05-12T15:50:38Z',
  lastSignIn: { kind: 'not-collected' },
}
type Grant = FlagSubject['grants'][number]
const role = (resourceName: string, holders = 2): Grant => ({
  resourceType: 'role',
  resourceName,
  entitlement: 'member',
  holders,
  groupSize: null,
})
const group = (entitlement: 'member' | 'owner', groupSize: number): Grant => ({
  resourceType: 'group',
  resourceName: 'Finance',
  entitlement,
  holders: 1,
  groupSize,
})
const kinds = (subject: FlagSubject, more: Partial<FlagContext> = {}) =>
  raiseFlags(subject, { ...context, ...more }).map((flag) => flag.kind)

describe('raiseFlags', () => {
  it('leaves ordinary access alone', () => {
    expect(kinds({ account: person, grants: [role('Support admin'), group('member', 9), group('owner', 9)] })).toEqual(
      [],
    )
  })

  it('flags an invitation from the thirtieth day on', () => {
    const invited = (invitedOn: string) => kinds({ account: { ...person, status: 'invited', invitedOn }, grants: [] })
    expect(invited('2026-10-21T12:00:00Z')).toEqual(['never-joined'])
    expect(invited('2026-10-21T12:00:01Z')).toEqual([])
  })

  it('flags somebody active who has not signed in for ninety days, where the log was read for as long', () => {
    const account = (more: Partial<FlagSubject['account']>) => kinds({ account: { ...person, ...more }, grants: [] })
    const known = (at: string) => ({ lastSignIn: { kind: 'known', at } as const })
    const noneSince = (since: string) => ({ lastSignIn: { kind: 'none-since', since } as const })
    expect(account(known('2026-08-22T12:00:00Z'))).toEqual(['no-sign-in'])
    expect(account(known('2026-08-22T12:00:01Z'))).toEqual([])
    expect(account(noneSince('2026-05-24T12:00:00Z'))).toEqual(['no-sign-in'])
    expect(account(noneSince('2026-09-01T00:00:00Z'))).toEqual([])
    expect(account({ ...noneSince('2026-05-24T12:00:00Z'), joinedOn: '2026-10-01T00:00:00Z' })).toEqual([])
    expect(account({ ...noneSince('2026-05-24T12:00:00Z'), status: 'suspended' })).toEqual([])
  })

  it('never takes unknown for inactive', () => {
    expect(kinds({ account: person, grants: [] })).toEqual([])
  })

  it('flags each role of a suspended account, and says since when', () => {
    const account = { ...person, status: 'suspended', suspendedOn: '2026-10-30T16:04:11Z' } as const
    const flags = raiseFlags({ account, grants: [group('member', 4), role('Team admin')] }, context)
    expect(flags).toEqual([
      { kind: 'role-on-suspended', reason: 'Holds Team admin while suspended since 30 Oct 2026.', grantNo: 1 },
    ])
  })

  it('flags the only holder of a role and the owner of a group with nobody else', () => {
    expect(kinds({ account: person, grants: [role('Billing admin', 1), group('owner', 1)] })).toEqual([
      'only-holder',
      'lone-owner',
    ])
    expect(kinds({ account: person, grants: [group('member', 1)] })).toEqual([])
  })

  it('flags team admins only when there are more than five and more than one in a hundred', () => {
    const admins = (teamAdmins: number, accounts: number) =>
      kinds({ account: person, grants: [role('Team admin', teamAdmins)] }, { teamAdmins, accounts })
    expect(admins(5, 20)).toEqual([])
    expect(admins(6, 200)).toEqual(['too-many-admins'])
    expect(admins(6, 600)).toEqual([])
  })

  it('flags foreign domains and more than one role', () => {
    const account = { ...person, emailDomain: 'elsewhere.example' }
    expect(kinds({ account, grants: [role('Support admin'), role('Billing admin')] })).toEqual([
      'external-domain',
      'several-roles',
    ])
  })

  it('never names a grant that is not there', () => {
    const grants = fc.array(fc.constantFrom(role('Team admin', 1), group('owner', 1), group('member', 3)), {
      maxLength: 6,
    })
    const status = fc.constantFrom('active' as const, 'suspended' as const, 'invited' as const)
    fc.assert(
      fc.property(grants, status, (held, state) => {
        for (const { grantNo, reason } of raiseFlags(
          { account: { ...person, status: state }, grants: held },
          context,
        )) {
          if (grantNo !== null) expect(held[grantNo]).toBeDefined()
          expect(reason).toMatch(/\.$/)
        }
      }),
    )
  })
})

describe('homeDomains', () => {
  it('are the commonest and those with at least three accounts and one in twenty', () => {
    const counts = new Map([
      ['acme.example', 90],
      ['sister.example', 6],
      ['agency.example', 2],
      ['guest.example', 4],
    ])
    expect(homeDomains(counts)).toEqual(new Set(['acme.example', 'sister.example']))
    expect(homeDomains(new Map([['tiny.example', 1]]))).toEqual(new Set(['tiny.example']))
    expect(homeDomains(new Map())).toEqual(new Set())
  })
})
