import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { type Caller, connect, member } from './support.ts'

let demo: DemoTeam
let call: Caller
beforeAll(async () => {
  demo = await startDemoTeam({ members: 60 })
  call = await connect(demo)
})
afterEach(() => demo.faults.clear())
afterAll(() => demo.close())

const INFO = 'team/get_info'
const LIST = 'team/members/list_v2'
const ordinary = () => demo.team.members.find((m) => m.status === 'active' && m.roleIds.length === 0)

describe('a fault', () => {
  it('hits as many calls of its route as it says, after those it lets pass', async () => {
    demo.faults.add({ route: /^team\/get/, kind: 'server-error', status: 503, after: 1, times: 2 })
    const statuses = []
    for (let i = 0; i < 4; i++) statuses.push((await call(INFO)).status)
    expect(statuses).toEqual([200, 503, 503, 200])
    expect((await call(LIST, { limit: 1 })).status).toBe(200)
  })

  it('can hit the token endpoint', async () => {
    demo.faults.add({ route: 'oauth2/token', kind: 'server-error', html: true })
    const answer = await fetch(`${demo.url}/oauth2/token`, { method: 'POST' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8'])
  })
})

describe('rate limits', () => {
  it.each([
    [{ retryAfter: 3 }, '3', 3],
    [{ retryAfter: 3, where: 'header' }, '3', undefined],
    [{ retryAfter: 3, where: 'body' }, null, 3],
    [{}, null, undefined],
  ] as const)('tell when to come back as asked: %o', async (options, header, inBody) => {
    demo.faults.add({ route: INFO, kind: 'rate-limited', ...options })
    const { status, headers, body } = await call(INFO)
    expect([status, headers.get('retry-after')]).toEqual([429, header])
    expect(body.error).toEqual({ reason: { '.tag': 'too_many_requests' }, ...(inBody ? { retry_after: inBody } : {}) })
  })

  it('may come as plain text, and apply nothing', async () => {
    const person = ordinary()
    demo.faults.add({ route: 'team/members/suspend', kind: 'rate-limited', plainText: true })
    const reply = await call('team/members/suspend', { user: member(person?.id ?? ''), wipe_data: false })
    expect([reply.status, reply.body, person?.status]).toEqual([429, 'too_many_requests', 'active'])
  })
})

describe('lost answers', () => {
  const suspend = (id: string) => call('team/members/suspend', { user: member(id), wipe_data: false })

  it.each([
    ['reset-before', 'active'],
    ['reset-after', 'suspended'],
  ] as const)('after %s the member is %s', async (kind, status) => {
    const person = ordinary()
    demo.calls.reset()
    demo.faults.add({ route: 'team/members/suspend', kind })
    await expect(suspend(person?.id ?? '')).rejects.toThrow()
    expect(person?.status).toBe(status)
    expect(demo.calls.map((c) => [c.route, c.status])).toEqual([['team/members/suspend', 'reset']])
  })

  it('may be a 500 although the call was carried out', async () => {
    const person = ordinary()
    demo.faults.add({ route: 'team/members/suspend', kind: 'server-error', isApplied: true })
    expect((await suspend(person?.id ?? '')).status).toBe(500)
    expect(person?.status).toBe('suspended')
  })

  it('may be an answer too slow to wait for: carried out all the same', async () => {
    const person = ordinary()
    demo.faults.add({ route: 'team/members/suspend', kind: 'slow', ms: 3_600_000 })
    const slow = suspend(person?.id ?? '').catch(() => 'broken off')
    await vi.waitUntil(() => person?.status === 'suspended', { interval: 1 })
    const closing = demo.close()
    expect(await slow).toBe('broken off')
    await closing
    demo = await startDemoTeam({ members: 60 })
    call = await connect(demo)
  })

  it('may be half a body, a web page, or a body in drips', async () => {
    demo.faults.add({ route: INFO, kind: 'truncated-json' })
    await expect(call(INFO)).rejects.toThrow(SyntaxError)
    demo.faults.add({ route: INFO, kind: 'html-body' })
    expect((await call(INFO)).body).toContain('<!doctype html>')
    demo.faults.add({ route: INFO, kind: 'slow-drip', pieces: 4, everyMs: 1 })
    expect((await call(INFO)).body.team_id).toBe(demo.team.teamId)
  })
})

describe('tokens, scopes and cursors', () => {
  it('an expired token stays expired', async () => {
    const own = await connect(demo)
    demo.faults.add({ route: INFO, kind: 'expired-token' })
    for (let i = 0; i < 2; i++) expect((await own(INFO)).body.error['.tag']).toBe('expired_access_token')
  })

  it('a scope can go missing', async () => {
    demo.faults.add({ route: LIST, kind: 'missing-scope' })
    const { status, body } = await call(LIST, {})
    expect([status, body.error.required_scope]).toEqual([401, 'members.read'])
  })

  it('a cursor can die, and the team change, between pages', async () => {
    const next = 'team/members/list/continue_v2'
    const { cursor } = (await call(LIST, { limit: 30 })).body
    demo.faults.add({ route: next, kind: 'team-change', during: (team) => team.setLicences(999) })
    demo.faults.add({ route: next, kind: 'dead-cursor' })
    expect((await call(next, { cursor })).body.error['.tag']).toBe('invalid_cursor')
    expect((await call(next, { cursor })).body.error['.tag']).toBe('invalid_cursor')
    expect(demo.team.licences).toBe(999)
  })
})

describe('pages of a list that moves', () => {
  const next = 'team/members/list/continue_v2'
  const ids = (reply: { body: { members: { profile: { team_member_id: string } }[] } }) =>
    reply.body.members.map((entry) => entry.profile.team_member_id)

  it('begin with what the page before had', async () => {
    const first = await call(LIST, { limit: 10 })
    demo.faults.add({ route: next, kind: 'repeated-items', items: 3 })
    expect(ids(await call(next, { cursor: first.body.cursor })).slice(0, 3)).toEqual(ids(first).slice(-3))
    const again = await call(LIST, { limit: 10 })
    demo.faults.add({ route: next, kind: 'repeated-items', items: 99 })
    expect(ids(await call(next, { cursor: again.body.cursor }))).toEqual(ids(again))
  })

  it('leave out what moved to a page read before', async () => {
    const whole = await call(LIST, { limit: 10 })
    demo.faults.add({ route: LIST, kind: 'skipped-items', items: 2 })
    expect(ids(await call(LIST, { limit: 10 }))).toEqual(ids(whole).slice(2))
  })
})

describe('answers of another version of Dropbox', () => {
  it('have tags nobody knows in open unions, and only there', async () => {
    demo.faults.add({ route: /^team\//, kind: 'unknown-tags', times: 2 })
    const { groups } = (await call('team/groups/list', {})).body
    expect(groups[0].group_management_type).toEqual({ '.tag': 'unheard_of' })
    const refused = await call('team/members/suspend', { user: member('dbmid:x') })
    expect(refused.body).toEqual({ error_summary: 'unheard_of/..', error: { '.tag': 'unheard_of' } })
  })

  it('have more fields, or none of the optional ones', async () => {
    demo.faults.add({ route: LIST, kind: 'extra-fields' })
    expect((await call(LIST, {})).body.members[0].profile).toHaveProperty('field_of_the_future')
    demo.faults.add({ route: LIST, kind: 'absent-optionals' })
    const [{ profile, ...info }] = (await call(LIST, {})).body.members
    expect(info).not.toHaveProperty('roles')
    for (const name of ['account_id', 'joined_on', 'external_id']) expect(profile).not.toHaveProperty(name)
    expect(profile).toHaveProperty('team_member_id')
  })

  it('end their summaries in none to three dots', async () => {
    const summaries = new Set<string>()
    for (let i = 0; i < 8; i++) {
      summaries.add((await call('team/members/suspend', { user: member('dbmid:x') })).body.error_summary)
    }
    expect(summaries).toEqual(new Set(['', '.', '..', '...'].map((dots) => `user_not_found/${dots}`)))
  })
})

describe('the record of calls', () => {
  it('has what was sent to a route, and nothing of OAuth', async () => {
    demo.calls.reset()
    const own = await connect(demo)
    await own(LIST, { limit: 3 })
    const last = demo.calls.at(-1)
    expect(last).toMatchObject({ route: LIST, method: 'POST', status: 200, argument: { limit: 3 } })
    expect(last?.requestId).toMatch(/^[0-9a-f]{32}$/)
    expect(demo.calls.filter((c) => c.route.startsWith('oauth2')).every((c) => c.argument === undefined)).toBe(true)
  })
})

describe('latency', () => {
  it('is added to every answer, whatever else is under way', async () => {
    const far = await startDemoTeam({ members: 30, latencyMs: 40 })
    const own = await connect(far)
    far.calls.reset()
    await Promise.all(Array.from({ length: 30 }, () => own(INFO)))
    await far.close()
    expect(far.calls).toHaveLength(30)
    for (const { tookMs } of far.calls) expect(tookMs).toBeGreaterThan(38)
    const ends = far.calls.map((c) => c.at + c.tookMs)
    const span = Math.max(...ends) - Math.min(...far.calls.map((c) => c.at))
    expect(span).toBeLessThan(30 * 40)
  })
})
