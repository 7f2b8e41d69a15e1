// POST /2/<route>: authorization, scope, strict arguments, then the route's handler. Order and texts as on the wire.
import type { IncomingHttpHeaders } from 'node:http'
import type { Hits } from '../faults.ts'
import { describeIssues } from '../routes/arguments.ts'
import { BadArgument, type Route, type RouteContext, RouteError } from '../routes/route.ts'
import { ROUTES } from '../routes/table.ts'
import type { World } from '../world.ts'
import { type Answer, apiError, json, text } from './answer.ts'

type RpcRequest = { method: string; route: string; headers: IncomingHttpHeaders; body: string }

const CONTENT_TYPES = ['application/json', 'application/json; charset=utf-8', 'text/plain; charset=dropbox-cors-hack']

const badCall = (route: string, what: string) => text(400, `Error in call to API function "${route}": ${what}`)

const authError = (tag: string, payload: Record<string, unknown> = {}) => apiError(401, { '.tag': tag, ...payload })

export const answerRpc = (world: World, request: RpcRequest, hits: Hits): Answer => {
  const { headers, body } = request
  const known = ROUTES.get(request.route)
  if (!known) return text(world.assumptions.unknownRouteStatus, `Unknown API function: "${request.route}"`)
  if (request.method !== 'POST')
    return {
      ...badCall(known.path, `Unexpected HTTP method "${request.method}". Expecting "POST".`),
      status: world.assumptions.wrongMethodStatus,
    }

  const authorized = authorize(world, known, headers, hits)
  if ('status' in authorized) return authorized

  const argument = readArgument(known, headers['content-type'], body)
  if ('refusal' in argument) return badCall(known.path, argument.refusal)

  hits.find('team-change')?.during(world.team)
  const cursor = (argument.value as { cursor?: unknown } | null)?.cursor
  if (hits.find('dead-cursor') && typeof cursor === 'string') world.cursors.kill(cursor)
  const repeated = hits.find('repeated-items')
  if (repeated && typeof cursor === 'string') world.cursors.setBack(cursor, repeated.items)

  const context: RouteContext = { ...world, ...authorized, jobPlan: hits.find('pending-jobs') }
  try {
    return json(200, known.handle(argument.value as never, context))
  } catch (error) {
    if (error instanceof RouteError) return apiError(409, error.error)
    if (error instanceof BadArgument) return badCall(known.path, error.message)
    throw error
  }
}

const authorize = (
  world: World,
  route: Route,
  headers: IncomingHttpHeaders,
  hits: Hits,
): Answer | Pick<RouteContext, 'grant' | 'cursorOwner'> => {
  const authorization = headers.authorization
  if (authorization === undefined) {
    return badCall(route.path, 'Must provide HTTP header "Authorization" or URL parameter "authorization".')
  }
  const token = /^Bearer (\S+)$/.exec(authorization)?.[1]
  if (token === undefined) {
    return badCall(
      route.path,
      'Invalid authorization value in HTTP header "Authorization". Expecting "Bearer <oauth2-access-token>".',
    )
  }
  if (hits.find('expired-token')) world.grants.expire(token)
  const found = world.grants.access(token)
  const approver = found && world.team.member(found.grant.memberId)
  if (!found || !approver) return authError('invalid_access_token')
  const { access, grant } = found
  if (approver.status !== 'active' && !world.assumptions.tokensOutliveTheirAdmin)
    return authError('invalid_access_token')
  if (access.expiresAt <= world.now().getTime()) return authError('expired_access_token')

  const wrongKind = checkKind(world, route, grant.kind, access.scopes, headers)
  if (wrongKind) return wrongKind
  if (route.scope !== null && (!access.scopes.includes(route.scope) || hits.find('missing-scope'))) {
    return authError('missing_scope', { required_scope: route.scope })
  }
  return { grant, cursorOwner: world.assumptions.cursorsSurviveRefresh ? grant.id : token }
}

/** Team tokens call team routes; for a person's route they must say in whose name. User tokens call no team route. */
const checkKind = (
  world: World,
  route: Route,
  kind: 'team' | 'user',
  scopes: readonly string[],
  headers: IncomingHttpHeaders,
): Answer | undefined => {
  if (route.auth === 'team') {
    if (kind === 'team') return undefined
    return badCall(
      route.path,
      'This is a DfB team management function, but the OAuth 2 access token you provided is for a single Dropbox account.',
    )
  }
  if (kind === 'user') return undefined
  const select = headers['dropbox-api-select-user'] ?? headers['dropbox-api-select-admin']
  if (select === undefined) {
    const isAccepted = route.path === 'auth/token/revoke' && !world.assumptions.revokeRefusesTeamToken
    if (isAccepted) return undefined
    return badCall(
      route.path,
      'This API function operates on a single Dropbox account, but the OAuth 2 access token you provided is for an entire Dropbox Business team. Since your API app key has team member file access permissions, you can operate on a team member\'s Dropbox by providing the "Dropbox-API-Select-User" HTTP header or "select_user" URL parameter to specify the exact user.',
    )
  }
  if (!scopes.includes('team_data.member')) return authError('missing_scope', { required_scope: 'team_data.member' })
  const selected = world.team.member(String(select))
  const isAdminHeader = headers['dropbox-api-select-user'] === undefined
  if (
    !selected ||
    selected.status === 'removed' ||
    (isAdminHeader && !world.team.activeTeamAdmins().includes(selected))
  ) {
    return authError(isAdminHeader ? 'invalid_select_admin' : 'invalid_select_user')
  }
  return selected.status === 'suspended' ? authError('user_suspended') : undefined
}

const readArgument = (
  route: Route,
  contentType: string | undefined,
  body: string,
): { value: unknown } | { refusal: string } => {
  const isEmpty = body.length === 0
  const type = contentType?.toLowerCase().replace(/\s*;\s*/, '; ')
  if (!(route.argument === null && isEmpty && type === undefined) && !CONTENT_TYPES.includes(type ?? '')) {
    return {
      refusal: `Bad HTTP "Content-Type" header: "${contentType ?? ''}".  Expecting one of ${CONTENT_TYPES.map((t) => `"${t}"`).join(', ')}.`,
    }
  }
  let value: unknown = null
  if (!isEmpty) {
    try {
      value = JSON.parse(body)
    } catch {
      return { refusal: 'request body: could not decode input as JSON' }
    }
  }
  if (route.argument === null)
    return value === null ? { value: null } : { refusal: 'request body: expected null, got value' }
  const parsed = route.argument.safeParse(value)
  return parsed.success ? { value: parsed.data } : { refusal: describeIssues(parsed.error) }
}
