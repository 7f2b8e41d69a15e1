// What a reviewer saw confirmed is on disk, also when the process is gone the next moment.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { createStores } from '../../electron/store/stores.ts'
import { AT, ada, decision, itemsOf, manyPeople, openCampaign, reviewedTeam } from '../support/campaigns.ts'

const CHILD = join(import.meta.dirname, '../support/decide-until-killed.ts')
const KEY = 'a1b2c3d4'
const campaignId = 'camp_1' as Parameters<typeof decision>[0]

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-kill-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Lets the child decide, kills it after so many lines, and gives every whole line it wrote. */
const decideUntilKilled = async (file: string, lines: number): Promise<string[]> => {
  const child = spawn(process.execPath, [CHILD, file, KEY], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
    if (text.split('\n').length > lines) child.kill('SIGKILL')
  })
  const [, signal] = await once(child, 'close')
  expect(signal).toBe('SIGKILL')
  return text.slice(0, text.lastIndexOf('\n')).split('\n')
}

describe('a process killed while deciding', () => {
  it.each([1, 25, 140])(
    'loses no decision it had confirmed (killed after %i)',
    async (lines) => {
      const file = join(folder, 'workspace.db')
      const confirmed = await decideUntilKilled(file, lines)
      expect(confirmed.length).toBeGreaterThanOrEqual(lines)

      const db = openDatabase(file, KEY)
      const log = db
        .prepare(
          `SELECT d.item_no || ' ' || b.verdict AS line FROM decisions d
         JOIN decision_batches b ON b.campaign_no = d.campaign_no AND b.batch_no = d.batch_no ORDER BY d.seq`,
        )
        .all() as { line: string }[]
      expect(log.map(({ line }) => line).slice(0, confirmed.length)).toEqual(confirmed)
      const { campaigns } = createStores(db)
      expect(await campaigns.verifyChain(campaignId)).toMatchObject({ kind: 'intact', lines: log.length })
      expect(campaigns.decide(decision(campaignId, [2], { reviewer: ada })).decided).toEqual([2])
      db.close()
    },
    30_000,
  )
})

describe('a campaign that a crash left half opened', () => {
  it('is never shown, and goes when the next one opens', async () => {
    const db = openDatabase(join(folder, 'workspace.db'))
    const team = await reviewedTeam(db, manyPeople(30))
    const whole = await openCampaign(team)
    db.exec(`INSERT INTO campaigns (campaign_id, connection_id, snapshot_id, name, scope, scope_words, opened_at, opened_by, opener_id)
             SELECT 'camp_half', connection_id, snapshot_id, name, scope, scope_words, opened_at, opened_by, opener_id FROM campaigns`)
    db.exec(
      'INSERT INTO campaign_items SELECT 2, item_no, person_no, entitlement_no, person_place, entitlement_place, 0, 0, NULL, NULL FROM campaign_items',
    )
    expect(team.stores.campaigns.list(whole.connectionId).map((c) => c.campaignId)).toEqual(['camp_1'])
    await openCampaign(team, { kind: 'everything' }, { campaignId: 'camp_next' })
    expect(team.stores.campaigns.list(whole.connectionId).map((c) => c.campaignId)).toEqual(['camp_next', 'camp_1'])
    expect(db.prepare('SELECT count(*) AS n FROM campaign_items').get()).toMatchObject({ n: 120 })
    expect(await team.stores.campaigns.verifyChain(whole.campaignId)).toMatchObject({ kind: 'intact' })
    db.close()
  })
})

describe('a campaign of many rows', () => {
  it('pages, groups, searches and decides thousands at once, and still adds up', async () => {
    const team = await reviewedTeam(openDatabase(join(folder, 'workspace.db')), manyPeople(6000))
    const { campaigns } = team.stores
    const opening = openCampaign(team)
    const { progress, campaignId: id } = await opening
    expect(progress.items).toBe(12_000)
    const page = async (offset: number) => {
      const window = { offset, limit: 500 }
      const query = { grouping: 'person', groupKey: null, filters: { search: '', show: 'all' }, window } as const
      return (await campaigns.items(id, query, null)).rows
    }
    const seen = new Set<number>()
    for (let offset = 0; offset < 12_000; offset += 500) for (const { itemNo } of await page(offset)) seen.add(itemNo)
    expect(seen.size).toBe(12_000)
    const numbers = Array.from({ length: 10_000 }, (_, i) => i + 1)
    expect(campaigns.decide(decision(id, numbers, { verdict: 'revoke' })).decided.length).toBe(10_000)
    expect(await campaigns.toCarryOut(id)).toHaveLength(10_000)
    expect(campaigns.undo({ campaignId: id, reviewer: ada, at: AT }).itemNos).toEqual(numbers)
    expect(campaigns.progress(id)).toMatchObject({ decided: 0, revoke: 0 })
    const { groups } = await campaigns.groups(id, 'person', { search: 'person 00100', show: 'undecided' })
    const names = Array.from({ length: 6000 }, (_, i) => `Person ${String(100 + i).padStart(6, '0')}`)
    expect(groups.map((group) => group.label)).toEqual(names.filter((name) => name.includes('00100')))
    expect((await itemsOf(team, id)).length).toBe(500)
    expect(await campaigns.verifyChain(id)).toMatchObject({ kind: 'intact', lines: 20_000 })
  }, 60_000)
})
