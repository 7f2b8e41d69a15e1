import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { type Caller, connect, readAll, sdk, signIn } from './support.ts'

const DAY = 86_400_000
const EVENTS = 'team_log/get_events'
const MORE = 'team_log/get_events/continue'

let time = Date.UTC(2026, 10, 20, 12)
let demo: DemoTeam
let call: Caller
beforeAll(async () => {
  demo = await startDemoTeam({ members: 120, now: () => new Date(time), accessTokenSeconds: 100 * 86_400 })
  call = await connect(demo)
})
afterAll(() => demo.close())

// biome-ignore lint/suspicious/noExplicitAny: events are looked into field by field
type Event = any

const stamp = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
const all = (argument: object = {}): Promise<Event[]> => readAll(call, EVENTS, MORE, 'events', argument)
const tagsOf = (events: Event[]) => new Set(events.map((event) => event.event_type['.tag']))
const some = () => demo.team.members.find((m) => m.status === 'active' && m.roleIds.length === 0)?.id ?? ''

describe('team_log/get_events', () => {
  it('tells sign-ins, failed ones too, and what admins did that is no sign-in', async () => {
    const events = await all()
    const logins = ['login_success', 'login_fail', 'logout', 'member_change_status']
    for (const tag of logins) expect(tagsOf(events)).toContain(tag)
    expect(new Set(events.map((event) => event.actor['.tag']))).toEqual(new Set(['user', 'admin']))
    const methods = events.filter((e) => e.event_type['.tag'] === 'login_success').map((e) => e.details.login_method)
    expect(new Set(methods.map((method) => method['.tag'])).size).toBeGreaterThan(2)
  })

  it('calls everybody with an admin role an admin, also at their own sign-in', async () => {
    for (const event of await all({ event_type: 'login_success' })) {
      const kind = event.actor['.tag']
      const member = demo.team.member(event.actor[kind].team_member_id)
      expect(kind).toBe(member?.roleIds.length ? 'admin' : 'user')
      expect(event.context.team_member_id).toBe(member?.id)
    }
  })

  it('names somebody else as context when an admin signs in as a member', async () => {
    const sessions = await all({ event_type: { '.tag': 'sign_in_as_session_start' } })
    expect(sessions.length).toBeGreaterThan(0)
    for (const { actor, context } of sessions) expect(context.team_member_id).not.toBe(actor.admin.team_member_id)
  })

  it('gives events in the order of arrival, which is not that of time, each once whatever the page', async () => {
    const large = await all()
    const small = await all({ limit: 7 })
    expect(small).toEqual(large)
    const times = large.map((event) => event.timestamp)
    expect(times).not.toEqual([...times].sort())
    for (const at of times) expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  })

  it('keeps to the time asked for, the end left out, and to how far the log reaches', async () => {
    const end = time - 10 * DAY
    const range = { start_time: stamp(time - 40 * DAY), end_time: stamp(end) }
    const between = (await all({ time: range })).map((event) => Date.parse(event.timestamp))
    expect(between.length).toBeGreaterThan(10)
    for (const at of between) expect(at >= time - 40 * DAY && at < end).toBe(true)
    const everything = (await all()).map((event) => Date.parse(event.timestamp))
    expect(everything.filter((at) => at >= time - 40 * DAY && at < end)).toEqual(between)
    expect(Math.min(...everything)).toBeGreaterThanOrEqual(time - 190 * DAY)
  })

  it('filters by category, type and account', async () => {
    expect(tagsOf(await all({ category: 'members' }))).toEqual(new Set(['member_change_status']))
    expect(tagsOf(await all({ event_type: 'logout' }))).toEqual(new Set(['logout']))
    expect(await all({ category: { '.tag': 'paper' } })).toEqual([])
    const accountId = demo.team.member(some())?.accountId
    const own = await all({ account_id: accountId })
    expect(own.length).toBeGreaterThan(0)
    for (const { actor, context } of own)
      expect([actor[actor['.tag']].account_id, context.account_id]).toContain(accountId)
  })

  it('goes on by its cursor when time does, with what arrived late among it', async () => {
    const { body } = await call(EVENTS, { event_type: 'login_success', time: { start_time: stamp(time) } })
    expect(body).toMatchObject({ events: [], has_more: false })
    const actorId = some()
    const happened = time + 60_000
    demo.log.add({ type: 'login_success', actorId, at: happened, arrivedAt: time + 20 * 3_600_000 })
    time += 3_600_000
    const soon = await call(MORE, { cursor: body.cursor })
    time += 23 * 3_600_000
    const later = await call(MORE, { cursor: soon.body.cursor })
    const seen = (events: Event[]) => events.some((event) => event.timestamp === stamp(happened))
    expect([seen(soon.body.events), seen(later.body.events)]).toEqual([false, true])
  })

  it('may give an empty page although there is more', async () => {
    const now = () => new Date(time)
    const own = await startDemoTeam({ members: 60, now, assumptions: { logEventsPerPage: 20 } })
    const ask = await connect(own)
    const pages: { events: Event[]; has_more: boolean }[] = []
    let page = await ask(EVENTS, { event_type: 'sign_in_as_session_start' })
    for (; page.body.has_more; page = await ask(MORE, { cursor: page.body.cursor })) pages.push(page.body)
    expect(pages.filter(({ events }) => events.length === 0).length).toBeGreaterThan(3)
    await own.close()
  })

  it('logs what is changed meanwhile, a little later', async () => {
    const { body } = await call(EVENTS, { category: 'members', time: { start_time: stamp(time) } })
    demo.team.giveRole(some(), 'Support admin')
    expect((await call(MORE, { cursor: body.cursor })).body.events).toEqual([])
    time += 3_600_000
    const { events } = (await call(MORE, { cursor: body.cursor })).body
    expect(tagsOf(events)).toEqual(new Set(['member_change_admin_role']))
  })
})

