// Use cases of reviewing: says who reviews, at what time, and what the activity log keeps of it.
import type { ItemFilters, OpeningEvent } from '../../shared/contract/campaigns.ts'
import type { Topic } from '../../shared/contract/changes.ts'
import type { Campaign, Grouping, Scope, Verdict } from '../../shared/domain/campaign.ts'
import { type Connection, personWords } from '../../shared/domain/connection.ts'
import { Failure } from '../../shared/domain/failure.ts'
import type { CampaignId, ConnectionId, Instant, SnapshotId } from '../../shared/domain/ids.ts'
import type { Reviewer } from '../store/campaign-opening.ts'
import type { RemoteStores } from '../store/remote.ts'

type NewReview = { snapshotId: SnapshotId; name: string; scope: Scope; dueOn: string | null }

export type CampaignDependencies = {
  stores: Pick<RemoteStores, 'campaigns' | 'connections' | 'snapshots' | 'activity'>
  clock: () => Date
  newId: (prefix: string) => string
  announce: (topic: Topic, notice?: string) => void
}

const reviewerOf = ({ authorizedAs }: Connection): Reviewer => ({
  accountId: authorizedAs.accountId,
  name: personWords(authorizedAs),
})

const count = (n: number, word: string): string => `${n.toLocaleString('en')} ${n === 1 ? word : `${word}s`}`

export const createCampaigns = ({ stores, clock, newId, announce }: CampaignDependencies) => {
  const { campaigns, connections, snapshots, activity } = stores
  const now = (): Instant => clock().toISOString()

  const reviewerFor = async (connectionId: ConnectionId): Promise<Reviewer> => {
    const connection = await connections.get(connectionId)
    if (!connection) throw new Failure({ kind: 'not-found', what: 'connection' })
    return reviewerOf(connection)
  }

  // A campaign never moves to another connection, so it is looked up once.
  const connectionOf = new Map<CampaignId, ConnectionId>()
  const reviewer = async (campaignId: CampaignId): Promise<Reviewer> => {
    const connectionId = connectionOf.get(campaignId) ?? (await campaigns.get(campaignId)).connectionId
    connectionOf.set(campaignId, connectionId)
    return reviewerFor(connectionId)
  }

  const record = async (by: string, kind: 'campaign-opened' | 'signed-off', text: string): Promise<void> => {
    await activity.add({ at: now(), actor: by, kind, text })
    announce('campaigns')
    announce('activity')
  }

  const begin = async (input: NewReview): Promise<{ campaignId: CampaignId; opened: Promise<Campaign> }> => {
    const snapshot = await snapshots.get(input.snapshotId)
    if (!snapshot) throw new Failure({ kind: 'not-found', what: 'snapshot' })
    if (snapshot.isHeldBack)
      throw new Failure({ kind: 'not-allowed', why: 'This snapshot is held back until somebody confirms it.' })
    const openedBy = await reviewerFor(snapshot.connectionId)
    const campaignId = newId('camp') as CampaignId
    const open = async (): Promise<Campaign> => {
      const campaign = await campaigns.open({ ...input, campaignId, openedAt: now(), openedBy })
      const { name, scopeWords, progress } = campaign
      await record(openedBy.name, 'campaign-opened', `Opened ${name}: ${count(progress.items, 'item')}, ${scopeWords}.`)
      return campaign
    }
    const opened = open()
    // Whoever follows it hears of a failure at the end; nobody may be left to.
    opened.catch(() => {})
    return { campaignId, opened }
  }

  /**
   * Tells how far it is until the campaign is there. Aborting, or listening no longer, leaves nothing of it.
   * @throws Failure not-found (snapshot, group); not-allowed when the scope holds nothing; cancelled
   */
  async function* opening(input: NewReview, signal?: AbortSignal): AsyncGenerator<OpeningEvent> {
    const { campaignId, opened } = await begin(input)
    const callOff = (): void => void campaigns.callOff(campaignId).catch(() => {})
    signal?.addEventListener('abort', callOff)
    if (signal?.aborted) callOff()
    try {
      for (;;) {
        const progress = await campaigns.openingProgress(campaignId)
        if (!progress) break
        yield { kind: 'opening', ...progress }
      }
      yield { kind: 'done', campaign: await opened }
    } finally {
      signal?.removeEventListener('abort', callOff)
      callOff()
    }
  }

  return {
    list: (input: { connectionId: ConnectionId }): Promise<Campaign[]> => campaigns.list(input.connectionId),

    get: (input: { campaignId: CampaignId }): Promise<Campaign> => campaigns.get(input.campaignId),

    measure: (input: { snapshotId: SnapshotId; scope: Scope }) => campaigns.measure(input.snapshotId, input.scope),

    opening,
    /** The same where nobody looks on. */
    open: async (input: NewReview): Promise<Campaign> => (await begin(input)).opened,

    groups: (input: { campaignId: CampaignId; grouping: Grouping; filters: ItemFilters; from: number }) =>
      campaigns.groups(input.campaignId, input.grouping, input.filters, input.from),

    /** @throws Failure not-found for an unknown heading */
    group: (input: { campaignId: CampaignId; grouping: Grouping; groupKey: string }) =>
      campaigns.group(input.campaignId, input.grouping, input.groupKey),

    items: async (input: {
      campaignId: CampaignId
      grouping: Grouping
      groupKey: string | null
      filters: ItemFilters
      window: { offset: number; limit: number }
    }) => {
      const { campaignId, ...query } = input
      return campaigns.items(campaignId, query, (await reviewer(campaignId)).accountId)
    },

    nextUndecided: (input: { campaignId: CampaignId; grouping: Grouping; afterItemNo: number | null }) =>
      campaigns.nextUndecided(input.campaignId, input.grouping, input.afterItemNo),

    detail: async ({ campaignId, itemNo }: { campaignId: CampaignId; itemNo: number }) =>
      campaigns.detail(campaignId, itemNo, (await reviewer(campaignId)).accountId),

    /**
     * On disk before it answers. Announces nothing: the answer carries what changed, and the window goes on at once.
     * @throws Failure not-allowed when a reason is missing or the campaign is signed off
     */
    decide: async (input: {
      campaignId: CampaignId
      itemNos: readonly number[]
      verdict: Verdict
      reason: string
      openedAt: Instant
      includePrivileged: boolean
    }) => campaigns.decide({ ...input, decidedAt: now(), reviewer: await reviewer(input.campaignId) }),

    undo: async ({ campaignId }: { campaignId: CampaignId }) =>
      campaigns.undo({ campaignId, at: now(), reviewer: await reviewer(campaignId) }),

    recentReasons: (input: { campaignId: CampaignId; verdict?: Verdict | undefined }) =>
      campaigns.recentReasons(input.campaignId, input.verdict ?? null),

    signOff: async (input: {
      campaignId: CampaignId
      signer: string
      statement: string
    }): Promise<{ kind: 'signed'; campaign: Campaign } | { kind: 'undecided'; remaining: number }> => {
      const outcome = await campaigns.signOff({ ...input, signedAt: now() })
      if (outcome.kind === 'undecided') return outcome
      const campaign = await campaigns.get(input.campaignId)
      const { items, revoke, demote } = campaign.progress
      const taken = `${count(items, 'row')} decided, ${count(revoke, 'revoke')}, ${count(demote, 'demote')}`
      await record(input.signer, 'signed-off', `Signed off ${campaign.name}: ${taken}.`)
      return { kind: 'signed', campaign }
    },
  }
}
