// team/members: list_v2 and its continuation, get_info_v2, the roles there are.
import { z } from 'zod'
import type { Member } from '../state/model.ts'
import { positionAfter } from '../state/ordered.ts'
import { BUILT_IN_ROLES } from '../state/roles.ts'
import { flag, pageLimit, userSelector } from './arguments.ts'
import { findUser, selectorText } from './find.ts'
import { pageEnd, resume, takePage } from './paging.ts'
import { type RouteContext, route, voidRoute } from './route.ts'
import { memberFields, memberInfo, roleOnWire } from './wire.ts'

const FAMILY = 'team/members/list_v2'
type ListQuery = { limit: number; include_removed: boolean }

function* listed(members: readonly Member[], afterId: string, query: ListQuery): Iterable<Member> {
  for (let at = positionAfter(members, afterId); at < members.length; at++) {
    const member = members[at]
    if (member && (query.include_removed || member.status !== 'removed')) yield member
  }
}

const listPage = (context: RouteContext, from: { afterId: string; query: unknown }) => {
  const query = from.query as ListQuery
  const { page, hasMore } = takePage(listed(context.team.members, from.afterId, query), query.limit)
  return {
    members: page.map((member) => memberInfo(member, context)),
    ...pageEnd(context, FAMILY, page, from, hasMore),
  }
}

export const memberReadRoutes = [
  route(
    'team/members/list_v2',
    'members.read',
    z.strictObject({ limit: pageLimit, include_removed: flag(false) }),
    (query, context) => listPage(context, { afterId: '', query }),
  ),

  route(
    'team/members/list/continue_v2',
    'members.read',
    z.strictObject({ cursor: z.string() }),
    ({ cursor }, context) => listPage(context, resume(context, FAMILY, cursor)),
  ),

  route(
    'team/members/get_info_v2',
    'members.read',
    z.strictObject({ members: z.array(userSelector) }),
    ({ members }, context) => ({
      members_info: members.map((selector) => {
        const member = findUser(context, selector)
        const isFound = member && (member.status !== 'removed' || context.assumptions.getInfoFindsRemoved)
        return isFound
          ? { '.tag': 'member_info', ...memberFields(member, context) }
          : { '.tag': 'id_not_found', id_not_found: selectorText(selector) }
      }),
    }),
  ),

  voidRoute('team/members/get_available_team_member_roles', 'members.read', () => ({
    roles: BUILT_IN_ROLES.map(roleOnWire),
  })),
]