describe('what it refuses', () => {
  const tag = async (route: string, argument: object) => {
    const { status, body } = await call(route, argument)
    return { status, ...body.error }
  }

  it('a range that ends before it begins, two filters at once, an account nobody has', async () => {
    const range = { start_time: stamp(time), end_time: stamp(time - DAY) }
    expect(await tag(EVENTS, { time: range })).toEqual({ status: 409, '.tag': 'invalid_time_range' })
    const both = { category: 'logins', event_type: 'logout' }
    expect(await tag(EVENTS, both)).toEqual({ status: 409, '.tag': 'invalid_filters' })
    const nobody = { account_id: `dbid:AA${'x'.repeat(33)}` }
    expect(await tag(EVENTS, nobody)).toEqual({ status: 409, '.tag': 'account_id_not_found' })
  })

  it('a cursor that never was, with bad_cursor; one that died, with when it was alive', async () => {
    expect(await tag(MORE, { cursor: 'made up' })).toEqual({ status: 409, '.tag': 'bad_cursor' })
    const { body } = await call(EVENTS, { limit: 50 })
    const before = time
    time += 6 * DAY
    const reset = await tag(MORE, { cursor: body.cursor })
    expect(reset).toEqual({ status: 409, '.tag': 'reset', reset: body.events.at(-1).timestamp })
    time = before
    demo.faults.add({ kind: 'dead-cursor', route: MORE })
    expect(await tag(MORE, { cursor: body.cursor })).toMatchObject({ status: 409, '.tag': 'reset' })
  })

  it.each([
    ['a limit out of range', { limit: 1001 }],
    ['milliseconds', { time: { start_time: '2026-10-01T00:00:00.000Z' } }],
    ['a category nobody knows', { category: 'unheard_of' }],
    ['a type nobody knows', { event_type: { '.tag': 'unheard_of' } }],
    ['an account id of another length', { account_id: 'dbid:short' }],
    ['a field nobody knows', { since: '2026-10-01T00:00:00Z' }],
    ['null where a field is optional', { time: null }],
  ])('%s', async (_, argument) => {
    const { status, body } = await call(EVENTS, argument)
    expect(status).toBe(400)
    expect(body).toContain(`Error in call to API function "${EVENTS}"`)
  })

  it('a sign-in without events.read', async () => {
    const poor = await connect(demo, { scope: 'team_info.read members.read' })
    const { status, body } = await poor(EVENTS, {})
    expect(status).toBe(401)
    expect(body.error).toEqual({ '.tag': 'missing_scope', required_scope: 'events.read' })
  })
})

it('the official SDK reads it', async () => {
  const { dropbox } = sdk(demo, { accessToken: (await signIn(demo)).access_token })
  const { result } = await dropbox.teamLogGetEvents({ limit: 3, event_type: { '.tag': 'login_success' } })
  expect(result.events).toHaveLength(3)
  const next = await dropbox.teamLogGetEventsContinue({ cursor: result.cursor })
  expect(next.result.events.length).toBeGreaterThan(0)
})
