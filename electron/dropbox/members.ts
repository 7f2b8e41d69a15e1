// Members of the team: listing, reading some, suspending and unsuspending.
// Source: https://www.dropbox.com/developers/documentation/http/teams#team-members
import { z } from 'zod'
import { Failure } from '../../shared/domain/failure.ts'
import type { AccountId } from '../../shared/domain/ids.ts'
import { inBatches } from './batches.ts'
import { type Member, memberSchema, plainMember } from './member.ts'
import { hearing, pageOf, type ReadPage } from './page.ts'
import { defineRoute } from './route.ts'
import { byMemberId, type UserSelector } from './selectors.ts'
import type { TeamClient } from './team-client.ts'
import { nothing } from './wire.ts'

const PAGE = 1000
/** The route's limit is not documented. */
const PEOPLE_PER_CALL = 100

const membersPage = pageOf('members', memberSchema, plainMember)

const firstPageRoute = defineRoute(
  'team/members/list_v2',
  (sdk, arg: { limit: number; include_removed: boolean }, options) => sdk.teamMembersListV2(arg, options),
  membersPage,
)

const nextPageRoute = defineRoute(
  'team/members/list/continue_v2',
  (sdk, arg: { cursor: string }, options) => sdk.teamMembersListContinueV2(arg, options),
  membersPage,
)

const infoRoute = defineRoute(
  'team/members/get_info_v2',
  (sdk, arg: { members: UserSelector[] }, options) => sdk.teamMembersGetInfoV2(arg, options),
  z.object({
    members_info: z.array(
      z.union([
        z.object({ '.tag': z.literal('id_not_found'), id_not_found: z.string() }),
        memberSchema,
        z.object({ '.tag': z.string() }),
      ]),
    ),
  }),
)

const suspendRoute = defineRoute(
  'team/members/suspend',
  (sdk, arg: { user: UserSelector; wipe_data: boolean }, options) => sdk.teamMembersSuspend(arg, options),
  nothing,
)

const unsuspendRoute = defineRoute(
  'team/members/unsuspend',
  (sdk, arg: { user: UserSelector }, options) => sdk.teamMembersUnsuspend(arg, options),
  nothing,
)

export const MEMBERS_LISTING = 'team/members/list_v2'

/** The first page of everybody, removed accounts included; then the pages after it by cursor. */
export const membersPages =
  (client: TeamClient, signal?: AbortSignal): ReadPage<Member> =>
  (cursor, sawCursor) =>
    cursor === null
      ? client.read(firstPageRoute, { limit: PAGE, include_removed: true }, signal, hearing(sawCursor))
      : client.read(nextPageRoute, { cursor }, signal, hearing(sawCursor))

/** The accounts as they are now; null for an id the team does not know. */
export const getMembers = async (
  client: TeamClient,
  accountIds: readonly AccountId[],
  signal?: AbortSignal,
): Promise<Map<AccountId, Member | null>> => {
  const found = new Map<AccountId, Member | null>()
  await inBatches(accountIds, PEOPLE_PER_CALL, async (batch) => {
    const { members_info: items } = await client.read(infoRoute, { members: batch.map(byMemberId) }, signal)
    for (const item of items) {
      if ('account' in item) found.set(item.account.accountId, item)
      else if ('id_not_found' in item) found.set(item.id_not_found as AccountId, null)
    }
  })
  const missing = accountIds.find((id) => !found.has(id))
  if (missing === undefined) return found
  const reason = `it says nothing about ${missing}`
  throw new Failure({ kind: 'answer-unreadable', route: infoRoute.path, reason, requestId: null })
}

/**
 * Suspends an account. `wipeData` is always sent: Dropbox's default would wipe the linked devices.
 * Conflicts: `suspend_inactive_user` (already suspended, or only invited), `suspend_last_admin`, `user_not_found`, …
 */
export const suspendMember = async (
  client: TeamClient,
  accountId: AccountId,
  { wipeData }: { wipeData: false },
  signal?: AbortSignal,
): Promise<{ requestId: string | null }> => {
  const { requestId } = await client.write(suspendRoute, { user: byMemberId(accountId), wipe_data: wipeData }, signal)
  return { requestId }
}

/** Conflicts: `unsuspend_non_suspended_member`, `team_license_limit`, `user_not_found`, `user_not_in_team`. */
export const unsuspendMember = async (
  client: TeamClient,
  accountId: AccountId,
  signal?: AbortSignal,
): Promise<{ requestId: string | null }> => {
  const { requestId } = await client.write(unsuspendRoute, { user: byMemberId(accountId) }, signal)
  return { requestId }
}
