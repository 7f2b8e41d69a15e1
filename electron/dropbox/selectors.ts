// How requests name people and groups: always by the id that never changes hands, never by e-mail or external id.
import type { AccountId, ResourceId } from '../../shared/domain/ids.ts'

export type UserSelector = { '.tag': 'team_member_id'; team_member_id: AccountId }
export type GroupSelector = { '.tag': 'group_id'; group_id: ResourceId }

export const byMemberId = (accountId: AccountId): UserSelector => ({
  '.tag': 'team_member_id',
  team_member_id: accountId,
})

export const byGroupId = (groupId: ResourceId): GroupSelector => ({ '.tag': 'group_id', group_id: groupId })
