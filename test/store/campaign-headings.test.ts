import { beforeAll, describe, expect, it } from 'vitest'
import { HEADINGS_A_PIECE } from '../../electron/store/campaign-headings.ts'
import { openDatabase } from '../../electron/store/database.ts'
import type { ItemFilters } from '../../shared/contract/campaigns.ts'
import type { Grouping, ItemGroup } from '../../shared/domain/campaign.ts'
import type { CampaignId } from '../../shared/domain/ids.ts'
import { decision, everybody, manyPeople, openCampaign, type ReviewedTeam, reviewedTeam } from '../support/campaigns.ts'

const PEOPLE = 3 * HEADINGS_A_PIECE

let team: ReviewedTeam
let campaignId: CampaignId
beforeAll(async () => {
  team = await reviewedTeam(openDatabase(':memory:'), manyPeople(PEOPLE))
  campaignId = (await openCampaign(team)).campaignId
  // All of the first 1,500 people but the tenth.
  const page = { grouping: 'person', groupKey: null, filters: everybody } as const
  for (let offset = 0; offset < 3000; offset += 500) {
    const { rows } = await team.stores.campaigns.items(campaignId, { ...page, window: { offset, limit: 500 } }, null)
    const itemNos = rows.map(({ itemNo }) => itemNo).filter((_, i) => offset + i !== 18)
    team.stores.campaigns.decide(decision(campaignId, itemNos))
  }
})

const piecesOf = async (grouping: Grouping, filters: ItemFilters): Promise<ItemGroup[][]> => {
  const pieces: ItemGroup[][] = []
  for (let from: number | null = 1; from !== null; ) {
    const { groups, next } = await team.stores.campaigns.groups(campaignId, grouping, filters, from)
    pieces.push(groups)
    from = next
  }
  return pieces
}

/** The headings as their items give them, one by one. */
const expectRowsBehind = async (filters: ItemFilters, headings: readonly ItemGroup[]): Promise<void> => {
  const query = { grouping: 'person', filters, window: { offset: 0, limit: 1 } } as const
  const kept = new Set(headings.map(({ key }) => key))
  for (const { key } of (await piecesOf('person', everybody)).flat()) {
    const { filtered } = await team.stores.campaigns.items(campaignId, { ...query, groupKey: key }, null)
    expect(filtered > 0, key).toBe(kept.has(key))
  }
}

describe('headings, a piece at a time', () => {
  it('are all of them in order, each once, in no piece so large that it holds up the window', async () => {
    const pieces = await piecesOf('person', everybody)
    expect(pieces.length).toBeGreaterThan(2)
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(2 * HEADINGS_A_PIECE)
    expect(pieces.flat().map(({ no }) => no)).toEqual(Array.from({ length: PEOPLE }, (_, i) => i + 1))
    expect(new Set(pieces.flat().map(({ key }) => key)).size).toBe(PEOPLE)
  })

  it.each([
    { search: '', show: 'undecided' },
    { search: 'finance', show: 'undecided' },
    { search: 'person 0001', show: 'all' },
  ] as const)('are those with rows that search “$search” and $show leave', async (filters) => {
    const pieces = await piecesOf('person', filters)
    // A piece without any heading would leave the window with nothing to show.
    expect(pieces[0]?.length).toBeGreaterThan(0)
    await expectRowsBehind(filters, pieces.flat())
    const numbers = pieces.flat().map(({ no }) => no)
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  })

  it('have one for each entitlement, and one for a list without headings', async () => {
    expect((await piecesOf('entitlement', everybody)).flat().map(({ label }) => label)).toEqual([
      'Finance',
      'Full licence',
      'Legal',
    ])
    expect(await piecesOf('flat', everybody)).toMatchObject([[{ key: 'all', no: 1, items: 2 * PEOPLE }]])
  })

  it('are the same when one is asked for alone', async () => {
    const all = (await piecesOf('person', everybody)).flat()
    for (const heading of [all[0], all[9], all.at(-1)])
      expect(team.stores.campaigns.group(campaignId, 'person', heading?.key ?? '')).toEqual(heading)
    expect(() => team.stores.campaigns.group(campaignId, 'person', 'nobody')).toThrow('not-found')
  })
})
