// The rules of reviewing: which verdicts an item can get, when a reason is needed, what a revoke does, scope in words.
import type { AccountStatus } from './account.ts'
import type { Verdict } from './campaign.ts'
import type { EntitlementName, GroupManagement, ResourceType } from './entitlement.ts'
import type { FlagKind } from './flags.ts'
import { accessKind } from './type-words.ts'

export type ReviewedGrant = {
  resourceType: ResourceType
  entitlement: EntitlementName
  management: GroupManagement | null
  status: AccountStatus
  isOwnAccess: boolean
}

/** "Group owner", "Admin role": what kind of access it is, for lists. */
export const accessWords = (grant: Pick<ReviewedGrant, 'resourceType' | 'entitlement'>): string => {
  if (grant.resourceType === 'role') return 'Admin role'
  return accessKind(grant)
}

/** Does a flag of the account itself concern this kind of access? Holding several roles says nothing of a group. */
export const flagConcerns = (kind: FlagKind, resourceType: ResourceType): boolean =>
  kind !== 'several-roles' || resourceType === 'role'

/** The verdicts a grant can get; what a reviewer might miss among them has its reason in `limits`. */
export const verdictsFor = (grant: ReviewedGrant): { verdicts: Verdict[]; limits: string | null } => {
  if (grant.isOwnAccess)
    return {
      verdicts: ['abstain'],
      limits: 'This is your own access; somebody else has to decide it, or abstain.',
    }
  if (grant.resourceType === 'licence' && grant.status === 'invited')
    return {
      verdicts: ['certify', 'abstain'],
      limits: 'An invitation cannot be suspended; cancel it in the Dropbox Admin Console.',
    }
  if (grant.management === 'system_managed')
    return { verdicts: ['certify', 'abstain'], limits: 'Dropbox manages this group; nobody can be removed from it.' }
  if (grant.management === 'other')
    return {
      verdicts: ['certify', 'abstain'],
      limits: 'Attest does not know this kind of group and never changes it; use the Dropbox Admin Console.',
    }
  if (grant.resourceType === 'group' && grant.entitlement === 'owner')
    return { verdicts: ['certify', 'revoke', 'demote', 'abstain'], limits: null }
  return { verdicts: ['certify', 'revoke', 'abstain'], limits: null }
}

/** Why a grant cannot get a verdict, in a sentence; null when it can. */
export const whyNot = (verdict: Verdict, grant: ReviewedGrant): string | null => {
  const { verdicts, limits } = verdictsFor(grant)
  if (verdicts.includes(verdict)) return null
  return limits ?? 'Only a group owner can be demoted.'
}

/** What is missing of a decision's reason, in a sentence; null when nothing is. */
export const missingReason = (verdict: Verdict, reason: string, items: number): string | null => {
  if (reason.trim() !== '') return null
  if (verdict === 'revoke' || verdict === 'demote') return `Give a reason: a ${verdict} needs one.`
  return items > 1 ? 'Give a reason: a decision on several rows at once needs one.' : null
}

/** What a revoke would do, in one plain sentence. `otherRoles` and `owners` tell what is left. */
export const revokeConsequence = (
  grant: Pick<ReviewedGrant, 'resourceType' | 'entitlement' | 'status'> & {
    person: string
    resourceName: string
    isFromFile?: boolean
  },
  left: { otherRoles: readonly string[]; owners: number },
): string => {
  const { person, resourceName } = grant
  if (grant.isFromFile)
    return `${person} is to lose ${resourceName} (${grant.entitlement}). The snapshot comes from a file, so it is taken away in its own system.`
  if (grant.resourceType === 'role')
    return left.otherRoles.length === 0
      ? `${person} loses ${resourceName} and is an ordinary member from then on; account, files and groups stay.`
      : `${person} loses ${resourceName} and keeps ${left.otherRoles.join(', ')}; account, files and groups stay.`
  if (grant.resourceType === 'licence') {
    if (grant.status === 'invited') return `${person} has not joined; an invitation is cancelled in the Admin Console.`
    if (grant.status === 'suspended') return `${person} is suspended already, so nothing would change in Dropbox.`
    return `${person} is suspended: no sign-in any more, files stay, no device is wiped, and the licence stays in use.`
  }
  if (grant.entitlement === 'owner' && left.owners <= 1)
    return `${person} leaves ${resourceName}, which then has no owner: only team admins could manage it.`
  return `${person} leaves ${resourceName} and loses the folders it gives; access held another way stays.`
}

/** One group by name, several by number. */
const groupWords = (names: readonly string[]): string =>
  names.length === 1 ? `the group ${names[0]}` : `${names.length} groups`

/** What a campaign covers, and what it leaves out and why. `groups` are the names of the groups in scope. */
export const scopeInWords = (
  kind: 'everything' | 'roles' | 'groups',
  groups: readonly string[],
  systemManaged: number,
  isFromFile = false,
): string => {
  if (kind === 'roles') return 'all roles'
  if (kind === 'everything' && isFromFile) return 'all access in the file'
  const covered = kind === 'groups' ? groupWords(groups) : `all roles, ${groupWords(groups)} and licences`
  if (systemManaged === 0) return covered
  const left = systemManaged === 1 ? '1 system-managed group' : `${systemManaged} system-managed groups`
  return `${covered}; ${left} left out: Dropbox manages ${systemManaged === 1 ? 'it' : 'them'}`
}
