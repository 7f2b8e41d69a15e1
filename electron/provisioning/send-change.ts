// One step's call to Dropbox: how it is written into the journal, and sending it.
import { assertNever } from '../../shared/domain/failure.ts'
import type { ResourceId } from '../../shared/domain/ids.ts'
import type { StepAction } from '../../shared/domain/plan.ts'
import { removeFromGroup, setGroupAccess } from '../dropbox/group-changes.ts'
import { suspendMember } from '../dropbox/members.ts'
import { setRoles } from '../dropbox/roles.ts'
import type { TeamClient } from '../dropbox/team-client.ts'
import type { JournalDetail } from '../store/step-journal.ts'

/** Route and options as they will be sent. `keepRoleIds` are the roles left right now, not those of the preview. */
export const callOf = (action: StepAction, keepRoleIds: readonly ResourceId[]): JournalDetail => {
  const { accountId } = action
  switch (action.kind) {
    case 'set-roles':
      return { route: 'team/members/set_admin_permissions_v2', accountId, newRoles: [...keepRoleIds] }
    case 'demote-owner':
      return { route: 'team/groups/members/set_access_type', accountId, groupId: action.groupId, accessType: 'member' }
    case 'remove-from-group':
      return { route: 'team/groups/members/remove', accountId, groupId: action.groupId }
    case 'suspend':
      return { route: 'team/members/suspend', accountId, wipeData: action.wipeData }
    default:
      return assertNever(action)
  }
}

/**
 * Without an AbortSignal: a call under way is always waited for, because whether it was made would be unknown otherwise.
 * @throws Failure conflict and others surely not applied; unreachable, dropbox-down, answer-unreadable: maybe applied
 */
export const sendChange = (
  client: TeamClient,
  action: StepAction,
  keepRoleIds: readonly ResourceId[],
): Promise<{ requestId: string | null }> => {
  const { accountId } = action
  switch (action.kind) {
    case 'set-roles':
      return setRoles(client, accountId, keepRoleIds)
    case 'demote-owner':
      return setGroupAccess(client, action.groupId, accountId, 'member')
    case 'remove-from-group':
      return removeFromGroup(client, action.groupId, accountId)
    case 'suspend':
      return suspendMember(client, accountId, { wipeData: action.wipeData })
    default:
      return assertNever(action)
  }
}
