// What a sign-off signs, in a form that anybody can recompute.
import { createHash } from 'node:crypto'
import type { Progress, Scope } from '../../shared/domain/campaign.ts'
import type { CampaignId, Instant } from '../../shared/domain/ids.ts'
import { canonicalJson } from './hash-chain.ts'

/** `decisionHead` is the hash of the last of `decisionLines` lines of the log; the lines before follow from it. */
export type SignedFacts = {
  campaignId: CampaignId
  name: string
  scope: Scope
  scopeWords: string
  snapshotDigest: string
  totals: Pick<Progress, 'items' | 'certify' | 'revoke' | 'demote' | 'abstain'>
  decisionLines: number
  decisionHead: string
  signer: string
  statement: string
  signedAt: Instant
}

/**
 * SHA-256, hex, over the UTF-8 of one JSON object without spaces, its keys sorted at every level: the facts above and
 * `"kind":"attest-sign-off-1"`. Nothing but the exported campaign is needed to compute it again.
 */
export const signOffDigest = (facts: SignedFacts): string =>
  createHash('sha256')
    .update(canonicalJson({ kind: 'attest-sign-off-1', ...facts }))
    .digest('hex')
