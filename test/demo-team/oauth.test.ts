import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approveInBrowser } from '../../electron/demo-team/browser.ts'
import { DEMO_APP, type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { authorizeUrl, createCaller, pkce, postToken, sdk, signIn, type Tokens } from './support.ts'

let demo: DemoTeam
let time = Date.UTC(2026, 10, 21)
beforeAll(async () => {
  demo = await startDemoTeam({ members: 60, now: () => new Date(time) })
})
afterAll(() => demo.close())

const REDIRECT = DEMO_APP.redirectUris[1] ?? ''

const codeFor = async (parameters: Record<string, string> = {}) => {
  const approved = await approveInBrowser(authorizeUrl(demo, parameters))
  return 'code' in approved ? approved.code : (new URL(approved.redirect).searchParams.get('code') ?? '')
}

const withSecret = (form: Record<string, string>) => ({
  grant_type: 'authorization_code',
  client_id: DEMO_APP.key,
  client_secret: DEMO_APP.secret,
  ...form,
})

describe('the authorize page', () => {
  it.each([
    ['an unknown app', { client_id: 'nobody' }, 'client_id'],
    ['a response type other than code', { response_type: 'token' }, 'response_type'],
    ['an unregistered redirect', { redirect_uri: 'http://localhost:53682/other' }, 'redirect_uri'],
    ['an unknown scope', { scope: 'members.read team_data.governance' }, 'team_data.governance'],
    ['include_granted_scopes on its own', { include_granted_scopes: 'team' }, 'include_granted_scopes'],
  ])('shows an error and does not redirect for %s', async (_, parameters, reason) => {
    const answer = await fetch(authorizeUrl(demo, parameters), { redirect: 'manual' })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
    expect(await answer.text()).toContain(reason)
  })

  it('sends code and state back to the registered address', async () => {
    const approved = await approveInBrowser(authorizeUrl(demo, { redirect_uri: REDIRECT, state: 'a b&c' }))
    const target = new URL('redirect' in approved ? approved.redirect : '')
    expect(target.origin + target.pathname).toBe(REDIRECT)
    expect(target.searchParams.get('state')).toBe('a b&c')
    expect(target.searchParams.get('code')).toBeTruthy()
    expect(target.searchParams.has('error')).toBe(false)
  })

  it('sends access_denied back after Deny, without a code', async () => {
    const url = authorizeUrl(demo, { redirect_uri: REDIRECT, state: 's' })
    const denied = await approveInBrowser(url, { deny: true })
    const { searchParams } = new URL('redirect' in denied ? denied.redirect : '')
    expect(searchParams.get('error')).toBe('access_denied')
    expect(searchParams.get('state')).toBe('s')
    expect(searchParams.has('code')).toBe(false)
  })

  it('refuses team scopes to somebody who is no team admin', async () => {
    const url = authorizeUrl(demo, { redirect_uri: REDIRECT })
    await expect(approveInBrowser(url, { as: 'member' })).rejects.toThrow(/team admin/)
    await expect(approveInBrowser(url, { as: 'nobody@else.example' })).rejects.toThrow(/nobody@else.example/)
  })

  it('escapes what came from outside', async () => {
    const answer = await fetch(authorizeUrl(demo, { client_id: DEMO_APP.key, redirect_uri: '"><script>x</script>' }))
    const page = await answer.text()
    expect(page).not.toContain('<script>x')
    expect(page).toContain('&lt;script&gt;x')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('can be answered once', async () => {
    const page = await (await fetch(authorizeUrl(demo))).text()
    const ticket = /name="ticket" value="([^"]*)"/.exec(page)?.[1] ?? ''
    const form = { ticket, as: demo.admins()[0]?.email ?? '', decision: 'allow' }
    const decide = () => fetch(`${demo.url}/oauth2/authorize`, { method: 'POST', body: new URLSearchParams(form) })
    expect((await decide()).status).toBe(200)
    expect((await decide()).status).toBe(400)
  })
})

describe('the token endpoint', () => {
  it('answers a team link with team_id, a refresh token and the scopes granted', async () => {
    const tokens = await signIn(demo, { scope: 'members.read team_info.read' })
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 14_400, team_id: demo.team.teamId })
    expect(tokens.scope).toBe('members.read team_info.read')
    expect(tokens.account_id).toBeUndefined()
    expect(tokens.refresh_token).toBeTruthy()
  })

  it('gives no refresh token for online access', async () => {
    const answer = await postToken(demo, withSecret({ code: await codeFor({ token_access_type: 'online' }) }))
    expect(await answer.json()).not.toHaveProperty('refresh_token')
  })

  it('takes a code once and for a while only', async () => {
    const code = await codeFor()
    expect((await postToken(demo, withSecret({ code }))).status).toBe(200)
    const again = await postToken(demo, withSecret({ code }))
    expect(again.status).toBe(400)
    expect(await again.json()).toEqual({
      error: 'invalid_grant',
      error_description: "code doesn't exist or has expired",
    })
    const late = await codeFor()
    time += 11 * 60_000
    expect((await postToken(demo, withSecret({ code: late }))).status).toBe(400)
  })

  it('wants the redirect address of the first step again', async () => {
    const wrong = await postToken(demo, withSecret({ code: await codeFor({ redirect_uri: REDIRECT }) }))
    expect(((await wrong.json()) as { error: string }).error).toBe('invalid_grant')
    const code = await codeFor({ redirect_uri: REDIRECT })
    expect((await postToken(demo, withSecret({ code, redirect_uri: REDIRECT }))).status).toBe(200)
  })

  it.each([
    ['a wrong secret', { client_secret: 'wrong' }],
    ['a wrong app key', { client_id: 'wrong' }],
  ])('puts the text inside error for %s', async (_, form) => {
    const answer = await postToken(demo, { ...withSecret({ code: await codeFor() }), ...form })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ error: 'invalid_client: Invalid client_id or client_secret' })
  })

  it('takes the app key and secret by HTTP Basic', async () => {
    const basic = Buffer.from(`${DEMO_APP.key}:${DEMO_APP.secret}`).toString('base64')
    const form = { grant_type: 'authorization_code', code: await codeFor() }
    expect((await postToken(demo, form, { Authorization: `Basic ${basic}` })).status).toBe(200)
  })

  it.each([
    ['another verifier', { code_verifier: pkce().verifier }],
    ['the secret in place of the verifier', { client_secret: DEMO_APP.secret }],
  ])('refuses %s for a code with a challenge', async (_, form) => {
    const code = await codeFor({ code_challenge: pkce().challenge, code_challenge_method: 'S256' })
    const answer = await postToken(demo, { grant_type: 'authorization_code', code, client_id: DEMO_APP.key, ...form })
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { error: string }).error).toBe('invalid_grant')
  })

  it('refreshes without rotating, and without a secret after PKCE', async () => {
    const { refresh_token: refreshToken = '' } = await signIn(demo)
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: DEMO_APP.key }
    const refreshed = (await (await postToken(demo, form)).json()) as Tokens
    expect(refreshed).toEqual({ access_token: expect.any(String), token_type: 'bearer', expires_in: 14_400 })
    expect((await createCaller(demo, refreshed.access_token)('team/get_info')).status).toBe(200)
    expect((await postToken(demo, form)).status).toBe(200)
    const subset = await postToken(demo, { ...form, scope: 'members.read' })
    expect(await subset.json()).toMatchObject({ scope: 'members.read' })
  })

  it('wants the secret to refresh what was linked with the secret', async () => {
    const code = await codeFor({ token_access_type: 'offline' })
    const tokens = (await (await postToken(demo, withSecret({ code }))).json()) as Tokens
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '', client_id: DEMO_APP.key }
    expect((await postToken(demo, form)).status).toBe(400)
    expect((await postToken(demo, { ...form, client_secret: DEMO_APP.secret })).status).toBe(200)
  })

  it('says so when the refresh token was revoked, and the access token dies with it', async () => {
    const tokens = await signIn(demo)
    demo.revokeRefreshTokens()
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '', client_id: DEMO_APP.key }
    expect(await (await postToken(demo, form)).json()).toEqual({
      error: 'invalid_grant',
      error_description: 'refresh token is invalid or revoked',
    })
    const reply = await createCaller(demo, tokens.access_token)('team/get_info')
    expect(reply.status).toBe(401)
    expect(reply.body.error).toEqual({ '.tag': 'invalid_access_token' })
  })

  it('grants only scopes that are ticked in the App Console', async () => {
    const app = { ...DEMO_APP, scopes: ['team_info.read', 'members.read'] }
    const narrow = await startDemoTeam({ members: 30, app })
    const asked = await signIn(narrow, { scope: 'team_info.read groups.write' })
    const all = await signIn(narrow)
    await narrow.close()
    expect(asked.scope).toBe('team_info.read')
    expect(all.scope).toBe('members.read team_info.read')
  })
})

