import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { getMembers, membersPages, suspendMember } from '../../electron/dropbox/members.ts'
import { getTeamInfo, revokeToken } from '../../electron/dropbox/team.ts'
import { createTransport } from '../../electron/dropbox/transport.ts'
import type { AccountId } from '../../shared/domain/ids.ts'
import { callsTo, connectClient, failureOf, type Trouble } from './support.ts'

const INFO = 'team/get_info'
const SUSPEND = 'team/members/suspend'
const TOKEN = 'oauth2/token'

let demo: DemoTeam
beforeAll(async () => {
  demo = await startDemoTeam({ members: 30 })
})
afterAll(() => demo.close())
beforeEach(() => {
  demo.faults.clear()
  demo.calls.reset()
})

const somebody = (): AccountId => {
  const member = demo.team.members.find((m) => m.status === 'active' && m.roleIds.length === 0)
  return (member?.id ?? '') as AccountId
}

describe('token', () => {
  it('is refreshed once for all who wait for it', async () => {
    const { client } = await connectClient(demo)
    demo.calls.reset()
    await Promise.all(Array.from({ length: 8 }, () => getTeamInfo(client)))
    expect(callsTo(demo, TOKEN)).toBe(1)
    expect(callsTo(demo, INFO)).toBe(8)
  })

  it('is refreshed once when it expires under several calls, and each call is repeated once', async () => {
    const { client } = await connectClient(demo)
    await getTeamInfo(client)
    demo.calls.reset()
    demo.expireAccessTokens()
    const infos = await Promise.all(Array.from({ length: 4 }, () => getTeamInfo(client)))
    expect(new Set(infos.map((info) => info.teamId)).size).toBe(1)
    expect(callsTo(demo, TOKEN)).toBe(1)
    expect(callsTo(demo, INFO)).toBe(8)
    expect(client.meter).toMatchObject({ calls: 9, retries: 4 })
  })

  it('is replaced before it expires', async () => {
    const { client, time } = await connectClient(demo)
    await getTeamInfo(client)
    time.pass(14_400_000 - 301_000)
    await getTeamInfo(client)
    expect(callsTo(demo, TOKEN)).toBe(2)
    time.pass(2000)
    await getTeamInfo(client)
    expect(callsTo(demo, TOKEN)).toBe(3)
  })

  it('that stays expired after a refresh means signing in again', async () => {
    const { client } = await connectClient(demo)
    demo.faults.add({ kind: 'expired-token', route: INFO, times: 2 })
    expect(await failureOf(getTeamInfo(client))).toEqual({ kind: 'sign-in-needed', reason: 'expired' })
    expect(callsTo(demo, INFO)).toBe(2)
  })

  it('that was revoked means signing in again', async () => {
    const own = await startDemoTeam({ members: 30, seed: 3 })
    const { client } = await connectClient(own)
    await getTeamInfo(client)
    own.revokeRefreshTokens()
    expect(await failureOf(getTeamInfo(client))).toEqual({ kind: 'sign-in-needed', reason: 'revoked' })
    own.expireAccessTokens()
    const later = await connectClient(own)
    own.revokeRefreshTokens()
    expect(await failureOf(getTeamInfo(later.client))).toEqual({ kind: 'sign-in-needed', reason: 'revoked' })
    await own.close()
  })

  it('is asked for again while the token endpoint is in trouble', async () => {
    const { client, time } = await connectClient(demo)
    demo.faults.add({ kind: 'server-error', route: TOKEN, html: true })
    demo.faults.add({ kind: 'reset-before', route: TOKEN, after: 1 })
    demo.faults.add({ kind: 'rate-limited', route: TOKEN, after: 2, retryAfter: 7 })
    await getTeamInfo(client)
    expect(time.waits).toEqual([750, 1500, 7000])
  })
})

