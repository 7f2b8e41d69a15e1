import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { approveInBrowser } from '../../electron/demo-team/browser.ts'
import { DEMO_APP, type DemoTeam } from '../../electron/demo-team/demo-team.ts'
import { scopesToAsk } from '../../shared/domain/connection.ts'
import type { ConnectionId } from '../../shared/domain/ids.ts'
import { createVirtualTime, failureOf } from '../dropbox/support.ts'
import { createDesk, input, startTeam, textOf, visit } from './support.ts'

let team: { demo: DemoTeam; ports: number[] }
beforeAll(async () => {
  team = await startTeam()
})
afterAll(() => team.demo.close())
beforeEach(() => {
  team.demo.faults.clear()
  team.demo.calls.reset()
})

const isClosed = async (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/callback`).then(
    () => false,
    () => true,
  )

const occupy = (port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(port, '127.0.0.1', () => resolve(server))
  })

describe('signing in with the browser', () => {
  it('connects the team with PKCE and keeps the secrets out of everything else', async () => {
    const desk = createDesk(team)
    const connection = await desk.connections.signInWithBrowser(input)
    const [admin] = team.demo.admins()
    expect(connection).toMatchObject({
      kind: 'dropbox',
      label: team.demo.team.name,
      teamId: team.demo.team.teamId,
      teamName: team.demo.team.name,
      authorizedAs: { accountId: admin?.teamMemberId, email: admin?.email },
      grantedScopes: [...scopesToAsk('provisioning')].sort(),
      status: 'connected',
      attention: null,
    })
    expect(await desk.connections.list()).toEqual([connection])
    expect(desk.announced).toContain('connections')
    expect(await desk.activity()).toMatchObject([
      { kind: 'connected', text: expect.stringContaining(team.demo.team.name) },
    ])

    const asked = new URL(desk.opened[0] ?? '').searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('token_access_type')).toBe('offline')
    expect(asked.get('redirect_uri')).toBe(`http://localhost:${team.ports[0]}/callback`)

    const page = textOf((await desk.pages[0]) ?? '')
    expect(page).toContain(`Connected to ${team.demo.team.name}`)
    expect(page).toContain('You can close this tab.')
    expect(await isClosed(team.ports[0] ?? 0)).toBe(true)

    const sealed = JSON.parse(desk.secrets.get(connection.connectionId) ?? '{}')
    expect(Object.keys(sealed)).toEqual(['refreshToken'])
    const written = desk.text() + JSON.stringify([connection, await desk.activity(), desk.announced])
    expect(written).not.toContain(sealed.refreshToken)
    expect(desk.lines.some((line) => line.data.route === 'oauth2/token')).toBe(true)
  })

  it('uses the secret instead of PKCE when there is one, also for refreshing', async () => {
    const desk = createDesk(team)
    const connection = await desk.connections.signInWithBrowser({
      ...input,
      appSecret: DEMO_APP.secret,
      label: 'Head office',
    })
    expect(connection.label).toBe('Head office')
    expect(desk.opened[0]).not.toContain('code_challenge')
    expect((await desk.connections.check({ connectionId: connection.connectionId })).status).toBe('connected')
    expect(desk.text()).not.toContain(DEMO_APP.secret)
  })

  it('asks for reading only where that is the purpose', async () => {
    const desk = createDesk(team)
    const connection = await desk.connections.signInWithBrowser({ ...input, purpose: 'read-only' })
    expect(connection.grantedScopes).toEqual([...scopesToAsk('read-only')].sort())
  })

  it('says so when the secret is wrong, in the browser too', async () => {
    const desk = createDesk(team)
    expect(await failureOf(desk.connections.signInWithBrowser({ ...input, appSecret: 'wrong' }))).toEqual({
      kind: 'app-key-wrong',
    })
    expect(textOf((await desk.pages[0]) ?? '')).toContain('Dropbox does not know this app key and secret.')
    expect(await desk.connections.list()).toEqual([])
    expect(await isClosed(team.ports[0] ?? 0)).toBe(true)
  })

  it('says so when the request is denied', async () => {
    const desk = createDesk(team, { as: { deny: true } })
    expect(await failureOf(desk.connections.signInWithBrowser(input))).toEqual({ kind: 'consent-denied' })
    expect(textOf((await desk.pages[0]) ?? '')).toContain('The request was denied in the browser.')
  })

  // Dropbox shows these on its own page; nothing comes back, so the person gives up here.
  const shown: [string, Partial<typeof input>, 'admin' | 'member'][] = [
    ['a wrong app key', { appKey: 'nosuchapp12345' }, 'admin'],
    ['a person who is no admin', {}, 'member'],
  ]
  it.each(shown)('can be given up after %s', async (_, wrong, as) => {
    const givenUp = new AbortController()
    let shownByDropbox = ''
    const desk = createDesk(team, {
      openBrowser: async (url) => {
        shownByDropbox = await approveInBrowser(url, { as }).then(
          () => '',
          (error: Error) => error.message,
        )
        givenUp.abort()
      },
    })
    const attempt = desk.connections.signInWithBrowser({ ...input, ...wrong }, givenUp.signal)
    expect(await failureOf(attempt)).toEqual({ kind: 'sign-in-abandoned' })
    expect(shownByDropbox).toMatch(/client_id|team admin/)
    expect(await isClosed(team.ports[0] ?? 0)).toBe(true)
  })

  it('is given up by itself after five minutes', async () => {
    const { wait, waits } = createVirtualTime()
    const desk = createDesk(team, { wait, openBrowser: async () => {} })
    expect(await failureOf(desk.connections.signInWithBrowser(input))).toEqual({ kind: 'sign-in-abandoned' })
    expect(waits).toEqual([300_000])
  })

  it('ignores the answer to another sign-in', async () => {
    let page = ''
    const desk = createDesk(team, {
      openBrowser: async (url) => {
        const redirect = new URL(url).searchParams.get('redirect_uri')
        page = await visit(`${redirect}?code=stolen&state=somebody-else`)
      },
    })
    expect(await failureOf(desk.connections.signInWithBrowser(input))).toEqual({ kind: 'state-mismatch' })
    expect(textOf(page)).toContain('belongs to another sign-in')
    expect(team.demo.calls.some((call) => call.route === 'oauth2/token')).toBe(false)
  })

  it('shows what else Dropbox may say, as text', async () => {
    const desk = createDesk(team, {
      openBrowser: async (url) => {
        const { searchParams } = new URL(url)
        const answer = new URLSearchParams({ error: 'server_error', error_description: '<b>busy</b>' })
        answer.set('state', searchParams.get('state') ?? '')
        desk.pages.push(visit(`${searchParams.get('redirect_uri')}?${answer}`))
      },
    })
    expect(await failureOf(desk.connections.signInWithBrowser(input))).toEqual({
      kind: 'authorize-error',
      reason: '<b>busy</b>',
    })
    expect(await desk.pages[0]).toContain('&lt;b&gt;busy&lt;/b&gt;')
  })

  it('answers the callback alone, and once', async () => {
    const statuses: number[] = []
    let both: Promise<(number | 'closed')[]> | undefined
    const desk = createDesk(team, {
      openBrowser: async (url) => {
        const redirect = new URL(url).searchParams.get('redirect_uri') ?? ''
        const status = async (to: string, init?: RequestInit) => void statuses.push((await fetch(to, init)).status)
        await status(redirect.replace('/callback', '/favicon.ico'))
        await status(redirect, { method: 'POST' })
        const answer = await approveInBrowser(url)
        if (!('redirect' in answer)) return
        // Whichever of the two comes first is answered.
        const visited = () =>
          fetch(answer.redirect).then(
            (page) => page.status,
            () => 'closed' as const,
          )
        both = Promise.all([visited(), visited()])
      },
    })
    await desk.connections.signInWithBrowser(input)
    expect(statuses).toEqual([404, 405])
    const answers = (await both) ?? []
    expect(answers.filter((status) => status === 200)).toHaveLength(1)
    expect([409, 'closed']).toContain(answers.find((status) => status !== 200))
  })

  it('takes the next port when one is taken, and says so when all are', async () => {
    const taken = [await occupy(team.ports[0] ?? 0)]
    const desk = createDesk(team)
    await desk.connections.signInWithBrowser(input)
    expect(new URL(desk.opened[0] ?? '').searchParams.get('redirect_uri')).toContain(String(team.ports[1]))
    for (const port of team.ports.slice(1)) taken.push(await occupy(port))
    expect(await failureOf(desk.connections.signInWithBrowser(input))).toEqual({
      kind: 'ports-in-use',
      ports: team.ports,
    })
    for (const server of taken) server.close()
  })

  it('says so when no browser opens', async () => {
    const desk = createDesk(team, { openBrowser: () => Promise.reject(new Error('no browser')) })
    expect(await failureOf(desk.connections.signInWithBrowser(input))).toEqual({ kind: 'browser-not-opened' })
    expect(await isClosed(team.ports[0] ?? 0)).toBe(true)
  })

  it('names Dropbox as out of reach when the network is gone after the redirect', async () => {
    const desk = createDesk(team, {
      fetch: () => Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND' } })),
    })
    expect(await failureOf(desk.connections.signInWithBrowser(input))).toMatchObject({ kind: 'unreachable' })
    expect(await desk.connections.list()).toEqual([])
  })
})

