// Verdicts in words: on buttons, in rows, in what is announced; and the reasons offered for them.
import type { Item, Verdict } from '../../../shared/domain/campaign.ts'

export const VERDICTS: readonly Verdict[] = ['certify', 'revoke', 'demote', 'abstain']

export const VERB: Record<Verdict, string> = {
  certify: 'Certify',
  revoke: 'Revoke',
  demote: 'Demote',
  abstain: 'Abstain',
}

/** "Certify 3 rows", "Abstain on 3 rows". */
export const overWords = (verdict: Verdict, what: string): string =>
  verdict === 'abstain' ? `Abstain on ${what}` : `${VERB[verdict]} ${what}`

export const DONE: Record<Verdict, string> = {
  certify: 'Certified',
  revoke: 'Revoked',
  demote: 'Demoted',
  abstain: 'Abstained',
}

/** Presets, the commonest first. */
export const REASONS: Record<Verdict, readonly string[]> = {
  certify: ['Needed for the job', 'Confirmed by the manager', 'Same as at the last review'],
  revoke: ['No longer needed', 'Changed job', 'Left the company', 'Never used', 'Too much access for the job'],
  demote: ['Does not manage this group', 'Changed job', 'Another owner is enough'],
  abstain: ['Not mine to judge', 'Needs somebody who knows this person', 'Waiting for an answer'],
}

/** A single certify or abstain needs no reason; everything else does. */
export const needsReason = (verdict: Verdict, rows: number): boolean =>
  rows > 1 || verdict === 'revoke' || verdict === 'demote'

/** The last reasons used first, then the presets, each once. */
export const offeredReasons = (verdict: Verdict, recent: readonly string[]): string[] =>
  [...new Set([...recent.slice(0, 3), ...REASONS[verdict]])].slice(0, 7)

/** "Finance, owner", "Team admin role", "Full licence". */
export const grantWords = (item: Pick<Item, 'resourceType' | 'resourceName' | 'entitlement'>): string => {
  if (item.resourceType === 'role') return `${item.resourceName} role`
  if (item.resourceType === 'licence') return item.resourceName
  return `${item.resourceName}, ${item.entitlement}`
}

export const rowWords = (item: Item): string => `${item.account.displayName}: ${grantWords(item)}`
