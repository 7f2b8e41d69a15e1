// Signs a campaign off: from then on neither it nor its decisions change.
import { type Scope, scopeSchema } from '../../shared/domain/campaign.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { CampaignId, Instant } from '../../shared/domain/ids.ts'
import { type CampaignRow, type CampaignRows, toProgress } from './campaign-rows.ts'
import { type Database, transact } from './database.ts'
import { parseColumn } from './rows.ts'
import { type SignedFacts, signOffDigest } from './sign-off-digest.ts'
import { wellFormed } from './text.ts'

type Signature = { signer: string; statement: string; signedAt: Instant }

/** What is, or would be, signed of a campaign as it stands. */
export const signedFacts = (db: Database, row: CampaignRow, signature: Signature): SignedFacts => {
  const select = db.prepare('SELECT digest FROM snapshots WHERE snapshot_id = ?')
  const { digest } = select.get(row.snapshotId) as { digest: string }
  const { items, certify, revoke, demote, abstain } = toProgress(row)
  const scope: Scope = parseColumn(scopeSchema, row.scope, 'campaign scope')
  return {
    campaignId: row.campaignId,
    name: row.name,
    scope,
    scopeWords: row.scopeWords,
    snapshotDigest: digest,
    totals: { items, certify, revoke, demote, abstain },
    decisionLines: row.headSeq,
    decisionHead: row.headHash ?? '',
    ...signature,
  }
}

export const createSignOff = (db: Database, rows: CampaignRows) => {
  const update = db.prepare(
    'UPDATE campaigns SET signed_at = ?, signer = ?, statement = ?, sign_off_digest = ? WHERE campaign_no = ?',
  )

  const signNow = (
    input: Signature & { campaignId: CampaignId },
  ): { kind: 'signed' } | { kind: 'undecided'; remaining: number } => {
    const row = rows.find(input.campaignId)
    if (row.signedAt !== null) throw new Failure({ kind: 'not-allowed', why: 'This campaign is signed off already.' })
    const { items, decided } = toProgress(row)
    if (decided < items) return { kind: 'undecided', remaining: items - decided }
    const signer = wellFormed(input.signer)
    const statement = wellFormed(input.statement)
    const digest = signOffDigest(signedFacts(db, row, { signer, statement, signedAt: input.signedAt }))
    update.run(input.signedAt, signer, statement, digest, row.campaignNo)
    return { kind: 'signed' }
  }

  /** @throws Failure not-found; not-allowed when signed off before */
  return (input: Signature & { campaignId: CampaignId }) => transact(db, () => signNow(input))
}