describe('signing in with a pasted code', () => {
  it('connects, and lets a mistyped code be corrected', async () => {
    const desk = createDesk(team)
    const { attemptId, authorizeUrl } = await desk.connections.beginWithCode(input)
    expect(authorizeUrl).not.toContain('redirect_uri')
    const answer = await approveInBrowser(authorizeUrl)
    if (!('code' in answer)) throw new Error('a code was expected')
    expect(await failureOf(desk.connections.finishWithCode({ attemptId, code: 'mistyped' }))).toEqual({
      kind: 'code-wrong',
    })
    const connection = await desk.connections.finishWithCode({ attemptId, code: answer.code })
    expect(connection.teamId).toBe(team.demo.team.teamId)
    expect(await failureOf(desk.connections.finishWithCode({ attemptId, code: answer.code }))).toMatchObject({
      kind: 'not-found',
    })
  })

  it('opens the same address in the browser', async () => {
    const opened: string[] = []
    const desk = createDesk(team, { openBrowser: async (url) => void opened.push(url) })
    const { attemptId, authorizeUrl } = await desk.connections.beginWithCode(input)
    await desk.connections.openInBrowser({ attemptId })
    expect(opened).toEqual([authorizeUrl])
  })

  it('lasts ten minutes', async () => {
    const { clock, pass } = createVirtualTime()
    const desk = createDesk(team, { clock })
    const { attemptId } = await desk.connections.beginWithCode(input)
    pass(10 * 60_000)
    expect(await failureOf(desk.connections.finishWithCode({ attemptId, code: 'late' }))).toMatchObject({
      kind: 'not-found',
    })
  })

  it('refuses the token of a single person', async () => {
    const desk = createDesk(team, {
      fetch: async () => Response.json({ access_token: 'sl.u.x', account_id: 'dbid:1', refresh_token: 'r', scope: '' }),
    })
    const { attemptId } = await desk.connections.beginWithCode(input)
    expect(await failureOf(desk.connections.finishWithCode({ attemptId, code: 'any' }))).toEqual({
      kind: 'not-a-team-admin',
    })
  })

  it('goes to Dropbox itself unless told otherwise', async () => {
    const desk = createDesk(team, { baseUrl: undefined })
    const { authorizeUrl } = await desk.connections.beginWithCode(input)
    const url = new URL(authorizeUrl)
    expect(url.origin + url.pathname).toBe('https://www.dropbox.com/oauth2/authorize')
    expect(authorizeUrl).toContain('scope=team_info.read%20members.read')
  })
})