describe('read', () => {
  const survived: [string, Trouble, number[]][] = [
    ['429 with Retry-After', { kind: 'rate-limited', retryAfter: 12, where: 'header' }, [12_000]],
    ['429 with the time in the body', { kind: 'rate-limited', retryAfter: 9, where: 'body' }, [9000]],
    ['429 as JSON that names no time', { kind: 'rate-limited', where: 'none' }, [1000]],
    ['429 as plain text', { kind: 'rate-limited', plainText: true }, [5000]],
    ['500', { kind: 'server-error' }, [750]],
    ['503 with a web page', { kind: 'server-error', status: 503, html: true }, [750]],
    ['a connection lost before the answer', { kind: 'reset-before' }, [750]],
    ['a connection lost after the call', { kind: 'reset-after' }, [750]],
    ['JSON cut short', { kind: 'truncated-json' }, [750]],
    ['a web page instead of JSON', { kind: 'html-body' }, [750]],
    ['a slow drip', { kind: 'slow-drip', pieces: 7, everyMs: 1 }, []],
    ['fields nobody knows', { kind: 'extra-fields' }, []],
    ['tags nobody knows', { kind: 'unknown-tags' }, []],
    ['optional fields left out', { kind: 'absent-optionals' }, []],
  ]
  it.each(survived)('survives %s', async (_, fault, waits) => {
    const { client, time } = await connectClient(demo)
    demo.faults.add({ ...fault, route: INFO })
    expect((await getTeamInfo(client)).teamId).toBe(demo.team.teamId)
    expect(time.waits).toEqual(waits)
  })

  const given: [string, Trouble, string][] = [
    ['rate-limited', { kind: 'rate-limited', retryAfter: 3 }, 'rate-limited'],
    ['dropbox-down', { kind: 'server-error' }, 'dropbox-down'],
    ['unreachable', { kind: 'reset-before' }, 'unreachable'],
    ['answer-unreadable', { kind: 'html-body' }, 'answer-unreadable'],
  ]
  it.each(given)('gives up after five attempts with %s', async (_, fault, kind) => {
    const { client } = await connectClient(demo)
    demo.faults.add({ ...fault, route: INFO, times: 99 })
    expect((await failureOf(getTeamInfo(client))).kind).toBe(kind)
    expect(callsTo(demo, INFO)).toBe(5)
    expect(client.meter).toMatchObject({ calls: 5, retries: 4 })
  })

  it('names the missing scope and does not ask again', async () => {
    const { client } = await connectClient(demo, { scope: 'members.read' })
    const detail = await failureOf(getTeamInfo(client))
    expect(detail).toEqual({ kind: 'scope-missing', scope: 'team_info.read', route: INFO })
    expect(callsTo(demo, INFO)).toBe(1)
  })

  it('says what Dropbox refused', async () => {
    const { client } = await connectClient(demo)
    expect(await failureOf(revokeToken(client))).toMatchObject({ kind: 'request-refused', route: 'auth/token/revoke' })
    expect(await failureOf(membersPages(client)('no-such-cursor'))).toMatchObject({
      kind: 'conflict',
      tag: 'invalid_cursor',
      requestId: expect.stringMatching(/./),
    })
  })

  it('names the host that cannot be reached, and a time-out for what it is', async () => {
    const refused = await connectClient(demo, { baseUrl: 'http://127.0.0.1:9' })
    expect(await failureOf(getTeamInfo(refused.client))).toMatchObject({ kind: 'unreachable', host: '127.0.0.1:9' })
    const slow = await connectClient(demo)
    const hanging = await connectClient(demo, {
      timeoutMs: 40,
      accessToken: { value: slow.tokens.access_token, expiresAt: null },
    })
    demo.faults.add({ kind: 'slow', ms: 60_000, route: INFO, times: 99 })
    expect(await failureOf(getTeamInfo(hanging.client))).toMatchObject({
      kind: 'unreachable',
      reason: 'no answer in time',
    })
  })

  it('waits in one pause with everybody else', async () => {
    const waiting: (() => void)[] = []
    let twoWait = () => {}
    const bothWait = new Promise<void>((resolve) => {
      twoWait = resolve
    })
    const { client } = await connectClient(demo, {
      wait: () =>
        new Promise((resolve) => {
          waiting.push(resolve)
          if (waiting.length === 1) asked.push(getTeamInfo(client))
          else twoWait()
        }),
    })
    demo.faults.add({ kind: 'rate-limited', route: INFO, retryAfter: 30 })
    const asked = [getTeamInfo(client)]
    await bothWait
    expect(client.meter.pausedUntil).toBeGreaterThan(0)
    expect(callsTo(demo, INFO)).toBe(1)
    for (const go of waiting) go()
    await Promise.all(asked)
    expect(callsTo(demo, INFO)).toBe(3)
    expect(client.meter.pausedUntil).toBeNull()
  })

  it('can be called off while it waits, and while the answer is on its way', async () => {
    const paused = new AbortController()
    const { client } = await connectClient(demo, {
      wait: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason))
          queueMicrotask(() => paused.abort(new DOMException('called off', 'AbortError')))
        }),
    })
    demo.faults.add({ kind: 'server-error', route: INFO })
    await expect(getTeamInfo(client, paused.signal)).rejects.toThrow()
    expect(callsTo(demo, INFO)).toBe(1)

    const underWay = new AbortController()
    demo.faults.add({ kind: 'slow', route: INFO, ms: 60_000 })
    const other = await connectClient(demo)
    const asked = failureOf(getTeamInfo(other.client, underWay.signal))
    underWay.abort()
    expect(await asked).toEqual({ kind: 'cancelled' })
  })
})

