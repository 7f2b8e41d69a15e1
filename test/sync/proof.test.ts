import { describe, expect, it } from 'vitest'
import type { Member } from '../../electron/dropbox/member.ts'
import { createGroupLists, emptyMembers, type Picture, putMember } from '../../electron/sync/picture.ts'
import { countPopulation, provePopulation } from '../../electron/sync/proof.ts'
import type { AccountStatus } from '../../shared/domain/account.ts'
import type { AccountId, ResourceId } from '../../shared/domain/ids.ts'

const START = '2026-11-20T12:00:00.500Z'

const member = (no: number, status: AccountStatus, joinedOn: string | null = '2025-01-01T00:00:00Z'): Member => ({
  account: {
    accountId: `dbmid:${no}` as AccountId,
    dropboxAccountId: null,
    email: `${no}@acme.example`,
    emailVerified: true,
    secondaryEmails: [],
    displayName: `Person ${no}`,
    givenName: 'Person',
    surname: String(no),
    status,
    isRecoverable: null,
    licence: 'full',
    externalId: null,
    joinedOn,
    invitedOn: null,
    suspendedOn: null,
    isDirectoryRestricted: null,
  },
  roles: [],
  groupIds: ['g:1' as ResourceId],
})

/** Three active, two invited, one suspended, one removed; one group. */
const picture = (totals: { provisioned: number; used: number | null } | null, memberCount: number | null): Picture => {
  const members = emptyMembers()
  const statuses: AccountStatus[] = ['active', 'active', 'active', 'invited', 'invited', 'suspended', 'removed']
  for (const [no, status] of statuses.entries()) putMember(members, member(no, status))
  const resource = {
    resourceType: 'group',
    resourceId: 'g:1' as ResourceId,
    name: 'Sales',
    description: '',
    management: 'company_managed',
    externalId: null,
    createdAt: null,
  } as const
  return {
    team: totals && { teamId: 'dbtid:1', teamName: 'Acme', licensed: 10, ...totals },
    roles: [],
    members,
    groups: new Map([[resource.resourceId, { resource, memberCount, members: null }]]),
    lateComers: new Set(),
    ...createGroupLists(),
  }
}

const prove = async (of: Picture, rows: number) =>
  provePopulation(of, await countPopulation(of, START, async () => {}), () => rows)

const lineOf = async (what: string, of: Picture, rows = 6) => (await prove(of, rows)).find((line) => line.what === what)

describe('provePopulation', () => {
  it('counts accounts by status', async () => {
    const lines = await prove(picture(null, 6), 6)
    expect(lines.slice(0, 4).map((line) => [line.what, line.held])).toEqual([
      ['Active accounts', 3],
      ['Invited accounts', 2],
      ['Suspended accounts', 1],
      ['Removed accounts', 1],
    ])
  })

  it.each([
    [{ provisioned: 5, used: 6 }, 'matches', 'matches', /full licence/],
    [{ provisioned: 6, used: 4 }, 'matches', 'matches', /2 accounts that are only invited/],
    [{ provisioned: 5, used: 5 }, 'matches', 'matches', /1 suspended/],
    [{ provisioned: 9, used: 9 }, 'differs', 'differs', /sync again/],
    [{ provisioned: 5, used: null }, 'matches', 'not-collected', /does not tell/],
    [null, 'not-collected', 'not-collected', /team_info\.read/],
  ])('compares with totals of %j', async (totals, provisioned, used, why) => {
    expect((await lineOf('Active and invited accounts', picture(totals, 6)))?.outcome).toBe(provisioned)
    expect(await lineOf('Licences used', picture(totals, 6))).toMatchObject({
      outcome: used,
      explanation: expect.stringMatching(why),
    })
  })

  it('has a line of its own for each group that does not add up', async () => {
    expect(await lineOf('Groups whose members add up', picture(null, 6))).toMatchObject({
      held: 1,
      expected: 1,
      outcome: 'matches',
    })
    expect(await lineOf('Members of Sales', picture(null, 6))).toBeUndefined()
    expect(await lineOf('Groups whose members add up', picture(null, 8))).toMatchObject({ held: 0, outcome: 'differs' })
    expect(await lineOf('Members of Sales', picture(null, 8))).toMatchObject({
      held: 6,
      expected: 8,
      outcome: 'differs',
    })
    expect((await lineOf('Members of Sales', picture(null, null)))?.outcome).toBe('not-collected')
  })

  it('counts who came after the start', async () => {
    const late = picture(null, 6)
    putMember(late.members, member(8, 'active', '2026-11-20T12:00:01Z'))
    putMember(late.members, member(9, 'active', '2026-11-20T12:00:00Z'))
    expect((await lineOf('Came while the sync ran', late))?.held).toBe(1)
  })

  it('explains a difference by who came and who left, and by no more than that', async () => {
    const moved = (provisioned: number) => {
      const of = picture({ provisioned, used: null }, 7)
      // Seven active and invited now: one came, one left.
      putMember(of.members, member(8, 'active', '2026-11-20T12:00:01Z'))
      putMember(of.members, member(9, 'active'))
      of.members.left.add(member(10, 'removed').account.accountId)
      return lineOf('Active and invited accounts', of, 8)
    }
    const words = '1 came and 1 left while the team was read: that is the difference.'
    expect(await moved(6)).toMatchObject({ held: 7, outcome: 'matches', explanation: words })
    expect(await moved(7)).toMatchObject({ outcome: 'matches', explanation: expect.stringContaining('Equal') })
    expect((await moved(5))?.outcome).toBe('differs')
    expect((await moved(9))?.outcome).toBe('differs')
  })

  it('explains a group by the newcomers in it', async () => {
    const of = picture(null, 6)
    putMember(of.members, member(8, 'active', '2026-11-20T12:00:01Z'))
    expect(await lineOf('Groups whose members add up', of, 7)).toMatchObject({ held: 1, outcome: 'matches' })
    expect(await lineOf('Groups whose members add up', of, 8)).toMatchObject({ held: 0, outcome: 'differs' })
    expect(await lineOf('Groups whose members add up', of, 5)).toMatchObject({ held: 0, outcome: 'differs' })
  })

  it('counts who was read as a member and as removed later', async () => {
    const of = picture(null, 6)
    putMember(of.members, member(0, 'removed'))
    expect(await lineOf('Left while the sync ran', of)).toMatchObject({ held: 1, outcome: 'matches' })
  })
})

it('a member read twice counts once, with the newer reading', () => {
  const members = emptyMembers()
  putMember(members, member(1, 'active'))
  putMember(members, member(1, 'active'))
  expect(members.namedGroups.get('g:1' as ResourceId)).toBe(1)
  putMember(members, member(1, 'removed'))
  expect(members).toMatchObject({ removed: 1 })
  expect(members.namedGroups.get('g:1' as ResourceId)).toBe(0)
  expect(members.byId.size).toBe(1)
})
