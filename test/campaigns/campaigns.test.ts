import { beforeEach, describe, expect, it } from 'vitest'
import { createCampaigns } from '../../electron/campaigns/campaigns.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { inProcess, type RemoteStores } from '../../electron/store/remote.ts'
import { signOffDigest } from '../../electron/store/sign-off-digest.ts'
import { campaignsContract, type OpeningEvent, openingEventSchema } from '../../shared/contract/campaigns.ts'
import { campaignSchema } from '../../shared/domain/campaign.ts'
import { isFailure } from '../../shared/domain/failure.ts'
import type { CampaignId } from '../../shared/domain/ids.ts'
import { everybody, manyPeople, type ReviewedTeam, reviewedTeam } from '../support/campaigns.ts'
import { connection } from '../support/sample-team.ts'

const NOW = '2026-11-22T10:30:00.000Z'
const FIRST = 'camp_1' as CampaignId

let team: ReviewedTeam
let stores: RemoteStores
let announced: string[]
let campaigns: ReturnType<typeof createCampaigns>

const campaignsOver = (over: RemoteStores): ReturnType<typeof createCampaigns> => {
  let ids = 0
  return createCampaigns({
    stores: over,
    clock: () => new Date(NOW),
    newId: (prefix) => `${prefix}_${++ids}`,
    announce: (topic) => announced.push(topic),
  })
}

beforeEach(async () => {
  team = await reviewedTeam(openDatabase(':memory:'))
  stores = inProcess(team.stores)
  announced = []
  campaigns = campaignsOver(stores)
})

/** Over a larger team; they ask how far an opening is as often as it gives way. */
const askingOften = async (): Promise<typeof campaigns> => {
  team = await reviewedTeam(openDatabase(':memory:'), manyPeople(3000))
  stores = inProcess(team.stores)
  const openingProgress = (id: CampaignId) => stores.campaigns.openingProgress(id, 0)
  const often = new Proxy(stores.campaigns, {
    get: (all, name) => (name === 'openingProgress' ? openingProgress : Reflect.get(all, name)),
  })
  const over: Partial<RemoteStores> = { campaigns: often }
  return campaignsOver(new Proxy(stores, { get: (all, name) => Reflect.get(over, name) ?? Reflect.get(all, name) }))
}