describe('the official SDK', () => {
  const authorizeWith = async (
    auth: ReturnType<typeof sdk>['auth'],
    redirect: string | undefined,
    usePKCE: boolean,
  ) => {
    const url = new URL(
      String(await auth.getAuthenticationUrl(redirect as string, 's', 'code', 'offline', undefined, 'none', usePKCE)),
    )
    return approveInBrowser(demo.url + url.pathname + url.search)
  }

  it('signs in with PKCE and a redirect', async () => {
    const { auth, dropbox } = sdk(demo)
    const approved = await authorizeWith(auth, REDIRECT, true)
    const code = new URL('redirect' in approved ? approved.redirect : '').searchParams.get('code') ?? ''
    const { result } = await auth.getAccessTokenFromCode(REDIRECT, code)
    auth.setRefreshToken((result as Tokens).refresh_token ?? '')
    expect((await dropbox.teamGetInfo()).result.team_id).toBe(demo.team.teamId)
  })

  it('signs in with the secret and a pasted code, and refreshes by itself', async () => {
    const { auth, dropbox } = sdk(demo, { clientSecret: DEMO_APP.secret })
    const approved = await authorizeWith(auth, undefined, false)
    const { result } = await auth.getAccessTokenFromCode(undefined as never, 'code' in approved ? approved.code : '')
    const tokens = result as Tokens
    auth.setRefreshToken(tokens.refresh_token ?? '')
    auth.setAccessToken(tokens.access_token)
    auth.setAccessTokenExpiresAt(new Date(0))
    const admin = await dropbox.teamTokenGetAuthenticatedAdmin()
    expect(admin.result.admin_profile.email).toBe(demo.admins()[0]?.email)
    expect(auth.getAccessToken()).not.toBe(tokens.access_token)
  })
})
