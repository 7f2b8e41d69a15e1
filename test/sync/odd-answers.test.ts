// Answers that are well-formed and say less than they must: none of them may pass for a smaller team.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import type { Fetch, HttpAnswer } from '../../electron/dropbox/transport.ts'
import { createSyncDesk, newestOf, withPagesOf } from './support.ts'

let demo: DemoTeam
beforeAll(async () => {
  demo = await startDemoTeam({ members: 40, groups: 12 })
})
afterAll(() => demo.close())

/** Answers the nth call of a route by itself, once it is switched on. */
const answering = (route: string, nth: number, answer: (real: HttpAnswer) => HttpAnswer | Promise<HttpAnswer>) => {
  let isOn = false
  let seen = 0
  const asked = withPagesOf(7)
  const fetch: Fetch = async (input, init) => {
    const real = await asked(input, init)
    if (!isOn || !String(input).endsWith(route) || ++seen !== nth) return real
    return answer(real)
  }
  return { fetch, begin: () => (isOn = true), wasAsked: () => seen >= nth }
}

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

const without =
  (name: string) =>
  async (real: HttpAnswer): Promise<HttpAnswer> => {
    const { [name]: _, ...rest } = JSON.parse(await real.text()) as Record<string, unknown>
    return json(rest)
  }

const LESS: [string, string, number, (real: HttpAnswer) => HttpAnswer | Promise<HttpAnswer>][] = [
  ['a page of members without its members', 'team/members/list/continue_v2', 5, without('members')],
  [
    'a page of members that does not say whether there is more',
    'team/members/list/continue_v2',
    5,
    without('has_more'),
  ],
  ['an empty object for a page of members', 'team/members/list/continue_v2', 5, () => json({})],
  ['an empty object for the groups', 'team/groups/list', 1, () => json({})],
  ['an empty object for a page of groups', 'team/groups/list/continue', 1, () => json({})],
  ['an empty object for a page of a group', 'team/groups/members/list/continue', 1, () => json({})],
  [
    'a refusal by something between us and Dropbox',
    'team/groups/list',
    1,
    () => new Response('<html>Forbidden</html>', { status: 403, headers: { 'content-type': 'text/html' } }),
  ],
]

describe('fails the sync, and the snapshot before it stands', () => {
  it.each(LESS)('%s', async (_, route, nth, answer) => {
    const { fetch, begin, wasAsked } = answering(route, nth, answer)
    const desk = await createSyncDesk(demo, { fetch })
    expect((await desk.sync()).end.kind).toBe('done')
    const before = await newestOf(desk)
    begin()
    const { end } = await desk.sync()
    expect(wasAsked()).toBe(true)
    expect(end).toMatchObject({ kind: 'failed' })
    expect(await newestOf(desk)).toEqual(before)
  })
})

it('groups that Dropbox told before and refuses now are for a person to judge', async () => {
  const { fetch, begin } = answering('team/groups/list', 1, () =>
    json({ error_summary: 'team_access_denied/', error: { '.tag': 'team_access_denied' } }, 403),
  )
  const desk = await createSyncDesk(demo, { fetch })
  await desk.sync()
  const before = await newestOf(desk)
  begin()
  expect((await desk.sync()).end.kind).toBe('done')
  expect(await newestOf(desk)).toEqual(before)
  const [held] = await desk.stores.snapshots.list(desk.connectionId)
  expect(held).toMatchObject({
    isHeldBack: true,
    groups: null,
    holdBack: { reason: expect.stringContaining('groups') },
  })

  // A team whose groups were never told has nothing to lose.
  const other = answering('team/groups/list', 1, () =>
    json({ error_summary: 'invalid_account_type/', error: { '.tag': 'invalid_account_type' } }, 403),
  )
  const without = await createSyncDesk(demo, { fetch: other.fetch })
  other.begin()
  await without.sync()
  expect(await newestOf(without)).toMatchObject({ isHeldBack: false, groups: null })
})

it('a group whose list is refused for a reason nobody knows stays, with what the profiles say of it', async () => {
  const huge = demo.team.groups.find((group) => group.management === 'user_managed' && group.access.size > 2)
  const { fetch, begin, wasAsked } = answering('team/groups/members/list', 1, () =>
    json({ error_summary: 'list_is_private/..', error: { '.tag': 'list_is_private' } }, 409),
  )
  const told: Fetch = async (input, init) => {
    const real = await fetch(input, init)
    if (!String(input).endsWith('team/groups/get_info')) return real
    const groups = JSON.parse(await real.text()) as { group_id: string; members?: unknown[] }[]
    return json(groups.map(({ members, ...group }) => (group.group_id === huge?.id ? group : { ...group, members })))
  }
  const isOfHuge: Fetch = (input, init) =>
    String(input).endsWith('team/groups/members/list') && !String(init?.body).includes(huge?.id ?? '-')
      ? withPagesOf(7)(input, init)
      : told(input, init)
  const desk = await createSyncDesk(demo, { fetch: isOfHuge })
  begin()
  expect((await desk.sync()).end.kind).toBe('done')
  expect(wasAsked()).toBe(true)
  const { proof, groups } = await newestOf(desk)
  expect(groups).toBe(demo.team.groups.length)
  expect(proof.find((line) => line.what === `Members of ${huge?.name}`)).toMatchObject({ outcome: 'not-collected' })
})