describe('signing in again', () => {
  it('keeps the connection, its label and its secret', async () => {
    const desk = createDesk(team)
    const first = await desk.connections.signInWithBrowser({ ...input, appSecret: DEMO_APP.secret })
    const { connectionId } = first
    await desk.connections.rename({ connectionId, label: 'Ours' })
    const before = desk.secrets.get(connectionId)
    const again = await desk.connections.signInWithBrowser({ ...input, connectionId, purpose: 'read-only' })
    expect(again).toMatchObject({ connectionId, label: 'Ours', purpose: 'read-only', connectedAt: first.connectedAt })
    expect(desk.secrets.get(connectionId)).not.toBe(before)
    expect(JSON.parse(desk.secrets.get(connectionId) ?? '{}').appSecret).toBe(DEMO_APP.secret)
    expect(await desk.connections.list()).toHaveLength(1)
  })

  it('refuses another team and changes nothing', async () => {
    const desk = createDesk(team)
    const connection = await desk.connections.signInWithBrowser(input)
    const before = desk.secrets.get(connection.connectionId)
    const other = await startTeam({ seed: 11 })
    const moved = createDesk(other, { stores: desk.stores, secrets: desk.secrets })
    const { connectionId } = connection
    expect(await failureOf(moved.connections.signInWithBrowser({ ...input, connectionId }))).toEqual({
      kind: 'other-team',
      expected: team.demo.team.name,
      found: other.demo.team.name,
    })
    expect(desk.secrets.get(connectionId)).toBe(before)
    expect(await desk.connections.list()).toEqual([connection])
    await other.demo.close()
  })

  it('needs a connection that is still there', async () => {
    const desk = createDesk(team)
    const connectionId = 'conn_gone' as ConnectionId
    expect(await failureOf(desk.connections.signInWithBrowser({ ...input, connectionId }))).toEqual({
      kind: 'not-found',
      what: 'connection',
    })
  })
})

it('connects without team_info.read, and says what is missing', async () => {
  const scopes = ['members.read', 'groups.read']
  const poor = await startTeam({ app: { ...DEMO_APP, scopes } })
  const desk = createDesk(poor)
  const connection = await desk.connections.signInWithBrowser({ ...input, label: 'Acme' })
  expect(connection).toMatchObject({
    teamId: poor.demo.team.teamId,
    teamName: 'Acme',
    grantedScopes: ['groups.read', 'members.read'],
    status: 'needs-attention',
    attention: expect.stringContaining('team_info.read'),
  })
  await poor.demo.close()
})
