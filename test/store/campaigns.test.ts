import { beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { isFailure } from '../../shared/domain/failure.ts'
import type { ResourceId } from '../../shared/domain/ids.ts'
import {
  ada,
  bo,
  decision,
  everybody,
  itemNoOf,
  itemsOf,
  openCampaign,
  type ReviewedTeam,
  reviewedTeam,
  rowWords,
} from '../support/campaigns.ts'

let team: ReviewedTeam
beforeEach(async () => {
  team = await reviewedTeam(openDatabase(':memory:'))
})

const failureOf = async (work: () => unknown): Promise<unknown> => {
  try {
    await work()
  } catch (error) {
    return isFailure(error) ? error.detail : error
  }
  return 'no failure'
}

describe('opening a campaign', () => {
  it('measures what opening then gives', async () => {
    const measured = await team.stores.campaigns.measure(team.snapshotId, { kind: 'everything' })
    const campaign = await openCampaign(team)
    const items = await itemsOf(team, campaign.campaignId)
    expect(measured).toEqual({
      items: items.length,
      people: new Set(items.map((item) => item.account.accountId)).size,
      privileged: items.filter((item) => item.isPrivileged).length,
    })
    expect(campaign.progress).toMatchObject({ items: 17, decided: 0 })
  })

  it('says what is covered and what is left out', async () => {
    const campaign = await openCampaign(team)
    expect(campaign.scopeWords).toBe(
      'all roles, 3 groups and licences; 1 system-managed group left out: Dropbox manages it',
    )
    const items = await itemsOf(team, campaign.campaignId)
    expect(items.filter((item) => item.resourceName.startsWith('Everyone'))).toEqual([])
    expect(items.filter((item) => item.account.status === 'removed')).toEqual([])
  })

  it('covers roles only, or chosen groups only', async () => {
    const roles = await openCampaign(team, { kind: 'roles' }, { campaignId: 'camp_roles' })
    expect(new Set((await itemsOf(team, roles.campaignId)).map((item) => item.resourceType))).toEqual(new Set(['role']))
    const resourceIds = ['g:finance' as ResourceId]
    const groups = await openCampaign(team, { kind: 'groups', resourceIds }, { campaignId: 'camp_groups' })
    expect(groups.scopeWords).toBe('the group Finance')
    expect(new Set((await itemsOf(team, groups.campaignId)).map((item) => item.resourceName))).toEqual(
      new Set(['Finance']),
    )
    expect(team.stores.campaigns.list(roles.connectionId).map((c) => c.campaignId)).toEqual([
      'camp_groups',
      'camp_roles',
    ])
  })

  it('refuses a scope that holds nothing, and leaves nothing of it', async () => {
    const resourceIds = ['g:everyone' as ResourceId]
    expect(await failureOf(() => openCampaign(team, { kind: 'groups', resourceIds }))).toMatchObject({
      kind: 'not-allowed',
    })
    expect(await failureOf(() => team.stores.campaigns.get('camp_1' as never))).toEqual({
      kind: 'not-found',
      what: 'campaign',
    })
    expect((await openCampaign(team)).progress.items).toBe(17)
  })

  it('refuses a group and a snapshot that are not there', async () => {
    const resourceIds = ['g:nowhere' as ResourceId]
    const scope = { kind: 'groups', resourceIds } as const
    expect(await failureOf(() => openCampaign(team, scope))).toEqual({ kind: 'not-found', what: 'group' })
    const other = { ...team, snapshotId: 99 as typeof team.snapshotId }
    expect(await failureOf(() => openCampaign(other))).toEqual({ kind: 'not-found', what: 'snapshot' })
  })
})

describe('the order of items', () => {
  it('has flagged first, then people by name, privileged before ordinary', async () => {
    const { campaignId } = await openCampaign(team, undefined, { openedBy: bo })
    expect((await itemsOf(team, campaignId)).map(rowWords)).toEqual([
      'Bo Berg: Finance owner',
      'Bo Berg: Support admin member',
      'Bo Berg: Team admin member',
      'Bo Berg: Full licence assigned',
      'Di Ek: Support admin member',
      'Eve Outer: Finance member',
      'Eve Outer: Full licence assigned',
      'Eve Outer: Odd kind member',
      'Ada Lind: Finance owner',
      'Ada Lind: Team admin member',
      'Ada Lind: Full licence assigned',
      'Åsa Öst: Full licence assigned',
      'Åsa Öst: Legal member',
      'Cy Dahl: Full licence assigned',
      'Cy Dahl: Legal member',
      'Di Ek: Finance member',
      'Di Ek: Full licence assigned',
    ])
  })

  it('runs through each grouping heading by heading, with the same items', async () => {
    const { campaignId } = await openCampaign(team)
    for (const grouping of ['person', 'entitlement', 'flat'] as const) {
      const { groups } = await team.stores.campaigns.groups(campaignId, grouping, everybody)
      const whole = await itemsOf(team, campaignId, grouping)
      const pieces = []
      for (const { key, items } of groups) {
        const query = { grouping, groupKey: key, filters: everybody, window: { offset: 0, limit: 500 } }
        const page = await team.stores.campaigns.items(campaignId, query, null)
        expect(page).toMatchObject({ filtered: items, total: items })
        pieces.push(...page.rows.map((item) => item.itemNo))
      }
      expect(pieces).toEqual(whole.map((item) => item.itemNo))
      expect(new Set(pieces).size).toBe(17)
    }
  })

  it('does not depend on decisions', async () => {
    const { campaignId } = await openCampaign(team)
    const before = await itemsOf(team, campaignId, 'person')
    team.stores.campaigns.decide(decision(campaignId, [3, 9, 11], { verdict: 'abstain' }))
    const after = await itemsOf(team, campaignId, 'person')
    expect(after.map((item) => item.itemNo)).toEqual(before.map((item) => item.itemNo))
  })

  it('finds the next undecided row in each grouping and wraps around', async () => {
    const { campaignId } = await openCampaign(team)
    const { campaigns } = team.stores
    const order = (await itemsOf(team, campaignId, 'entitlement')).map((item) => item.itemNo)
    const [first = 0, second = 0] = order
    const last = order.at(-1) ?? 0
    expect(campaigns.nextUndecided(campaignId, 'entitlement', null)?.itemNo).toBe(first)
    campaigns.decide(decision(campaignId, [first], { verdict: 'abstain' }))
    const next = campaigns.nextUndecided(campaignId, 'entitlement', last)
    expect(next?.itemNo).toBe(second)
    const query = { grouping: 'entitlement', groupKey: next?.groupKey ?? '', filters: everybody } as const
    const window = { offset: next?.offset ?? 0, limit: 1 }
    expect((await campaigns.items(campaignId, { ...query, window }, null)).rows[0]?.itemNo).toBe(second)
    campaigns.decide(decision(campaignId, order, { verdict: 'abstain' }))
    expect(campaigns.nextUndecided(campaignId, 'person', 3)).toBeNull()
  })
})

describe('search and filters', () => {
  const found = async (search: string, show: 'all' | 'undecided' | 'flagged' | 'revoked' = 'all') => {
    const query = {
      grouping: 'flat',
      groupKey: null,
      filters: { search, show },
      window: { offset: 0, limit: 500 },
    } as const
    return (await team.stores.campaigns.items('camp_1' as never, query, null)).rows.map(rowWords)
  }

  it('find every word in person, e-mail or entitlement, ignoring case and accents', async () => {
    await openCampaign(team)
    expect(await found('asa ost LEGAL')).toEqual(['Åsa Öst: Legal member'])
    expect(await found('partner.example odd')).toEqual(['Eve Outer: Odd kind member'])
    expect(await found('finance berg')).toEqual(['Bo Berg: Finance owner'])
    expect(await found('nobody at all')).toEqual([])
    expect((await found('e')).length).toBe(17)
  })

  it('show what is left, flagged, or taken away, with and without a search', async () => {
    const { campaignId } = await openCampaign(team)
    const items = await itemsOf(team, campaignId)
    const revoked = itemNoOf(items, 'Eve Outer: Finance member')
    team.stores.campaigns.decide(decision(campaignId, [revoked], { verdict: 'revoke' }))
    expect(await found('', 'revoked')).toEqual(['Eve Outer: Finance member'])
    expect(await found('finance', 'revoked')).toEqual(['Eve Outer: Finance member'])
    expect(await found('legal', 'revoked')).toEqual([])
    expect(await found('eve', 'undecided')).toEqual(['Eve Outer: Full licence assigned', 'Eve Outer: Odd kind member'])
    expect((await found('', 'undecided')).length).toBe(16)
    const flagged = items.filter((item) => item.flags.length > 0).map(rowWords)
    expect(await found('', 'flagged')).toEqual(flagged)
    expect(await found('finance', 'flagged')).toEqual(flagged.filter((words) => words.includes('Finance')))
  })

  it('keep headings with something to show, with their whole figures', async () => {
    const { campaignId } = await openCampaign(team)
    const { campaigns } = team.stores
    const labels = async (search: string, show: 'all' | 'undecided' | 'flagged' | 'revoked') =>
      (await campaigns.groups(campaignId, 'person', { search, show })).groups.map((group) => group.label)
    expect(await labels('legal', 'all')).toEqual(['Åsa Öst', 'Cy Dahl'])
    expect(await labels('', 'flagged')).toEqual(['Ada Lind', 'Bo Berg', 'Di Ek', 'Eve Outer'])
    expect(await labels('', 'revoked')).toEqual([])
    const { groups } = await campaigns.groups(campaignId, 'entitlement', { search: 'cy', show: 'all' })
    expect(groups[0]).toMatchObject({ label: 'Full licence', items: 6 })
  })
})

describe('one row and what stands beside it', () => {
  it('has peers, other access, the consequence and its history', async () => {
    const { campaignId } = await openCampaign(team)
    const { campaigns } = team.stores
    const itemNo = itemNoOf(await itemsOf(team, campaignId), 'Bo Berg: Support admin member')
    campaigns.decide(decision(campaignId, [itemNo], { reviewer: ada, verdict: 'revoke', reason: 'Moved on' }))
    campaigns.undo({ campaignId, reviewer: ada, at: '2026-11-21T09:05:00.000Z' })
    const detail = campaigns.detail(campaignId, itemNo, ada.accountId)
    expect(detail.peers.count).toBe(1)
    expect(detail.peers.some.map((peer) => [peer.displayName, peer.status])).toEqual([['Di Ek', 'suspended']])
    expect(detail.otherAccess.map(({ name, kind }) => `${kind}: ${name}`)).toEqual([
      'Admin role: Team admin',
      'Group owner: Finance',
      'Group member: Everyone at Acme',
      'Licence: Full licence',
    ])
    expect(detail.consequence).toContain('keeps Team admin')
    expect(detail.history.map((line) => [line.verdict, line.reason, line.reviewer])).toEqual([
      ['undone', '', ada.name],
      ['revoke', 'Moved on', ada.name],
    ])
    expect(detail.item.decision).toBeNull()
  })

  it('names revokes and demotes to carry out', async () => {
    const { campaignId } = await openCampaign(team)
    const items = await itemsOf(team, campaignId)
    const owner = itemNoOf(items, 'Bo Berg: Finance owner')
    const member = itemNoOf(items, 'Eve Outer: Finance member')
    const reviewer = ada
    team.stores.campaigns.decide(decision(campaignId, [owner], { verdict: 'demote', reviewer }))
    team.stores.campaigns.decide(decision(campaignId, [member], { verdict: 'revoke', reviewer }))
    const all = await team.stores.campaigns.toCarryOut(campaignId)
    expect(all.map((line) => [line.itemNo, line.verdict])).toEqual([
      [member, 'revoke'],
      [owner, 'demote'],
    ])
    expect(await team.stores.campaigns.toCarryOut(campaignId, [member, 1])).toEqual([
      {
        itemNo: member,
        accountId: 'dbmid:000005',
        resourceType: 'group',
        resourceId: 'g:finance',
        resourceName: 'Finance',
        entitlement: 'member',
        verdict: 'revoke',
        person: { displayName: 'Eve Outer', email: 'eve@partner.example' },
      },
    ])
  })
})
