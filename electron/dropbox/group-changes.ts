// Changing who is in a group. One person per call: a list fails as a whole, without saying whom it failed for.
// Source: https://www.dropbox.com/developers/documentation/http/teams#team-groups-members-remove
import { z } from 'zod'
import type { AccountId, ResourceId } from '../../shared/domain/ids.ts'
import { groupsInfo } from './groups.ts'
import { defineRoute } from './route.ts'
import { byGroupId, byMemberId, type GroupSelector, type UserSelector } from './selectors.ts'
import type { TeamClient } from './team-client.ts'

type Access = 'member' | 'owner'
type AccessTag = { '.tag': Access }

/** `async_job_id` is always one space and must not be polled; nothing else is needed from the answer. */
const changeAnswer = z.object({ group_info: z.object({ group_id: z.string() }) })

const removeRoute = defineRoute(
  'team/groups/members/remove',
  (sdk, arg: { group: GroupSelector; users: UserSelector[]; return_members: false }, options) =>
    sdk.teamGroupsMembersRemove(arg, options),
  changeAnswer,
)

const addRoute = defineRoute(
  'team/groups/members/add',
  (
    sdk,
    arg: { group: GroupSelector; members: { user: UserSelector; access_type: AccessTag }[]; return_members: false },
    options,
  ) => sdk.teamGroupsMembersAdd(arg, options),
  changeAnswer,
)

const setAccessRoute = defineRoute(
  'team/groups/members/set_access_type',
  (sdk, arg: { group: GroupSelector; user: UserSelector; access_type: AccessTag; return_members: false }, options) =>
    sdk.teamGroupsMembersSetAccessType(arg, options),
  groupsInfo,
)

/** Conflicts: `member_not_in_group`, `group_not_found`, `system_managed_group_disallowed`, `members_not_in_team`, … */
export const removeFromGroup = async (
  client: TeamClient,
  groupId: ResourceId,
  accountId: AccountId,
  signal?: AbortSignal,
): Promise<{ requestId: string | null }> => {
  const users = [byMemberId(accountId)]
  const { requestId } = await client.write(
    removeRoute,
    { group: byGroupId(groupId), users, return_members: false },
    signal,
  )
  return { requestId }
}

/** Conflicts: `duplicate_user` (its access stays as it is), `user_must_be_active_to_be_owner`, … */
export const addToGroup = async (
  client: TeamClient,
  groupId: ResourceId,
  accountId: AccountId,
  access: Access,
  signal?: AbortSignal,
): Promise<{ requestId: string | null }> => {
  const members = [{ user: byMemberId(accountId), access_type: { '.tag': access } }]
  const { requestId } = await client.write(
    addRoute,
    { group: byGroupId(groupId), members, return_members: false },
    signal,
  )
  return { requestId }
}

/** Conflicts: `member_not_in_group`, `user_cannot_be_manager_of_company_managed_group`, `group_not_found`, … */
export const setGroupAccess = async (
  client: TeamClient,
  groupId: ResourceId,
  accountId: AccountId,
  access: Access,
  signal?: AbortSignal,
): Promise<{ requestId: string | null }> => {
  const { requestId } = await client.write(
    setAccessRoute,
    { group: byGroupId(groupId), user: byMemberId(accountId), access_type: { '.tag': access }, return_members: false },
    signal,
  )
  return { requestId }
}
