// Reads what a step concerns from Dropbox, right before its call and after it.

import type { AccountId } from '../../shared/domain/ids.ts'
import type { StepAction } from '../../shared/domain/plan.ts'
import { getGroups } from '../dropbox/groups.ts'
import { getMembers } from '../dropbox/members.ts'
import type { TeamClient } from '../dropbox/team-client.ts'
import type { JournalDetail } from '../store/step-journal.ts'
import { groupOf, type Scene, sceneOf } from './fresh-team.ts'

/** @throws Failure as reads do: unreachable, dropbox-down, rate-limited, sign-in-needed, scope-missing, cancelled */
export const readScene = async (
  client: TeamClient,
  action: StepAction,
  actingAdminId: AccountId,
  signal: AbortSignal,
): Promise<Scene> => {
  const groupId = groupOf(action)
  const [people, groups] = await Promise.all([
    getMembers(client, [action.accountId], signal),
    getGroups(client, groupId === null ? [] : [groupId], signal),
  ])
  return sceneOf(action, { people, groups, actingAdminId })
}

/** What was seen, as the journal keeps it. */
export const seenIn = (action: StepAction, { person, group }: Scene): JournalDetail => {
  const seen: JournalDetail = { status: person?.account.status ?? null, email: person?.account.email ?? null }
  if (action.kind === 'set-roles') seen.roles = person?.roles.map((role) => role.roleId) ?? []
  if (groupOf(action) !== null) {
    seen.groupIsThere = group !== null
    seen.access = group?.members?.find((member) => member.accountId === action.accountId)?.access ?? null
  }
  return seen
}
