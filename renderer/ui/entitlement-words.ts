// What a kind of access is called on screen.
import type { EntitlementName, GroupManagement, ResourceType } from '../../shared/domain/entitlement.ts'

export const TYPE_WORDS: Record<ResourceType, string> = { role: 'Role', group: 'Group', licence: 'Licence' }

export const MANAGEMENT_WORDS: Record<GroupManagement, string> = {
  company_managed: 'Company-managed',
  user_managed: 'User-managed',
  system_managed: 'System-managed',
  other: 'Managed in another way',
}

/** "Role", "Group member", "Group owner", "Licence". */
export const accessWords = (key: { resourceType: ResourceType; entitlement: EntitlementName }): string =>
  key.resourceType === 'group' ? `Group ${key.entitlement}` : TYPE_WORDS[key.resourceType]
