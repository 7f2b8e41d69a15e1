// What a kind of access is called on screen.
import type { GroupManagement } from '../../shared/domain/entitlement.ts'

export const MANAGEMENT_WORDS: Record<GroupManagement, string> = {
  company_managed: 'Company-managed',
  user_managed: 'User-managed',
  system_managed: 'System-managed',
  other: 'Managed in another way',
}

export { accessKind as accessWords, typeWords } from '../../shared/domain/type-words.ts'
