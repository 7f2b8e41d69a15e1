// A small team with every kind of row a reviewer meets, and short ways to open a campaign and decide.
import type { Reviewer } from '../../electron/store/campaign-opening.ts'
import type { Database } from '../../electron/store/database.ts'
import type { NewDecision } from '../../electron/store/decisions.ts'
import { createStores, type Stores } from '../../electron/store/stores.ts'
import type { Campaign, Grouping, Item, Scope } from '../../shared/domain/campaign.ts'
import type { AccountId, CampaignId, SnapshotId } from '../../shared/domain/ids.ts'
import { account, connection, group, holds, licence, role } from './sample-team.ts'
import { type SampleRow, takeSnapshot } from './snapshots.ts'

export const AT = '2026-11-21T09:00:00.000Z'
export const ada: Reviewer = { accountId: 'dbmid:000001' as AccountId, name: 'Ada Lind <ada@acme.example>' }
export const bo: Reviewer = { accountId: 'dbmid:000002' as AccountId, name: 'Bo Berg <bo@acme.example>' }
export const everybody = { search: '', show: 'all' } as const

const teamAdmin = role('pid_dbtmr:1', 'Team admin')
const supportAdmin = role('pid_dbtmr:2', 'Support admin')
const finance = group('g:finance', 'Finance')
const legal = group('g:legal', 'Legal', 'company_managed')
const odd = group('g:odd', 'Odd kind', 'other')
const everyone = group('g:everyone', 'Everyone at Acme', 'system_managed')
const full = licence()

export const resources = [teamAdmin, supportAdmin, finance, legal, odd, everyone, full]

/** Ada connected the team; Bo has two roles; Cy is invited; Di is suspended with a role; Eve is from outside. */
export const people: SampleRow[] = [
  {
    account: account(1, { displayName: 'Ada Lind', email: 'ada@acme.example' }),
    grants: [holds(full), holds(teamAdmin), holds(finance, 'owner'), holds(everyone)],
  },
  {
    account: account(2, { displayName: 'Bo Berg', email: 'bo@acme.example' }),
    grants: [holds(full), holds(teamAdmin), holds(supportAdmin), holds(finance, 'owner'), holds(everyone)],
  },
  {
    account: account(3, {
      displayName: 'Cy Dahl',
      email: 'cy@acme.example',
      status: 'invited',
      invitedOn: '2026-11-18T00:00:00Z',
    }),
    grants: [holds(full), holds(legal)],
  },
  {
    account: account(4, {
      displayName: 'Di Ek',
      email: 'di@acme.example',
      status: 'suspended',
      suspendedOn: '2026-10-30T16:04:11Z',
    }),
    grants: [holds(full), holds(supportAdmin), holds(finance)],
  },
  {
    account: account(5, { displayName: 'Eve Outer', email: 'eve@partner.example' }),
    grants: [holds(full), holds(finance), holds(odd)],
  },
  { account: account(6, { displayName: 'Åsa Öst', email: 'asa@acme.example' }), grants: [holds(full), holds(legal)] },
  { account: account(7, { displayName: 'Gone Girl', status: 'removed' }), grants: [] },
]

export const manyPeople = (count: number): SampleRow[] =>
  Array.from({ length: count }, (_, i) => ({
    account: account(100 + i),
    grants: [holds(full), holds(i % 2 === 0 ? finance : legal)],
  }))

export type ReviewedTeam = { stores: Stores; snapshotId: SnapshotId }

export const reviewedTeam = async (db: Database, rows: readonly SampleRow[] = people): Promise<ReviewedTeam> => {
  const stores = createStores(db)
  stores.connections.save(connection())
  const snapshot = await takeSnapshot(stores.snapshots, resources, rows)
  return { stores, snapshotId: snapshot.snapshotId }
}

export const openCampaign = (
  { stores, snapshotId }: ReviewedTeam,
  scope: Scope = { kind: 'everything' },
  more: { openedBy?: Reviewer; campaignId?: string } = {},
): Promise<Campaign> =>
  stores.campaigns.open({
    campaignId: (more.campaignId ?? 'camp_1') as CampaignId,
    snapshotId,
    name: 'Autumn review',
    scope,
    dueOn: '2026-12-01',
    openedAt: AT,
    openedBy: more.openedBy ?? ada,
  })

export const itemsOf = async (
  { stores }: ReviewedTeam,
  campaignId: CampaignId,
  grouping: Grouping = 'flat',
  reviewer: Reviewer | null = ada,
): Promise<Item[]> => {
  const window = { offset: 0, limit: 500 }
  const query = { grouping, groupKey: null, filters: everybody, window }
  return (await stores.campaigns.items(campaignId, query, reviewer?.accountId ?? null)).rows
}

/** "Bo Berg: Finance owner". */
export const rowWords = (item: Item): string => `${item.account.displayName}: ${item.resourceName} ${item.entitlement}`

/** The number of the row that reads so. */
export const itemNoOf = (items: readonly Item[], words: string): number => {
  const item = items.find((candidate) => rowWords(candidate) === words)
  if (!item) throw new Error(`no row "${words}"`)
  return item.itemNo
}

/** A decision by Bo, who holds fewer of the rows that tests decide. */
export const decision = (campaignId: CampaignId, itemNos: number[], more: Partial<NewDecision> = {}): NewDecision => ({
  campaignId,
  itemNos,
  verdict: 'certify',
  reason: 'Checked with the team lead',
  reviewer: bo,
  openedAt: AT,
  decidedAt: AT,
  includePrivileged: true,
  ...more,
})
