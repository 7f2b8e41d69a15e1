// team/groups: list, get_info, members/list, and their continuations.
import { z } from 'zod'
import type { Group } from '../state/model.ts'
import { positionAfter } from '../state/ordered.ts'
import { groupSelector, pageLimit } from './arguments.ts'
import { findGroup } from './find.ts'
import { pageEnd, resume, takePage } from './paging.ts'
import { type RouteContext, refusal, route } from './route.ts'
import { groupFullInfo, groupMember, groupSummary } from './wire.ts'

const GROUPS = 'team/groups/list'
const GROUP_MEMBERS = 'team/groups/members/list'

type From = { afterId: string; query: unknown }

const groupPage = (context: RouteContext, from: From) => {
  const { limit } = from.query as { limit: number }
  const rest = context.team.groups.slice(positionAfter(context.team.groups, from.afterId))
  const { page, hasMore } = takePage(rest, limit)
  return { groups: page.map((group) => groupSummary(group, context)), ...pageEnd(context, GROUPS, page, from, hasMore) }
}

const memberPage = (context: RouteContext, group: Group, from: From) => {
  const { limit } = from.query as { limit: number }
  const { page, hasMore } = takePage(context.team.membersOf(group, from.afterId), limit)
  return {
    members: page.map((member) => groupMember(member, group.access.get(member.id) ?? 'member', context)),
    ...pageEnd(context, GROUP_MEMBERS, page, from, hasMore),
  }
}

const groupsSelector = z.discriminatedUnion('.tag', [
  z.strictObject({ '.tag': z.literal('group_ids'), group_ids: z.array(z.string()) }),
  z.strictObject({ '.tag': z.literal('group_external_ids'), group_external_ids: z.array(z.string()) }),
])

export const groupReadRoutes = [
  route('team/groups/list', 'groups.read', z.strictObject({ limit: pageLimit }), (query, context) =>
    groupPage(context, { afterId: '', query }),
  ),

  route('team/groups/list/continue', 'groups.read', z.strictObject({ cursor: z.string() }), ({ cursor }, context) =>
    groupPage(context, resume(context, GROUPS, cursor)),
  ),

  route('team/groups/get_info', 'groups.read', groupsSelector, (selector, context) => {
    const isById = selector['.tag'] === 'group_ids'
    const ids = isById ? selector.group_ids : selector.group_external_ids
    return ids.map((id) => {
      const group = isById ? context.team.group(id) : context.team.groupByExternalId(id)
      return group
        ? { '.tag': 'group_info', ...groupFullInfo(group, context, true) }
        : { '.tag': 'id_not_found', id_not_found: id }
    })
  }),

  route(
    'team/groups/members/list',
    'groups.read',
    z.strictObject({ group: groupSelector, limit: pageLimit }),
    ({ group: selector, limit }, context) => {
      const group = findGroup(context, selector)
      const isRefused = group?.management === 'system_managed' && !context.assumptions.systemGroupsListMembers
      if (!group || isRefused) throw refusal('group_not_found')
      return memberPage(context, group, { afterId: '', query: { groupId: group.id, limit } })
    },
  ),

  route(
    'team/groups/members/list/continue',
    'groups.read',
    z.strictObject({ cursor: z.string() }),
    ({ cursor }, context) => {
      const from = resume(context, GROUP_MEMBERS, cursor)
      const group = context.team.group((from.query as { groupId: string }).groupId)
      if (!group) throw refusal('invalid_cursor')
      return memberPage(context, group, from)
    },
  ),
]
