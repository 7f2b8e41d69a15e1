// Sign-ins from the team's event log: the only place where Dropbox tells when somebody last signed in.
// Source: https://www.dropbox.com/developers/documentation/http/teams#team_log-get_events
import { z } from 'zod'
import { type AccountId, accountIdSchema, type Instant } from '../../shared/domain/ids.ts'
import type { Page } from './page.ts'
import { defineRoute } from './route.ts'
import type { TeamClient } from './team-client.ts'
import { optional, timestamp } from './wire.ts'

const PAGE = 1000

/** Old events may name people by Dropbox account alone. */
export type SignIn = { accountId: AccountId | null; dropboxAccountId: string | null; at: Instant }

/** From `since` on and before `until`; with null as the end the cursor can be asked again for what comes later. */
export type LogStretch = { since: Instant; until: Instant | null }

const personSchema = z.object({ team_member_id: optional(accountIdSchema), account_id: optional(z.string()) })
type Person = z.output<typeof personSchema>

/** An admin's own sign-in has the actor under `admin`, everybody else's under `user`. */
const eventSchema = z.object({
  timestamp,
  actor: optional(z.object({ user: optional(personSchema), admin: optional(personSchema) })),
  context: optional(personSchema),
  event_type: optional(z.object({ '.tag': z.string() })),
})

const isSame = (a: Person, b: Person): boolean =>
  a.team_member_id !== null && b.team_member_id !== null
    ? a.team_member_id === b.team_member_id
    : a.account_id === b.account_id

/** Null for what is no sign-in of a person's own: failed ones, and admins who sign in as somebody else. */
const toSignIn = ({ event_type: type, timestamp: at, actor, context }: z.output<typeof eventSchema>): SignIn | null => {
  const person = actor?.user ?? actor?.admin
  if (type?.['.tag'] !== 'login_success' || !at || !person) return null
  const isNamed = context !== null && (context.team_member_id !== null || context.account_id !== null)
  if (isNamed && !isSame(person, context)) return null
  return { accountId: person.team_member_id, dropboxAccountId: person.account_id, at }
}

/** A page may be empty although there is more. */
const eventsPage = z
  .object({ events: z.array(eventSchema), cursor: optional(z.string()), has_more: z.boolean() })
  .transform(
    ({ events, cursor, has_more: hasMore }): Page<SignIn> => ({
      items: events.map(toSignIn).filter((signIn) => signIn !== null),
      cursor: cursor ?? '',
      hasMore,
    }),
  )

type EventsArgument = {
  limit: number
  event_type: { '.tag': 'login_success' }
  time: { start_time: string; end_time?: string }
}

const firstPageRoute = defineRoute(
  'team_log/get_events',
  (sdk, arg: EventsArgument, options) => sdk.teamLogGetEvents(arg, options),
  eventsPage,
)

const nextPageRoute = defineRoute(
  'team_log/get_events/continue',
  (sdk, arg: { cursor: string }, options) => sdk.teamLogGetEventsContinue(arg, options),
  eventsPage,
)

export const EVENTS_LISTING = 'team_log/get_events'

/** A DropboxTimestamp has whole seconds and no milliseconds. */
const wholeSeconds = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19)}Z`

/** The first page of a stretch of the log. Events are not ordered by time. */
export const getSignInsPage = (
  client: TeamClient,
  { since, until }: LogStretch,
  signal?: AbortSignal,
): Promise<Page<SignIn>> =>
  client.read(
    firstPageRoute,
    {
      limit: PAGE,
      event_type: { '.tag': 'login_success' },
      time: { start_time: wholeSeconds(since), ...(until === null ? {} : { end_time: wholeSeconds(until) }) },
    },
    signal,
  )

/** Conflicts: `bad_cursor`, and `reset` once a cursor is some days old. */
export const getMoreSignIns = (client: TeamClient, cursor: string, signal?: AbortSignal): Promise<Page<SignIn>> =>
  client.read(nextPageRoute, { cursor }, signal)
