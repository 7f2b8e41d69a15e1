// Signs in to a demo team and calls its routes, with plain fetch and with the official SDK.
import { createHash, randomBytes } from 'node:crypto'
import { Dropbox, DropboxAuth } from 'dropbox'
import { type Approval, approveInBrowser } from '../../electron/demo-team/browser.ts'
import { DEMO_APP, type DemoTeam } from '../../electron/demo-team/demo-team.ts'

export type Tokens = {
  access_token: string
  refresh_token?: string
  expires_in: number
  scope: string
  team_id?: string
  account_id?: string
}

export const authorizeUrl = (demo: DemoTeam, parameters: Record<string, string> = {}): string => {
  const query = new URLSearchParams({ client_id: DEMO_APP.key, response_type: 'code', ...parameters })
  return `${demo.url}/oauth2/authorize?${query}`
}

export const pkce = () => {
  const verifier = randomBytes(48).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

export const postToken = (demo: DemoTeam, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${demo.url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form), headers })

/** Signs in with PKCE and the paste-the-code way. */
export const signIn = async (
  demo: DemoTeam,
  options: { scope?: string; as?: NonNullable<Approval['as']> } = {},
): Promise<Tokens> => {
  const { verifier, challenge } = pkce()
  const url = authorizeUrl(demo, {
    token_access_type: 'offline',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...(options.scope ? { scope: options.scope } : {}),
  })
  const approved = await approveInBrowser(url, options.as ? { as: options.as } : {})
  if (!('code' in approved)) throw new Error('a code was expected')
  const answer = await postToken(demo, {
    grant_type: 'authorization_code',
    code: approved.code,
    client_id: DEMO_APP.key,
    code_verifier: verifier,
  })
  return (await answer.json()) as Tokens
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
export type Reply = { status: number; body: any; headers: Headers }

/** Calls a route; `argument` undefined sends no body. */
export const createCaller =
  (demo: DemoTeam, token: string, extra: Record<string, string> = {}) =>
  async (route: string, argument?: unknown): Promise<Reply> => {
    const headers = { Authorization: `Bearer ${token}`, ...extra }
    const answer = await fetch(`${demo.url}/2/${route}`, {
      method: 'POST',
      headers: argument === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
      ...(argument === undefined ? {} : { body: JSON.stringify(argument) }),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.startsWith('application/json')
    return { status: answer.status, body: isJson ? JSON.parse(text) : text, headers: answer.headers }
  }

export const connect = async (demo: DemoTeam, options: Parameters<typeof signIn>[1] = {}) =>
  createCaller(demo, (await signIn(demo, options)).access_token)

export type Caller = Awaited<ReturnType<typeof connect>>

/** All pages of a list. */
export const readAll = async (call: Caller, route: string, next: string, key: string, argument: object = {}) => {
  const first = await call(route, argument)
  const entries = [...first.body[key]]
  let { cursor, has_more: hasMore } = first.body
  while (hasMore) {
    const page = await call(next, { cursor })
    entries.push(...page.body[key])
    cursor = page.body.cursor
    hasMore = page.body.has_more
  }
  return entries
}

export const member = (id: string) => ({ '.tag': 'team_member_id', team_member_id: id })
export const group = (id: string) => ({ '.tag': 'group_id', group_id: id })

/** The official SDK, sent to the demo team by its own fetch option. */
export const sdk = (demo: DemoTeam, options: ConstructorParameters<typeof DropboxAuth>[0] = {}) => {
  const toDemo = (address: string, init?: RequestInit) => {
    const { pathname, search } = new URL(address)
    return fetch(demo.url + pathname + search, init)
  }
  const auth = new DropboxAuth({ clientId: DEMO_APP.key, fetch: toDemo, ...options })
  return { auth, dropbox: new Dropbox({ auth }) }
}
