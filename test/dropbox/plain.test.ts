// Reading by hand must be nothing but a quicker way to what the schema gives: where it takes an answer the schema takes it
// too and reads the same, and it takes what Dropbox usually sends.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import {
  groupFullSchema,
  groupSummarySchema,
  membershipSchema,
  plainGroup,
  plainGroupSummary,
  plainMembership,
} from '../../electron/dropbox/group.ts'
import { memberSchema, plainMember } from '../../electron/dropbox/member.ts'
import { type PlainReader, UNUSUAL } from '../../electron/dropbox/plain.ts'
import { createCaller, signIn } from '../demo-team/support.ts'

/** Sometimes what belongs there, sometimes anything else that JSON can hold. */
const mostly = <T>(usual: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 40, arbitrary: usual as fc.Arbitrary<unknown> },
    {
      weight: 1,
      arbitrary: fc.oneof(
        fc.constantFrom<unknown>(null, '', 0, 1.5, true, [], {}, [null], 'x'.repeat(201)),
        fc.jsonValue(),
      ),
    },
  )
const fields = <T extends Record<string, fc.Arbitrary<unknown>>>(shape: T) => {
  const each = Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, mostly(value)]))
  return fc.record(each, { requiredKeys: [] })
}
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('Ada', 'ada@acme.example', 'g:1'))
const id = fc.constantFrom('dbmid:1', 'g:2', 'pid_dbtmr:3')
const time = fc.constantFrom('2026-10-30T16:04:11Z', '2026-10-30T16:04:11.123Z', '2026-13-30T16:04:11Z', 'soon', '')
const tag = (...tags: string[]) => fields({ '.tag': fc.constantFrom(...tags, 'news'), is_recoverable: fc.boolean() })

const aMember = fields({
  profile: fields({
    team_member_id: id,
    account_id: text,
    external_id: text,
    email: text,
    email_verified: fc.boolean(),
    secondary_emails: fc.array(fields({ email: text, is_verified: fc.boolean() }), { maxLength: 2 }),
    status: tag('active', 'invited', 'suspended', 'removed'),
    name: fields({ given_name: text, surname: text, display_name: text }),
    membership_type: tag('full', 'limited'),
    invited_on: time,
    joined_on: time,
    suspended_on: time,
    is_directory_restricted: fc.boolean(),
    groups: fc.array(id, { maxLength: 3 }),
    unknown: text,
  }),
  roles: fc.array(fields({ role_id: id, name: text, description: text }), { maxLength: 2 }),
})
const aMembership = fields({ profile: fields({ team_member_id: id }), access_type: tag('member', 'owner') })
const aGroup = fields({
  '.tag': fc.constantFrom('group_info'),
  id_not_found: text,
  group_id: id,
  group_name: text,
  group_external_id: text,
  member_count: fc.integer(),
  group_management_type: tag('company_managed', 'user_managed', 'system_managed'),
  created: fc.integer({ min: 0, max: 2e12 }),
  members: fc.array(aMembership, { maxLength: 3 }),
})

type Schema = { safeParse(value: unknown): { success: boolean; data?: unknown } }

/** How many were taken by hand, of which each must be what the schema gives. */
const compare = (arbitrary: fc.Arbitrary<unknown>, plain: PlainReader<unknown>, schema: Schema): number => {
  let taken = 0
  fc.assert(
    fc.property(arbitrary, (value) => {
      const read = plain(value)
      if (read === UNUSUAL) return
      taken++
      const { success, data } = schema.safeParse(value)
      expect(success).toBe(true)
      expect(read).toEqual(data)
    }),
    { numRuns: 3000 },
  )
  return taken
}

describe('reading by hand', () => {
  it('takes nothing that the schema would not take, and reads it as the schema does', () => {
    expect(compare(aMember, plainMember, memberSchema)).toBeGreaterThan(15)
    expect(compare(aMembership, plainMembership, membershipSchema)).toBeGreaterThan(100)
    expect(compare(aGroup, plainGroup, groupFullSchema)).toBeGreaterThan(15)
    expect(compare(aGroup, plainGroupSummary, groupSummarySchema)).toBeGreaterThan(100)
  })

  describe('of what the demo team answers', () => {
    let demo: DemoTeam
    beforeAll(async () => {
      demo = await startDemoTeam({ members: 300, groups: 40, hostileNames: true })
    })
    afterAll(() => demo.close())

    it('takes everything', async () => {
      const call = createCaller(demo, (await signIn(demo)).access_token)
      const ask = async (route: string, argument: unknown) => (await call(route, argument)).body
      const { members } = await ask('team/members/list_v2', { limit: 1000, include_removed: true })
      expect((members as unknown[]).length).toBeGreaterThan(100)
      for (const member of members as unknown[]) expect(plainMember(member)).toEqual(memberSchema.parse(member))
      const ids = demo.team.groups.filter((group) => group.management !== 'system_managed').map((group) => group.id)
      const groups = await ask('team/groups/get_info', { '.tag': 'group_ids', group_ids: ids })
      expect(groups).toHaveLength(ids.length)
      for (const group of groups as unknown[]) expect(plainGroup(group)).toEqual(groupFullSchema.parse(group))
      const { groups: listed } = await ask('team/groups/list', { limit: 1000 })
      expect(listed).toHaveLength(demo.team.groups.length)
      for (const group of listed as unknown[]) expect(plainGroupSummary(group)).toEqual(groupSummarySchema.parse(group))
    })
  })
})
