// From a campaign's decisions to a stored draft. Reads Dropbox, changes nothing there.
import { personWords } from '../../shared/domain/connection.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { CampaignId, PlanId } from '../../shared/domain/ids.ts'
import type { Plan } from '../../shared/domain/plan.ts'
import { getAuthenticatedAdmin } from '../dropbox/team.ts'
import { gatherFacts } from './gather-facts.ts'
import { planRevocations } from './plan-revocations.ts'
import type { ProvisioningDeps } from './ports.ts'

/**
 * Only decisions that no verified step covers. An earlier draft of the campaign gives way to the new one.
 * @throws Failure not-found; not-allowed when nothing is left to do; as Dropbox reads do
 */
export const previewPlan = async (
  input: { campaignId: CampaignId; itemNos?: number[] | undefined },
  { stores, clientFor, clock, newId }: ProvisioningDeps,
  signal?: AbortSignal,
): Promise<Plan> => {
  const campaign = await stores.campaigns.get(input.campaignId)
  if (!campaign) throw new Failure({ kind: 'not-found', what: 'campaign' })
  const connection = await stores.connections.get(campaign.connectionId)
  if (!connection) throw new Failure({ kind: 'not-found', what: 'connection' })
  if (connection.kind === 'import')
    throw new Failure({
      kind: 'not-allowed',
      why: 'This snapshot comes from a file: carry revokes out in its own system.',
    })

  const verified = new Set(await stores.plans.verifiedItemNos(campaign.campaignId))
  const wanted = await stores.campaigns.toCarryOut(campaign.campaignId, input.itemNos)
  const decisions = wanted.filter((decision) => !verified.has(decision.itemNo))
  if (decisions.length === 0)
    throw new Failure({
      kind: 'not-allowed',
      why:
        wanted.length > 0
          ? 'All of this is carried out and verified already.'
          : 'Nothing is decided as revoke or demote.',
    })

  const client = await clientFor(connection.connectionId)
  const admin = await getAuthenticatedAdmin(client, signal)
  const at = clock()
  const from = { snapshots: stores.snapshots, client, connection, campaign, actingAdminId: admin.accountId, at, signal }
  const { fresh, context } = await gatherFacts(decisions, from)
  const plan: Plan = {
    planId: newId('plan') as PlanId,
    campaignId: campaign.campaignId,
    connectionId: connection.connectionId,
    createdAt: at.toISOString(),
    createdBy: personWords(admin),
    state: 'draft',
    steps: planRevocations(decisions, fresh, context),
  }
  await stores.plans.saveDraft(plan)
  return plan
}
