// GET and POST /oauth2/authorize: checks the request as Dropbox does, asks the person, hands out a code.
// https://developers.dropbox.com/oauth-guide
import { randomBytes } from 'node:crypto'
import { type Answer, html, redirect } from '../http/answer.ts'
import type { Member } from '../state/model.ts'
import { TEAM_ADMIN } from '../state/roles.ts'
import type { World } from '../world.ts'
import { codePage, consentPage, messagePage } from './consent-page.ts'
import { isKnownScope, isTeamScope } from './scopes.ts'

export type AuthorizeRequest = {
  redirectUri?: string
  state?: string
  scopes: string[]
  includeGranted?: 'user' | 'team'
  isOffline: boolean
  challenge?: { value: string; method: 'S256' | 'plain' }
}

export type IssuedCode = {
  memberId: string
  kind: 'team' | 'user'
  scopes: string[]
  redirectUri?: string
  isOffline: boolean
  challenge?: { value: string; method: 'S256' | 'plain' }
  expiresAt: number
}

const refused = (reason: string) => html(400, messagePage('The app cannot be connected', reason))

/** The request, or the reason why Dropbox shows an error page instead of the consent page. */
const readRequest = (world: World, query: URLSearchParams): AuthorizeRequest | { refusal: string } => {
  const { app, assumptions } = world
  const read = (name: string) => query.get(name) ?? undefined
  if (read('client_id') !== app.key) return { refusal: 'Invalid client_id: there is no app with this app key.' }
  if (read('response_type') !== 'code') return { refusal: 'Invalid response_type: it must be "code".' }
  const redirectUri = read('redirect_uri')
  if (redirectUri !== undefined && !app.redirectUris.includes(redirectUri)) {
    return { refusal: `Invalid redirect_uri: "${redirectUri}" is not registered in the App Console.` }
  }
  const state = read('state')
  if (state !== undefined && state.length > 500) return { refusal: 'Invalid state: it is longer than 500 characters.' }
  const accessType = read('token_access_type') ?? assumptions.defaultTokenAccessType
  if (!['offline', 'online', 'legacy'].includes(accessType)) return { refusal: 'Invalid token_access_type.' }
  const asked = read('scope')?.split(/\s+/).filter(Boolean)
  const unknown = asked?.find((scope) => !isKnownScope(scope))
  if (unknown) return { refusal: `Invalid scope: "${unknown}" is not a scope.` }
  const includeGranted = read('include_granted_scopes')
  if (includeGranted !== undefined && includeGranted !== 'user' && includeGranted !== 'team') {
    return { refusal: 'Invalid include_granted_scopes: it must be "user" or "team".' }
  }
  if (includeGranted && !asked) return { refusal: 'include_granted_scopes needs scope.' }
  const challenge = read('code_challenge')
  const method = read('code_challenge_method') ?? 'plain'
  if (challenge !== undefined && !/^[A-Za-z0-9._~-]{43,128}$/.test(challenge))
    return { refusal: 'Invalid code_challenge.' }
  if (method !== 'S256' && method !== 'plain') return { refusal: 'Invalid code_challenge_method: use S256.' }
  // Scopes that are not ticked in the App Console are not granted even if asked for.
  const scopes = (asked ?? app.scopes).filter((scope) => app.scopes.includes(scope))
  if (scopes.length === 0) return { refusal: 'None of the scopes asked for is ticked in the App Console.' }
  return {
    scopes: [...new Set(scopes)],
    isOffline: accessType === 'offline',
    ...(redirectUri === undefined ? {} : { redirectUri }),
    ...(state === undefined ? {} : { state }),
    ...(includeGranted === undefined ? {} : { includeGranted }),
    ...(challenge === undefined ? {} : { challenge: { value: challenge, method } }),
  }
}

export const showConsent = (world: World, query: URLSearchParams): Answer => {
  const request = readRequest(world, query)
  if ('refusal' in request) return refused(request.refusal)
  const ticket = randomBytes(18).toString('base64url')
  world.tickets.set(ticket, request)
  const admins = world.team.activeTeamAdmins()
  const ordinary = world.team.members.find((m) => m.status === 'active' && m.roleIds.length === 0)
  return html(
    200,
    consentPage({ team: world.team.name, app: world.app, request, ticket, admins: admins.slice(0, 3), ordinary }),
  )
}

const mayApprove = (world: World, member: Member) =>
  member.roleIds.includes(TEAM_ADMIN) || (world.assumptions.anyRoleMayApprove && member.roleIds.length > 0)

export const decideConsent = (world: World, form: URLSearchParams): Answer => {
  const ticket = form.get('ticket') ?? ''
  const request = world.tickets.get(ticket)
  if (!request) return refused('This page has been used already. Start again in the app.')
  world.tickets.delete(ticket)
  const back = (answer: Record<string, string>) => redirectBack(request, answer)

  if (form.get('decision') !== 'allow') {
    const denial = {
      error: 'access_denied',
      error_description: 'The user chose not to give your app access to their Dropbox account.',
    }
    return back(denial) ?? html(200, messagePage('Access was not given', 'You can close this page.'))
  }
  const email = form.get('other')?.trim() || (form.get('as') ?? '')
  const member = world.team.memberByEmail(email)
  if (member?.status !== 'active') return refused(`Nobody with the address "${email}" can sign in to this team.`)

  const scopes = withEarlierScopes(world, request, member)
  if (!scopes) return refused('include_granted_scopes cannot be used the first time an app is connected.')
  const kind = scopes.some(isTeamScope) ? 'team' : 'user'
  if (kind === 'team' && !mayApprove(world, member)) {
    return html(
      world.assumptions.notAdminStatus,
      messagePage(
        'You cannot connect this app',
        `${world.app.name} asks for access to the whole team. Only a team admin of ${world.team.name} can allow that.`,
      ),
    )
  }
  const code = randomBytes(32).toString('base64url')
  world.codes.set(code, {
    memberId: member.id,
    kind,
    scopes,
    isOffline: request.isOffline,
    ...(request.redirectUri === undefined ? {} : { redirectUri: request.redirectUri }),
    ...(request.challenge === undefined ? {} : { challenge: request.challenge }),
    expiresAt: world.now().getTime() + world.assumptions.codeLifetimeSeconds * 1000,
  })
  return back({ code }) ?? html(200, codePage(world.app.name, code))
}

const withEarlierScopes = (world: World, request: AuthorizeRequest, member: Member): string[] | undefined => {
  if (!request.includeGranted) return request.scopes
  const wantsTeam = request.includeGranted === 'team'
  const earlier = world.grants.of(member.id)
  if (earlier.length === 0) return undefined
  const kept = earlier.flatMap((grant) => grant.scopes).filter((scope) => isTeamScope(scope) === wantsTeam)
  return [...new Set([...request.scopes, ...kept])]
}

const redirectBack = (request: AuthorizeRequest, answer: Record<string, string>): Answer | undefined => {
  if (request.redirectUri === undefined) return undefined
  const target = new URL(request.redirectUri)
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value)
  if (request.state !== undefined) target.searchParams.set('state', request.state)
  return redirect(target.href)
}
