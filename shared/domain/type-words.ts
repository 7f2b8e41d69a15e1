// What kinds of access are called, also those that only a file knows.
import type { EntitlementName, ResourceType } from './entitlement.ts'

/** "org_role" as "Org role"; Dropbox's own by their names. */
export const typeWords = (type: ResourceType): string => {
  const words = type.replaceAll(/[_-]+/g, ' ').trim()
  return words === '' ? type : words.charAt(0).toUpperCase() + words.slice(1)
}

/** "Role", "Group member", "Group owner", "Licence", "Repository admin". */
export const accessKind = (key: { resourceType: ResourceType; entitlement: EntitlementName }): string => {
  const type = typeWords(key.resourceType)
  const isPlain = key.entitlement === 'assigned' || (key.resourceType === 'role' && key.entitlement === 'member')
  return isPlain ? type : `${type} ${key.entitlement}`
}
