// Groups: listing, and reading some of them with their members.
// Source: https://www.dropbox.com/developers/documentation/http/teams#team-groups
import { z } from 'zod'
import { Failure } from '../../shared/domain/failure.ts'
import type { ResourceId } from '../../shared/domain/ids.ts'
import { inBatches } from './batches.ts'
import {
  type Group,
  groupFullSchema,
  groupSummarySchema,
  type Membership,
  membershipSchema,
  plainGroup,
  plainGroupSummary,
  plainMembership,
} from './group.ts'
import { hearing, pageOf, type ReadPage } from './page.ts'
import { plainFirst, plainList, UNUSUAL } from './plain.ts'
import { defineRoute } from './route.ts'
import { byGroupId, type GroupSelector } from './selectors.ts'
import type { TeamClient } from './team-client.ts'

const PAGE = 1000
/** The route's limit is not documented. */
const GROUPS_PER_CALL = 50

const groupsPage = pageOf('groups', groupSummarySchema, plainGroupSummary)
const membershipsPage = pageOf('members', membershipSchema, plainMembership)

const firstPageRoute = defineRoute(
  'team/groups/list',
  (sdk, arg: { limit: number }, options) => sdk.teamGroupsList(arg, options),
  groupsPage,
)

const nextPageRoute = defineRoute(
  'team/groups/list/continue',
  (sdk, arg: { cursor: string }, options) => sdk.teamGroupsListContinue(arg, options),
  groupsPage,
)

const infoItemSchema = z.union([
  z.object({ '.tag': z.literal('id_not_found'), id_not_found: z.string() }),
  groupFullSchema,
  z.object({ '.tag': z.string() }),
])

/** Also the answer of `set_access_type`. */
export const groupsInfo = plainFirst(
  (body) => (Array.isArray(body) ? plainList(body, plainGroup) : UNUSUAL),
  z.array(infoItemSchema),
)

const infoRoute = defineRoute(
  'team/groups/get_info',
  (sdk, arg: { '.tag': 'group_ids'; group_ids: ResourceId[] }, options) => sdk.teamGroupsGetInfo(arg, options),
  groupsInfo,
)

const firstMembersRoute = defineRoute(
  'team/groups/members/list',
  (sdk, arg: { group: GroupSelector; limit: number }, options) => sdk.teamGroupsMembersList(arg, options),
  membershipsPage,
)

const nextMembersRoute = defineRoute(
  'team/groups/members/list/continue',
  (sdk, arg: { cursor: string }, options) => sdk.teamGroupsMembersListContinue(arg, options),
  membershipsPage,
)

export const GROUPS_LISTING = 'team/groups/list'
export const GROUP_MEMBERS_LISTING = 'team/groups/members/list'

export const groupsPages =
  (client: TeamClient, signal?: AbortSignal): ReadPage<Group> =>
  (cursor, sawCursor) =>
    cursor === null
      ? client.read(firstPageRoute, { limit: PAGE }, signal, hearing(sawCursor))
      : client.read(nextPageRoute, { cursor }, signal, hearing(sawCursor))

/** Who is in one group, page by page. Whether Dropbox answers for system-managed groups is not documented. */
export const groupMembersPages =
  (client: TeamClient, groupId: ResourceId, signal?: AbortSignal): ReadPage<Membership> =>
  (cursor, sawCursor) =>
    cursor === null
      ? client.read(firstMembersRoute, { group: byGroupId(groupId), limit: PAGE }, signal, hearing(sawCursor))
      : client.read(nextMembersRoute, { cursor }, signal, hearing(sawCursor))

/** One call for a handful of groups; null for a group that is gone. The order of the answer does not matter. */
export const getGroupBatch = async (
  client: TeamClient,
  groupIds: readonly ResourceId[],
  signal?: AbortSignal,
): Promise<Map<ResourceId, Group | null>> => {
  const items = await client.read(infoRoute, { '.tag': 'group_ids', group_ids: [...groupIds] }, signal)
  const found = new Map<ResourceId, Group | null>()
  for (const item of items) {
    if ('resource' in item) found.set(item.resource.resourceId, item)
    else if ('id_not_found' in item) found.set(item.id_not_found as ResourceId, null)
  }
  const missing = groupIds.find((id) => !found.has(id))
  if (missing === undefined) return found
  const reason = `it says nothing about ${missing}`
  throw new Failure({ kind: 'answer-unreadable', route: infoRoute.path, reason, requestId: null })
}

/** The groups as they are now, with members; null for a group that is gone. */
export const getGroups = async (
  client: TeamClient,
  groupIds: readonly ResourceId[],
  signal?: AbortSignal,
): Promise<Map<ResourceId, Group | null>> => {
  const found = new Map<ResourceId, Group | null>()
  await inBatches(groupIds, GROUPS_PER_CALL, async (batch) => {
    for (const [id, group] of await getGroupBatch(client, batch, signal)) found.set(id, group)
  })
  return found
}
