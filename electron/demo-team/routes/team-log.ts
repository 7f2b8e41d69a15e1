// team_log/get_events and its continuation.
import { z } from 'zod'
import { LOGGED, type LoggedType } from '../activity/event.ts'
import { pageLimit, voidUnion } from './arguments.ts'
import { eventOnWire } from './log-wire.ts'
import { type RouteContext, refusal, route } from './route.ts'
import { timestamp } from './wire.ts'

const FAMILY = 'team_log/get_events'
const DAY = 86_400_000

const CATEGORIES = [
  'admin_alerting',
  'apps',
  'comments',
  'dash',
  'data_governance',
  'devices',
  'domains',
  'encryption',
  'file_operations',
  'file_requests',
  'groups',
  'logins',
  'members',
  'paper',
  'passwords',
  'protect',
  'reports',
  'sharing',
  'showcase',
  'signatures',
  'sso',
  'team_folders',
  'team_policies',
  'team_profile',
  'tfa',
  'trusted_teams',
] as const

/** Types that this team's log knows without ever holding one. */
const OTHER_TYPES = [
  'member_change_membership_type',
  'member_change_email',
  'group_add_member',
  'group_change_member_role',
  'group_remove_member',
  'group_create',
  'group_delete',
  'group_rename',
  'group_change_management_type',
  'app_link_user',
  'app_unlink_user',
  'device_link_success',
  'device_unlink',
] as const

const TYPES = [...(Object.keys(LOGGED) as [LoggedType, ...LoggedType[]]), ...OTHER_TYPES] as const

/** A DropboxTimestamp: whole seconds, no milliseconds. */
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, "does not match format '%Y-%m-%dT%H:%M:%SZ'")
  .transform((text) => Date.parse(text))
  .refine((time) => !Number.isNaN(time), 'is no time')

const eventsArgument = z.strictObject({
  limit: pageLimit,
  account_id: z.string().length(40).optional(),
  time: z.strictObject({ start_time: moment.optional(), end_time: moment.optional() }).optional(),
  category: voidUnion(CATEGORIES).optional(),
  event_type: voidUnion(TYPES).optional(),
})

type Query = z.output<typeof eventsArgument>

/** Nobody who was removed can be asked for by account id any more than somebody who never was. */
const isSomebody = (context: RouteContext, accountId: string): boolean =>
  context.team.members.some((member) => member.accountId === accountId)

const eventPage = (context: RouteContext, query: Query, position: number) => {
  const { account_id: accountId, category, event_type: type, time } = query
  const names = (memberId: string | undefined) =>
    memberId !== undefined && context.team.member(memberId)?.accountId === accountId
  const {
    events,
    position: next,
    hasMore,
  } = context.log.read(position, {
    limit: query.limit,
    from: time?.start_time ?? 0,
    to: time?.end_time ?? null,
    isWanted: (event) =>
      (category === undefined || LOGGED[event.type].category === category) &&
      (type === undefined || event.type === type) &&
      (accountId === undefined || names(event.actorId) || names(event.contextId)),
  })
  const issuedAt = context.now().getTime()
  const lastAt = events.at(-1)?.at ?? issuedAt
  const cursor = context.cursors.issue({
    family: FAMILY,
    owner: context.cursorOwner,
    afterId: String(next),
    query: { query, issuedAt, lastAt },
  })
  context.cursors.remember(cursor, lastAt)
  return { events: events.map((event) => eventOnWire(event, context)), cursor, has_more: hasMore }
}

export const teamLogRoutes = [
  route('team_log/get_events', 'events.read', eventsArgument, (query, context) => {
    const { start_time: start, end_time: end } = query.time ?? {}
    if (start !== undefined && end !== undefined && start >= end) throw refusal('invalid_time_range')
    if (query.category !== undefined && query.event_type !== undefined) throw refusal('invalid_filters')
    if (query.account_id !== undefined && !isSomebody(context, query.account_id)) throw refusal('account_id_not_found')
    return eventPage(context, query, 0)
  }),

  route(
    'team_log/get_events/continue',
    'events.read',
    z.strictObject({ cursor: z.string() }),
    ({ cursor }, context) => {
      const found = context.cursors.find(cursor, FAMILY, context.cursorOwner)
      const kept = found?.query as { query: Query; issuedAt: number; lastAt: number } | undefined
      const oldest = context.now().getTime() - context.assumptions.logCursorDays * DAY
      if (kept && kept.issuedAt >= oldest) return eventPage(context, kept.query, Number(found?.afterId))
      // One that was good once says from when on to ask again; any other is just wrong.
      const lastAt = kept?.lastAt ?? context.cursors.recall(cursor)
      if (lastAt === undefined) throw refusal('bad_cursor')
      throw refusal('reset', timestamp(lastAt))
    },
  ),
]