const drained = async (events: AsyncIterable<OpeningEvent>): Promise<OpeningEvent[]> => {
  const all: OpeningEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

const everything = () =>
  ({ snapshotId: team.snapshotId, name: 'Autumn', scope: { kind: 'everything' }, dueOn: null }) as const
const open = () => campaigns.open(everything())
const firstPage = { grouping: 'flat', groupKey: null, filters: everybody, window: { offset: 0, limit: 500 } } as const
const activity = async () =>
  (await stores.activity.page({ offset: 0, limit: 10 })).rows.map(({ at, actor, kind, text }) => ({
    at,
    actor,
    kind,
    text,
  }))

describe('campaigns', () => {
  it('open in the name of the admin who connected the team, and leave a line of activity', async () => {
    const campaign = await open()
    expect(campaignSchema.parse(campaign)).toEqual(campaign)
    expect(campaign).toMatchObject({ campaignId: 'camp_1', openedBy: 'Ada Lind <ada@acme.example>', openedAt: NOW })
    expect(await activity()).toEqual([
      {
        at: NOW,
        actor: 'Ada Lind <ada@acme.example>',
        kind: 'campaign-opened',
        text: `Opened Autumn: 17 items, ${campaign.scopeWords}.`,
      },
    ])
    expect(announced).toEqual(['campaigns', 'activity'])
  })

  it('tell how far opening is, and give the campaign at the end', async () => {
    const often = await askingOften()
    const events = await drained(often.opening(everything()))
    expect(new Set(events.slice(0, -1).map(({ kind }) => kind))).toEqual(new Set(['opening']))
    for (const event of events) expect(openingEventSchema.parse(event)).toEqual(event)
    expect(events.at(-1)).toEqual({ kind: 'done', campaign: await often.get({ campaignId: FIRST }) })
    expect(announced).toEqual(['campaigns', 'activity'])
  })

  it.each(['aborted', 'left'])('leave nothing when the opening is %s', async (how) => {
    const stop = new AbortController()
    const often = await askingOften()
    const events = often.opening(everything(), stop.signal)
    expect((await events.next()).value).toMatchObject({ kind: 'opening' })
    if (how === 'aborted') {
      stop.abort()
      await expect(drained(events)).rejects.toMatchObject({ detail: { kind: 'cancelled' } })
    } else await events.return(undefined)
    // Nothing is over before what was begun is cleared away.
    while (await stores.campaigns.openingProgress(FIRST));
    expect(await often.list({ connectionId: connection().connectionId })).toEqual([])
    expect(await activity()).toEqual([])
    expect(announced).toEqual([])
  })

  it('leave nothing when the opening was cancelled before it began', async () => {
    const stop = new AbortController()
    stop.abort()
    const events = campaigns.opening(everything(), stop.signal)
    await expect(drained(events)).rejects.toMatchObject({ detail: { kind: 'cancelled' } })
    expect(await campaigns.list({ connectionId: connection().connectionId })).toEqual([])
  })

  it('decide without announcing anything, and tell what changed', async () => {
    const { campaignId } = await open()
    announced = []
    const { rows } = await campaigns.items({ campaignId, ...firstPage })
    const member = rows.find((item) => item.resourceName === 'Finance' && item.account.displayName === 'Di Ek')
    const input = {
      campaignId,
      itemNos: [member?.itemNo ?? 0],
      reason: 'Left',
      openedAt: NOW,
      includePrivileged: false,
    }
    const answer = await campaigns.decide({ ...input, verdict: 'revoke' })
    expect(answer.decision).toEqual({
      verdict: 'revoke',
      reason: 'Left',
      reviewer: 'Ada Lind <ada@acme.example>',
      decidedAt: NOW,
      batchSize: 1,
    })
    expect(answer.progress).toMatchObject({ decided: 1, revoke: 1 })
    expect(await campaigns.undo({ campaignId })).toMatchObject({ itemNos: input.itemNos, progress: { decided: 0 } })
    expect(announced).toEqual([])
  })

  it('block the own access of whoever is signed in, also after somebody else signed in', async () => {
    const { campaignId } = await open()
    const blocked = async () => {
      const { rows } = await campaigns.items({ campaignId, ...firstPage })
      return new Set(rows.filter((item) => !item.verdicts.includes('certify')).map((item) => item.account.displayName))
    }
    expect(await blocked()).toEqual(new Set(['Ada Lind']))
    const authorizedAs = { accountId: 'dbmid:000002' as never, displayName: 'Bo Berg', email: 'bo@acme.example' }
    await stores.connections.save(connection({ authorizedAs }))
    expect(await blocked()).toEqual(new Set(['Bo Berg']))
  })

  it('answer in the shapes of the contract', async () => {
    const { campaignId } = await open()
    const page = await campaigns.items({ campaignId, ...firstPage })
    const parse = async (name: keyof typeof campaignsContract, value: unknown): Promise<unknown> =>
      (await campaignsContract[name]['~orpc'].outputSchema?.['~standard'].validate(value)) ?? 'no schema'
    const answers = {
      items: page,
      groups: await campaigns.groups({ campaignId, grouping: 'person', filters: everybody, from: 1 }),
      group: await campaigns.group({ campaignId, grouping: 'flat', groupKey: 'all' }),
      nextUndecided: await campaigns.nextUndecided({ campaignId, grouping: 'person', afterItemNo: null }),
      detail: await campaigns.detail({ campaignId, itemNo: 1 }),
      recentReasons: await campaigns.recentReasons({ campaignId }),
      measure: await campaigns.measure({ snapshotId: team.snapshotId, scope: { kind: 'roles' } }),
    }
    for (const [name, value] of Object.entries(answers))
      expect(await parse(name as keyof typeof answers, value), name).toEqual({ value })
  })

  it('sign off with a digest that can be computed again from what is exported', async () => {
    const { campaignId } = await open()
    const { rows } = await campaigns.items({ campaignId, ...firstPage })
    const itemNos = rows.map((item) => item.itemNo)
    const signer = { campaignId, signer: 'Ada Lind', statement: 'I reviewed every row.' }
    expect(await campaigns.signOff(signer)).toEqual({ kind: 'undecided', remaining: 17 })
    const verdict = 'abstain' as const
    await campaigns.decide({
      campaignId,
      itemNos,
      verdict,
      reason: 'Next round',
      openedAt: NOW,
      includePrivileged: true,
    })
    const outcome = await campaigns.signOff(signer)
    if (outcome.kind !== 'signed') throw new Error('not signed')
    const log = await stores.campaigns.verifyChain(campaignId)
    if (log.kind !== 'intact') throw new Error(log.why)
    const snapshot = await stores.snapshots.get(team.snapshotId)
    const { name, scope, scopeWords, signOff } = outcome.campaign
    expect(signOff?.digest).toBe(
      signOffDigest({
        ...{ campaignId, name, scope, scopeWords, snapshotDigest: snapshot?.digest ?? '' },
        totals: { items: 17, certify: 0, revoke: 0, demote: 0, abstain: 17 },
        ...{ decisionLines: log.lines, decisionHead: log.head ?? '' },
        ...{ signer: 'Ada Lind', statement: 'I reviewed every row.', signedAt: NOW },
      }),
    )
    expect((await activity())[0]).toMatchObject({
      actor: 'Ada Lind',
      kind: 'signed-off',
      text: 'Signed off Autumn: 17 rows decided, 0 revokes, 0 demotes.',
    })
  })

  it('fail as not found where there is no such snapshot or campaign', async () => {
    const detailOf = (work: Promise<unknown>) => work.catch((error) => (isFailure(error) ? error.detail : error))
    const nowhere = { snapshotId: 42 as never, name: 'x', scope: { kind: 'roles' } as const, dueOn: null }
    expect(await detailOf(campaigns.open(nowhere))).toEqual({ kind: 'not-found', what: 'snapshot' })
    expect(await detailOf(campaigns.undo({ campaignId: 'camp_9' as never }))).toEqual({
      kind: 'not-found',
      what: 'campaign',
    })
  })
})