describe('write', () => {
  it('is repeated after 429 and after an expired token', async () => {
    const { client, time } = await connectClient(demo)
    demo.faults.add({ kind: 'rate-limited', route: SUSPEND, retryAfter: 2 })
    demo.faults.add({ kind: 'expired-token', route: SUSPEND, after: 1 })
    const { requestId } = await suspendMember(client, somebody(), { wipeData: false })
    expect(requestId).toMatch(/./)
    expect(callsTo(demo, SUSPEND)).toBe(3)
    expect(time.waits).toEqual([2000])
    expect(demo.effects.wipedDevices).toEqual([])
  })

  const unsure: [string, Trouble, string][] = [
    ['500', { kind: 'server-error', isApplied: true }, 'dropbox-down'],
    ['a connection lost before', { kind: 'reset-before' }, 'unreachable'],
    ['a connection lost after it was applied', { kind: 'reset-after' }, 'unreachable'],
    ['an answer cut short', { kind: 'truncated-json' }, 'answer-unreadable'],
  ]
  it.each(unsure)('is never repeated after %s', async (_, fault, kind) => {
    const { client } = await connectClient(demo)
    demo.faults.add({ ...fault, route: SUSPEND })
    expect((await failureOf(suspendMember(client, somebody(), { wipeData: false }))).kind).toBe(kind)
    expect(callsTo(demo, SUSPEND)).toBe(1)
  })
})

describe('secrets', () => {
  it('never reach a log line or a Failure, whatever Dropbox echoes', async () => {
    const secrets: string[] = []
    const details: unknown[] = []
    const echo: typeof fetch = async (input, init) => {
      const sent = `${init?.headers ? JSON.stringify(init.headers) : ''} ${String(init?.body ?? '')}`
      if (String(input).endsWith('/oauth2/token')) {
        secrets.push(`access-${secrets.length}`)
        return Response.json({ access_token: secrets.at(-1), expires_in: 14_400 })
      }
      return new Response(`Error: you sent ${sent}`, { status: 400 })
    }
    const { client, text, refreshToken } = await connectClient(demo, { fetch: echo, appSecret: 'app5ecret' })
    details.push(await failureOf(getTeamInfo(client)), await failureOf(getMembers(client, [somebody()])))
    const failingTokens: typeof fetch = async (_, init) =>
      Response.json({ error: 'invalid_request', error_description: `body was ${String(init?.body)}` }, { status: 400 })
    const other = await connectClient(demo, { fetch: failingTokens, appSecret: 'app5ecret' })
    details.push(await failureOf(getTeamInfo(other.client)))
    secrets.push(refreshToken, other.refreshToken, 'app5ecret')
    const written = text() + other.text() + JSON.stringify(details)
    expect(written).toContain('[secret]')
    for (const secret of secrets) expect(written).not.toContain(secret)
  })

  it('go to the API and nowhere else', async () => {
    const asked: string[] = []
    const transport = createTransport(undefined, async (input) => {
      asked.push(String(input))
      return new Response('null')
    })
    await transport('https://api.dropboxapi.com/2/team/get_info')
    await expect(transport('https://content.dropboxapi.com/2/files/download')).rejects.toMatchObject({
      detail: { kind: 'request-refused' },
    })
    expect(asked).toEqual(['https://api.dropboxapi.com/2/team/get_info'])
  })
})

it('logs route, attempt, status, time and request id of every call', async () => {
  const { client, lines } = await connectClient(demo)
  demo.faults.add({ kind: 'server-error', route: INFO })
  await getTeamInfo(client)
  const calls = lines.filter((line) => line.message === 'call').map((line) => line.data)
  expect(calls).toMatchObject([
    { route: INFO, attempt: 1, status: 500, outcome: 'dropbox-down', requestId: expect.stringMatching(/./) },
    { route: INFO, attempt: 2, status: 200, outcome: 'ok', requestId: expect.stringMatching(/./) },
  ])
  expect(calls.every((call) => typeof call.ms === 'number')).toBe(true)
})
